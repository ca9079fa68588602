"""What the answers about a plot share."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.portraits import disposition, read_unit
from geo.errors import BadValue


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_file_is_named_whatever_the_plot_is_called(name: str) -> None:
    header = disposition("inline", "plot-1", name, "pdf")
    assert header.isascii()
    assert header.isprintable()
    kind, plain, coded = header.split("; ")
    assert (kind, plain) == ("inline", 'filename="plot-1.pdf"')
    named = unquote(coded.removeprefix("filename*=UTF-8''"))
    assert named.endswith(".pdf")
    assert not set('/\\:*?"<>|\r\n') & set(named)
    assert len(named) <= 64


def test_a_name_that_cannot_be_a_files_gives_way_to_the_id() -> None:
    assert unquote(disposition("inline", "plot-1", "../..", "pdf")).endswith("''plot-1.pdf")


def test_the_usual_unit_is_the_mu() -> None:
    assert read_unit({}) == "mu"
    with pytest.raises(BadValue, match="mu, m2, ha"):
        read_unit({"unit": "MU"})
