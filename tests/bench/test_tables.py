"""Tables of Markdown."""

from bench.tables import is_met, span, table


def test_the_first_column_is_of_words_and_the_others_of_numbers() -> None:
    written = table(("question", "ratio", "met"), [("window", "2", "yes"), ("id", "3", "no")])
    assert written.splitlines() == [
        "| question | ratio | met |",
        "| --- | ---: | ---: |",
        "| window | 2 | yes |",
        "| id | 3 | no |",
    ]


def test_a_span_goes_from_the_least_to_the_greatest() -> None:
    assert span([2.0, 0.514, 1.0]) == "0.51 – 2.00"


def test_what_is_not_met_is_seen() -> None:
    assert (is_met(True), is_met(False)) == ("yes", "**no**")
