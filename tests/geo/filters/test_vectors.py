import numpy as np
import pytest
import shapely

from geo.filters.vectors import Coded, Moments, Numbers, Shapes, Truth, null_of

VALUES = {"T": (True, False), "F": (False, False), "N": (False, True)}

#: OGC 21-065r2, table of truth.
TABLE = [("T", "N", "N", "T"), ("F", "N", "F", "N"), ("N", "T", "N", "T"), ("N", "F", "F", "N"), ("N", "N", "N", "N")]
TABLE += [("T", "T", "T", "T"), ("T", "F", "F", "T"), ("F", "T", "F", "T"), ("F", "F", "F", "F")]


def truth(*letters):
    holds, null = zip(*(VALUES[letter] for letter in letters), strict=True)
    return Truth(np.array(holds), np.array(null))


def letters(value):
    return ["T" if t else "F" if f else "N" for t, f in zip(value.true, value.false, strict=True)]


@pytest.mark.parametrize(("one", "other", "both", "either"), TABLE)
def test_and_and_or_are_those_of_the_standard(one, other, both, either):
    assert letters(truth(one) & truth(other)) == [both]
    assert letters(truth(one) | truth(other)) == [either]


def test_not_turns_true_and_false_and_leaves_null():
    assert letters(~truth("T", "F", "N")) == ["F", "T", "N"]


def test_what_holds_where_nothing_is_known_does_not_matter():
    odd = Truth(np.array([True]), np.array([True]))
    assert letters(odd) == letters(~odd) == letters(odd & truth("T")) == ["N"]


def test_truth_without_null_stays_so():
    one, other = Truth(np.array([True, False])), Truth(np.array([True]))
    assert (one & other).null is None
    assert (one | other).null is None
    assert letters(one & other) == ["T", "F"]


def test_texts_are_tested_and_changed_once_each():
    seen = []
    texts = Coded(np.array([1, 0, -1, 1], dtype=np.int32), ["a", "b"])

    def passes(text):
        seen.append(text)
        return text == "b"

    assert letters(texts.test(passes)) == ["T", "F", "N", "T"]
    assert seen == ["a", "b"]
    folded = Coded(np.array([0, 1, 2, -1], dtype=np.int32), ["B", "a", "b"]).map(str.lower)
    assert (folded.uniques, folded.codes.tolist()) == (["a", "b"], [1, 0, 1, -1])


def test_a_column_without_texts_is_all_null():
    nothing = Coded(np.array([-1, -1], dtype=np.int32), [])
    assert letters(nothing.test(lambda text: True)) == ["N", "N"]
    assert np.isnan(nothing.numbers().values).all()


def test_every_vector_knows_its_nulls():
    assert Numbers(np.array([1.0, np.nan])).null.tolist() == [False, True]
    assert Numbers(np.array([1.0]), True).null is None
    assert Moments(np.array([0.0, np.nan]), np.array([np.inf, 1.0])).null.tolist() == [False, True]
    assert Shapes(np.array([None, shapely.Point(0, 0)], dtype=object)).null.tolist() == [True, False]
    assert null_of(Coded.of("a"), Numbers(np.array([1.0]), True)) is None
    assert null_of(Coded.of("a"), Numbers(np.array([np.nan]))).tolist() == [True]


def test_one_value_for_all_rows_is_known_as_such():
    assert Coded.of("a").is_constant
    assert not Coded(np.array([0], dtype=np.int32), ["a"]).is_constant
