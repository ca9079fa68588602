"""Whatever the store: the form changes what is shown of the items, and nothing else."""

import asyncio
import json
from functools import cache

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geo.crs import Crs
from geo.errors import BadValue
from geo.proximity import NEAR_COLUMNS
from geo.stores.query import Form, Query
from tests.contract.oracle import THINGS
from tests.contract.worlds import VALUES, frames, nears, queries

EVERYWHERE = {"EPSG:4326": 7, "EPSG:4490": 7, "EPSG:3857": 4}  # and how many decimals are written
NAMES = [*VALUES, "id", *NEAR_COLUMNS]

forms = st.builds(
    Form,
    properties=st.none() | st.lists(st.sampled_from(NAMES), max_size=4).map(tuple),
    geometry=st.booleans(),
    crs=st.none() | st.sampled_from(sorted(EVERYWHERE)).map(Crs.named),
)


def answer(held, query):
    page = asyncio.run(held.collection.page(query))
    return [json.loads(feature) for feature in page.features], page.matched, page.cursor


@cache
def transformer(name):
    return Transformer.from_crs("OGC:CRS84", name)


def moved(geometry, crs):
    """What PROJ makes of an encoded geometry, in the order of the authority."""
    if geometry is None or crs is None:
        return geometry
    transform = transformer(crs.name).transform
    return shapely.transform(
        shapely.from_geojson(json.dumps(geometry)), lambda xy: np.column_stack(transform(xy[:, 0], xy[:, 1]))
    )


def assert_same(said, geometry, crs):
    expected = moved(geometry, crs)
    if crs is None or geometry is None:
        assert said == expected
        return
    shape = shapely.from_geojson(json.dumps(said))
    assert shape.geom_type == expected.geom_type
    found, wanted = shapely.get_coordinates(shape), shapely.get_coordinates(expected)
    assert found == pytest.approx(wanted, rel=0, abs=0.02 if EVERYWHERE[crs.name] == 4 else 1.01e-7)
    assert (found == found.round(EVERYWHERE[crs.name])).all()


@given(st.data())
def test_a_form_changes_what_is_shown_and_nothing_else(hold, data):
    frame, form = data.draw(frames(most=6)), data.draw(forms)
    held = hold(frame, THINGS)
    query = data.draw(queries(frame))._replace(near=data.draw(st.none() | nears()), limit=data.draw(st.integers(1, 8)))
    whole, matched, cursor = answer(held, query)
    shown, *rest = answer(held, query._replace(form=form))
    assert rest == [matched, cursor]
    for feature, formed in zip(whole, shown, strict=True):
        assert list(formed) == list(feature)
        assert (formed["type"], formed["id"]) == (feature["type"], feature["id"])
        kept = feature["properties"].items()
        names = {*(form.properties or ()), *NEAR_COLUMNS}
        assert formed["properties"] == {n: v for n, v in kept if form.properties is None or n in names}
        if form.geometry:
            assert_same(formed["geometry"], feature["geometry"], form.crs)
        else:
            assert formed["geometry"] is None


@given(frames(most=4), forms)
def test_an_item_takes_the_form_of_a_page(hold, frame, form):
    held = hold(frame, THINGS)
    shown, *_ = answer(held, Query(form=form))
    for feature in shown:
        assert json.loads(asyncio.run(held.collection.item(feature["id"], form))) == feature


TORN = '"}},"geometry":null,"properties":{"x":1'


@pytest.mark.parametrize("form", [Form(), Form(("name",)), Form(geometry=False), Form(crs=Crs.named("EPSG:4528"))])
def test_text_that_looks_like_members_is_text(hold, form):
    values = {name: [TORN] for name in ("name", "day")}
    frame = gpd.GeoDataFrame(values, index=[TORN], geometry=[shapely.Point(121, 31)], crs="EPSG:4326")
    ((feature,), _, _) = answer(hold(frame, THINGS), Query(form=form))
    assert feature["id"] == feature["properties"]["name"] == TORN
    assert (feature["geometry"] is None) == (not form.geometry)


def test_an_item_beyond_the_reach_of_a_system_is_named_with_what_asked_for_it(hold):
    points = gpd.points_from_xy([121.0, -73.9], [31.0, 40.7])
    held = hold(gpd.GeoDataFrame({"name": ["a", "b"]}, index=["a", "b"], geometry=points, crs="EPSG:4326"), THINGS)
    form = Form(crs=Crs.named("EPSG:4528"))
    with pytest.raises(BadValue, match=r"crs: .*/4528” is not usable at longitude,latitude -73\.9,40\.7") as said:
        asyncio.run(held.collection.page(Query(form=form)))
    assert said.value.place == "crs"
    assert len(answer(held, Query(form=form, limit=1))[0]) == 1
    assert len(answer(held, Query(form=form._replace(geometry=False)))[0]) == 2
