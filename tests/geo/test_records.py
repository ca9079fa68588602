import contextlib
import json
import re
from copy import deepcopy
from pathlib import Path

import orjson
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadRecord
from geo.plots import PLOT, REQUIRED, SOURCE_MEMBERS
from geo.properties import Kind
from geo.records import read_record, read_record_bytes, write_record
from tests.zoo import WRITTEN, X, Y, polygon, ring

FILES = sorted((Path(__file__).parents[2] / "data/plots").glob("*.geojson"))
GOOD = {
    "type": "Feature",
    "id": "a-1",
    "geometry": polygon(ring()),
    "properties": {
        "name": "甲地块",
        "location_method": "surveyed",
        "sources": [{"title": "公告"}],
        "updated_at": "2026-01-31T09:00:00Z",
        "revision": 1,
    },
}


def record(properties=None, **members):
    """A good record, but for these members and properties; None takes a property away."""
    changed = {**deepcopy(GOOD), **members}
    if properties is not None:
        changed["properties"] = {k: v for k, v in (changed["properties"] | properties).items() if v is not None}
    return changed


def faults(feature):
    with pytest.raises(BadRecord) as refused:
        read_record(feature, "it")
    return {fault.field: fault.message for fault in refused.value.faults}


def test_a_good_record_is_read_without_remarks():
    plot = read_record(GOOD)
    assert (plot.id, plot.properties, plot.extra, plot.remarks) == ("a-1", GOOD["properties"], {}, ())
    assert shapely.equals_identical(plot.geometry, shapely.Polygon(ring()))


@pytest.mark.parametrize("feature", [None, 5, "Feature", [], {}, {"type": "FeatureCollection"}, {"type": ["Feature"]}])
def test_what_is_no_feature_is_refused(feature):
    assert list(faults(feature)) == ["type"]
    assert faults(feature)["type"].endswith("is not “Feature”")


@pytest.mark.parametrize("id", [None, 5, "", "A", "外冈", "a b", "-a", "a" * 65, "a\n", ["a"], True])
def test_an_id_has_its_form(id):
    assert "lower-case letters, digits and hyphens, 64 at most" in faults(record(id=id))["id"]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_geometry_that_no_plot_may_have_is_named(name):
    geometry, message = WRITTEN[name]
    assert re.search(message, faults(record(geometry=geometry))["geometry"])


@pytest.mark.parametrize("name", REQUIRED)
def test_what_must_be_stated_is_missed(name):
    assert faults(record({name: None})) == {name: "must be stated"}
    assert faults(record() | {"properties": GOOD["properties"] | {name: None}})[name] == "must be stated"


@pytest.mark.parametrize("properties", [None, [], "x"])
def test_properties_are_an_object(properties):
    assert faults(record() | {"properties": properties})["properties"].endswith("is not an object")


@pytest.mark.parametrize("name", [row.name for row in PLOT.values() if row.derived])
def test_what_is_derived_is_refused(name):
    assert faults(record({name: 1})) == {name: "is derived, never stored: leave it out"}


