from geo.plots import PLOT, STATUSES
from geo.reference import METRO_STATION
from maps.style import STATUS_COLOURS, UNSTATED_COLOUR
from maps.vector_style import vector_style

URL = "https://example.org/tiles.json"


def test_plots_have_the_colours_of_their_status_as_on_the_other_maps():
    style = vector_style(PLOT, "Plots", URL)
    assert (style["version"], style["name"]) == (8, "Plots")
    assert style["sources"] == {"plots": {"type": "vector", "url": URL, "promoteId": "id"}}
    fill = next(one for one in style["layers"] if one["type"] == "fill")
    _, value, *pairs, other = fill["paint"]["fill-color"]
    assert value == ["get", "status"]
    assert dict(zip(pairs[::2], pairs[1::2], strict=True)) == STATUS_COLOURS
    assert set(pairs[::2]) == set(STATUSES)
    assert other == UNSTATED_COLOUR


def test_every_type_of_geometry_is_drawn_from_the_layer_of_the_collection():
    layers = vector_style(METRO_STATION, "Stations", URL)["layers"][1:]
    assert {one["filter"][2] for one in layers} == {"Point", "LineString", "Polygon"}
    assert {one["source-layer"] for one in layers} == {"metro-stations"}
    assert len({one["id"] for one in layers}) == len(layers)
    assert all(UNSTATED_COLOUR in one["paint"].values() for one in layers)
