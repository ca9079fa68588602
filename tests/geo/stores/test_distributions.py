from geo.stores.distributions import Histogram, Statistics, Values


def test_answers_that_say_the_same_are_equal():
    one = Statistics(2, None, {"a": Histogram((0.0, 1.0), (2,), 0.5, 0.7, 0), "b": Values((("x", 2),), 0, 0)})
    other = Statistics(2, None, {"a": Histogram((0.0, 1.0), (2,), 0.5, 0.7, 0), "b": Values((("x", 2),), 0, 0)})
    assert one == other
    assert one != other._replace(matched=3)