NUMBERS = [row for row in PLOT.values() if row.kind in {Kind.NUMBER, Kind.INTEGER} and not row.derived]
TEXTS = [row for row in PLOT.values() if row.kind in {Kind.TEXT, Kind.DATE, Kind.DATETIME} and row.name != "id"]
TEXTS = [row for row in TEXTS if not row.derived]


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row.name)
def test_a_number_is_a_number_within_its_bounds(row):
    below = row.minimum if row.exclusive else row.minimum - 1
    above = [] if row.maximum is None else [row.maximum * 1.0001]
    for value in ["26.5", True, [1], {"m2": 1}, float("nan"), float("inf"), 10**400, below, *above]:
        found = faults(record({row.name: value, "location_method": "digitised"}))
        assert list(found) == [row.name]
        assert found[row.name].endswith(f" is not {row.expected}")


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row.name)
def test_a_text_is_a_text_of_its_form(row):
    for value in [5, 2.5, False, ["x"], {"x": 1}, "", "x" * 2001]:
        found = faults(record({row.name: value}))
        assert row.name in found
        assert found[row.name].endswith(f" is not {row.expected}")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("status", "sold", "“sold” is not one of planned, announced"),
        ("location_method", "guessed", "“guessed” is not one of surveyed, digitised, approximate"),
        ("announced_on", "2026-02-30", "“2026-02-30” is not a date YYYY-MM-DD"),
        ("announced_on", "20260131", "is not a date"),
        ("announced_on", "2026-01-31T00:00:00Z", "is not a date"),
        ("updated_at", "2026-01-31", "is not an RFC 3339 date-time"),
        ("updated_at", "2026-01-31T09:00:00", "is not an RFC 3339 date-time"),
        ("updated_at", "2026-01-31T09:00:00Z/2026-01-31T09:00:00Z", "is not an RFC 3339 date-time"),
        ("revision", 1.5, "1.5 is not a whole number from 1"),
        ("tags", "a", "“a” is not a list of texts"),
        ("sources", {}, "{} is not a list of objects"),
    ],
)
def test_a_bad_value_is_named_with_what_would_be_right(name, value, message):
    found = faults(record({name: value}))
    assert list(found) == [name]
    assert message in found[name]


@pytest.mark.parametrize(
    ("name", "value", "path", "message"),
    [
        ("tags", ["a", 5], "tags[1]", "5 is not a text"),
        ("tags", [""], "tags[0]", "“” is not a text"),
        ("sources", [5], "sources[0]", "5 is not an object"),
        ("sources", [{"title": "x"}, {}], "sources[1].title", "must be stated"),
        ("sources", [{"title": None}], "sources[0].title", "must be stated"),
        ("sources", [{"title": 5}], "sources[0].title", "5 is not a text"),
        ("sources", [{"title": "x", "url": "ftp://x"}], "sources[0].url", "of the form https?"),
        ("sources", [{"title": "x", "published_on": "May"}], "sources[0].published_on", "“May” is not a date"),
        ("sources", [{"title": "x", "author": "y"}], "sources[0].author", "known are " + ", ".join(SOURCE_MEMBERS)),
    ],
)
def test_a_fault_inside_a_list_is_named_with_its_path(name, value, path, message):
    assert message in faults(record({name: value}))[path]


@pytest.mark.parametrize(
    ("stated", "field", "message"),
    [
        ({"floor_area_ratio_min": 2, "floor_area_ratio": 1}, "floor_area_ratio", "1 is less than floor_area_ratio_min"),
        ({"floor_area_ratio": 3, "floor_area_ratio_max": 2.5}, "floor_area_ratio_max", "2.5 is less than"),
        ({"floor_area_ratio_min": 3, "floor_area_ratio_max": 2}, "floor_area_ratio_max", "which is 3"),
        ({"announced_on": "2026-02-01", "transferred_on": "2026-01-01"}, "transferred_on", "less than announced_on"),
        (
            {"announced_on": "2026-02-01", "completion_expected_on": "2025-01-01"},
            "completion_expected_on",
            "less than announced_on",
        ),
        ({"location_method": "approximate"}, "location_uncertainty_m", "must be stated where location_method is app"),
        ({"land_use_code": "M1"}, "land_use_scheme", "must be stated with land_use_code"),
    ],
)
def test_properties_that_disagree_are_named(stated, field, message):
    found = faults(record(stated))
    assert list(found) == [field]
    assert message in found[field]


@pytest.mark.parametrize(
    "stated",
    [
        {"floor_area_ratio_min": 1, "floor_area_ratio": 1, "floor_area_ratio_max": 1},
        {"announced_on": "2026-02-01", "transferred_on": "2026-02-01"},
        {"location_method": "approximate", "location_uncertainty_m": 0},
        {"land_use_code": "M1", "land_use_scheme": "GB 50137"},
        {"tags": [], "sources": []},
    ],
)
def test_properties_that_agree_are_kept(stated):
    assert read_record(record(stated)).properties.items() >= stated.items()


