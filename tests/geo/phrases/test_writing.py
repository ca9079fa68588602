"""Conditions written as a phrase are read as the same conditions."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from geo.phrases import Choice, Condition, Nearness, Range, Vocabulary, Words, read_phrase, written
from geo.plots import PLOT
from geo.properties import Kind, Lang

MEASURED = [row for row in PLOT.queryables.values() if row.kind in {Kind.NUMBER, Kind.INTEGER}]
NEARNESSES = st.builds(
    Nearness,
    st.sampled_from(
        ["metro", "metro:11", "metro:浦江线", "station:安亭", "station:浦东南路（原东昌路）", "place:安亭镇"]
    ),
    st.sampled_from(["1km", "800m", "1.5km", "15min", "250m"]),
    st.booleans(),
)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    row = draw(st.sampled_from(MEASURED))
    numbers = st.decimals(0, int(min(row.maximum or 1e6, 1e6)), places=3, allow_nan=False).map(float)
    low, high = sorted((draw(numbers), draw(numbers)))
    return draw(st.sampled_from([Range(row.name, low, high), Range(row.name, low), Range(row.name, None, high)]))


def choices() -> st.SearchStrategy[Choice]:
    known = {
        "status": list(PLOT["status"].choices),
        "location_method": list(PLOT["location_method"].choices),
        "town": ["外冈镇", "安亭镇", "真新街道", "嘉定工业区", "菊园新区"],
        "land_use_name": ["工业用地"],
        "metro_lines": ["1", "11", "浦江线"],
    }
    one = [
        st.lists(st.sampled_from(values), min_size=1, unique=True).map(
            lambda some, name=name: Choice(name, tuple(some), listed=name == "metro_lines")  # type: ignore[misc]
        )
        for name, values in known.items()
    ]
    return st.one_of(*one)


def key(condition: Condition) -> str:
    return getattr(condition, "property", "near")


@given(
    conditions=st.lists(ranges() | choices() | NEARNESSES, max_size=5, unique_by=key),
    lang=st.sampled_from(get_args(Lang)),
)
def test_what_is_written_is_read_the_same(conditions: list[Condition], lang: Lang, vocabulary: Vocabulary) -> None:
    text = written(conditions, lang, vocabulary)
    phrase = read_phrase(text, vocabulary)
    assert list(phrase.conditions) == conditions
    assert phrase.unread == ()


def test_it_reads_like_a_phrase(vocabulary: Vocabulary) -> None:
    conditions = [
        Nearness("metro", "1km"),
        Range("area_mu", 20),
        Choice("status", ("listed", "leasing")),
        Words("汽车"),
    ]
    assert written(conditions, "zh", vocabulary) == "距地铁 1km以内 面积20亩以上 挂牌或招租 汽车"
    assert (
        written(conditions, "en", vocabulary) == "within 1km of the metro, area at least 20 mu, Listed or Leasing, 汽车"
    )
    assert written([Nearness("metro:11")], "en", vocabulary) == "near metro:11"
    assert written([Nearness("metro:11")], "zh", vocabulary) == "近metro:11"
