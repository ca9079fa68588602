"""A plot gathered from a catalogue."""

import asyncio

import pytest

from geo.errors import UnknownItem
from geo.stores import open_catalogue
from maps.subject import subject_of
from tests.maps.conftest import Gather
from tests.service import COUNTS, DATA


def test_everything_that_is_drawn_is_there(gather: Gather) -> None:
    subject = gather("waigang-29-08")
    assert len(subject.surface.stations) == COUNTS["metro-stations"]
    assert len(subject.surface.lines) == COUNTS["metro-lines"]
    assert subject.locality.uncertainty_m == 4000
    assert [one.geometry for one in subject.around.stations] == list(subject.locality.near)


def test_a_catalogue_may_have_nothing_but_the_plot(gather_alone: Gather) -> None:
    subject = gather_alone("alone")
    assert [len(frame) for frame in (subject.surface.stations, subject.surface.lines, subject.surface.places)] == [
        0
    ] * 3
    assert not subject.around.stations


def test_a_plot_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UnknownItem, match="atlantis"):
        asyncio.run(subject_of(open_catalogue(DATA), "atlantis"))