def test_all_faults_are_named_at_once():
    bad = record({"name": None, "revision": 0, "status": "sold", "area_mu": 1}, id="A", geometry=None)
    assert set(faults(bad)) == {"id", "geometry", "name", "revision", "status", "area_mu"}


def test_what_is_unknown_is_kept_or_left_out_with_a_remark():
    plot = read_record(record({"colour": "red", "owner": {"x": [1, None]}}, foo=1, bbox=[0, 0, 1, 1]))
    assert plot.extra == {"colour": "red", "owner": {"x": [1, None]}}
    assert [str(remark) for remark in plot.remarks] == [
        "foo: unknown member, left out",
        "colour: unknown property, kept",
        "owner: unknown property, kept",
    ]


def test_a_mended_winding_is_remarked():
    plot = read_record(record(geometry=polygon(ring()[::-1])))
    assert [(remark.field, "winding" in remark.message) for remark in plot.remarks] == [("geometry", True)]
    assert shapely.is_ccw(shapely.get_exterior_ring(plot.geometry))


def test_an_id_among_the_properties_does_not_count():
    assert "id" not in read_record(record({"id": "other"})).properties


def lines(feature):
    """Write a record a member a line, and find the line of each property by its name at the start of a line."""
    text = json.dumps(feature, indent=1, ensure_ascii=False)
    start = {line.split('"')[1]: n for n, line in enumerate(text.splitlines(), 1) if '":' in line}
    return text.encode(), start


@pytest.mark.parametrize("name", ["revision", "status", "sources", "id", "geometry", "area_mu", "updated_at"])
def test_a_fault_carries_the_line_of_its_property(name):
    bad = {"status": "sold", "revision": 0, "sources": [{}], "area_mu": 1, "updated_at": "x", "tags": ["status"]}
    data, start = lines(record({"boundary_east": '说 "revision": 有', **bad}, id="A", geometry={"type": "Point"}))
    with pytest.raises(BadRecord) as refused:
        read_record_bytes(data, "it")
    found = {fault.field.partition("[")[0]: fault.line for fault in refused.value.faults}
    assert found[name] == start[name]


def test_what_is_not_there_is_missed_in_the_first_line():
    with pytest.raises(BadRecord) as refused:
        read_record_bytes(lines(record({"revision": None}))[0], "it")
    assert [(fault.field, fault.line) for fault in refused.value.faults] == [("revision", 1)]


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"", 1), (b"{", 1), (b'{\n"type": Feature}', 2), (b"\xff\xfe", 1), (b'{"a":\n\n 1e}', 3), (b"[" * 5000, 1)],
)
def test_bytes_that_are_no_json_are_refused_with_their_line(data, line):
    with pytest.raises(BadRecord, match="it: file: not JSON: ") as refused:
        read_record_bytes(data, "it")
    assert [fault.line for fault in refused.value.faults] == [line]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_record_of_the_catalogue_is_in_canonical_form(path):
    plot = read_record_bytes(path.read_bytes(), path.name)
    assert write_record(plot) == path.read_bytes()
    assert plot.id == path.stem
    assert plot.remarks == ()


def test_canonical_form_does_not_depend_on_how_the_record_was_written():
    feature = record({"zebra": 1, "ant": 2, "tags": ["x"]})
    turned = feature | {"properties": dict(reversed(feature["properties"].items()))}
    assert write_record(read_record(turned)) == write_record(read_record(feature))
    names = list(orjson.loads(write_record(read_record(turned)))["properties"])
    assert names == [name for name in PLOT if name in names] + ["ant", "zebra"]


