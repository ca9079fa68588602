"""The tables of words."""

from geo.phrases import Vocabulary, words  # type: ignore[attr-defined]
from geo.plots import PLOT
from geo.writing import folded


def test_each_word_that_joins_has_one_kind() -> None:
    forms = [form for spelt in words.JOINING.values() for form in spelt.split("|")]
    assert sorted(forms) == sorted(set(forms))


def test_words_are_written_as_texts_are_folded() -> None:
    for spelt in words.JOINING.values():
        for form in spelt.split("|"):
            assert form == folded(form) or not form.isalnum()


def test_tables_name_properties_and_values_that_there_are(vocabulary: Vocabulary) -> None:
    for name in words.MEASURED:
        assert vocabulary.measured(name), name
    for name, values in words.CHOSEN.items():
        assert set(values) == set(PLOT[name].choices)
    assert {vocabulary.measured(name).dimension for name in words.ASSUMED.values()} == set(words.ASSUMED)  # type: ignore[union-attr]
