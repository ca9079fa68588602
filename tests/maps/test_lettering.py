"""Names on a picture."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from maps.lettering import Box, Lettering, width_of

PLACES = st.lists(st.tuples(st.sampled_from(["嘉定北", "West Jiading", "a"]), st.floats(0, 300), st.floats(0, 200)))


@given(PLACES)
def test_no_name_hides_another_or_leaves_the_picture(names: list[tuple[str, float, float]]) -> None:
    lettering = Lettering(300, 200, [Box(260, 0, 300, 48)])
    placed = [found.box for name, x, y in names if (found := lettering.place(name, x, y, 10))]
    assert not any(a.meets(b) for a, b in combinations([*placed, Box(260, 0, 300, 48)], 2))
    assert all(box.left >= 0 and box.right <= 300 and box.top >= 0 and box.bottom <= 200 for box in placed)


def test_a_name_goes_where_it_crosses_nothing() -> None:
    lettering = Lettering(300, 200)
    for x in range(152, 300, 4):
        lettering.avoid(x, 100, 2)
    found = lettering.place("嘉定北", 150, 100, 10)
    assert found is not None
    assert found.anchor == "end"


def test_where_nothing_else_is_free_a_line_is_crossed() -> None:
    lettering = Lettering(300, 200)
    lettering.avoid(150, 100, 500)
    assert lettering.place("嘉定北", 150, 100, 10) is not None


def test_chinese_letters_are_wider() -> None:
    assert width_of("嘉定", 10) > width_of("ab", 10)