unicode = st.text(st.characters(codec="utf-8"), max_size=8)
finite = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | finite | unicode | st.sampled_from(["[ 1, 2 ]", "[\n1,\n2\n]"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(unicode, inner, max_size=3),
    max_leaves=8,
)
extras = st.dictionaries(unicode, json_values, max_size=3)


@given(extras, st.text(st.characters(codec="utf-8"), min_size=1, max_size=30) | st.just("坐标 [ 121.25,  31.38 ]"))
def test_a_written_record_is_the_record(extra, name):
    extra = {key: value for key, value in extra.items() if key not in PLOT}
    plot = read_record(record(extra | {"name": name}))
    written = write_record(plot)
    again = read_record_bytes(written, "again")
    assert (again.id, again.properties, again.extra) == (plot.id, plot.properties, plot.extra)
    assert write_record(again) == written
    assert written.endswith(b"}\n")


wild = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.just(10**400) | st.text() | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
names = st.sampled_from([*PLOT, "colour", "\ud800", ""])


@given(wild, st.dictionaries(names, wild, max_size=6), wild | st.just(GOOD["geometry"]), wild | st.just("a-1"))
def test_any_object_is_a_plot_or_a_bad_record(anything, properties, geometry, id):
    candidates = [anything, record(properties, geometry=geometry, id=id), record() | {"properties": anything}]
    for feature in [*candidates, record({"sources": [anything], "tags": [anything]})]:
        with contextlib.suppress(BadRecord):
            read_record(feature, "it")


def nested(depth, inner=1):
    for _ in range(depth):
        inner = [inner]
    return inner


@pytest.mark.parametrize("depth", [100, 300, 900, 1010, 5000])
@pytest.mark.parametrize("member", ["type", "id", "geometry", "properties", "colour"])
def test_a_record_nested_without_end_is_a_plot_or_a_bad_record(member, depth):
    with contextlib.suppress(BadRecord):
        read_record(record() | {member: nested(depth)})
    with contextlib.suppress(BadRecord):
        plot = read_record(record({"name" if member == "id" else member: nested(depth)}))
        write_record(plot)
    geometry = {"type": "Polygon", "coordinates": nested(depth), "more": nested(depth)}
    assert "geometry" in faults(record(geometry=geometry))


@given(st.binary(max_size=60))
def test_any_bytes_are_a_plot_or_a_bad_record(data):
    with pytest.raises(BadRecord) as refused:
        read_record_bytes(data, "it")
    assert all(1 <= fault.line <= data.count(b"\n") + 1 for fault in refused.value.faults)


BIG = [b"1e400", b"-1e400", b"9" * 400, b"true", b'"\\ud800"', b"[" * 800 + b"]" * 800, b"NaN", b"{}", b"null", b'""']


@given(st.sampled_from(FILES).map(Path.read_bytes), st.data())
def test_a_file_damaged_anywhere_is_a_plot_or_a_bad_record(data, draw):
    start = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(start, min(len(data), start + 40)))
    put = draw.draw(st.sampled_from(BIG) | st.binary(max_size=5))
    with contextlib.suppress(BadRecord):
        read_record_bytes(data[:start] + put + data[end:], "it")


@given(st.sampled_from(FILES).map(Path.read_bytes), st.sampled_from(BIG), st.data())
def test_a_file_with_another_value_anywhere_is_a_plot_or_a_bad_record(data, put, draw):
    values = [found.span(1) for found in re.finditer(rb'[:\[]\s*("[^"\n]*"|[-\d.]+)', data)]
    start, end = draw.draw(st.sampled_from(values))
    with contextlib.suppress(BadRecord):
        write_record(read_record_bytes(data[:start] + put + data[end:], "it"))


def test_a_small_plot_stays_where_it_is_to_a_centimetre():
    plot = read_record(record(geometry=polygon(ring(X + 1 / 3, Y + 1 / 3, 0.001))))
    again = read_record_bytes(write_record(plot), "again")
    assert shapely.hausdorff_distance(plot.geometry, again.geometry) < 1e-7
