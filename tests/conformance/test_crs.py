"""OGC API – Features – Part 2, requirements class Coordinate Reference Systems by Reference.

As in the abstract tests (annex A), the systems that are known to PROJ are those that answers are compared in.
"""

import json
import re
from functools import cache
from typing import Any
from urllib.parse import quote

import jsonschema
import numpy as np
import pytest
import shapely
from pyproj import CRS, Transformer

from tests.conformance.conftest import COLLECTIONS, Ogc
from tests.conformance.requirements import FEATURE, FEATURE_COLLECTION

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
UNSUPPORTED = ["", "x", f"{EPSG}2364", f"{EPSG}999999", "EPSG:4490", CRS84.lower(), "#/crs", "<script>"]
WINDOW = (121.2, 31.3, 121.3, 31.4)  # degrees, within the extent of every collection of plots and stations

URI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
OGC_URI = re.compile(r"http://www\.opengis\.net/def/crs/[A-Za-z]+/[0-9.]+/[A-Za-z0-9]+")
URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,31}:[A-Za-z0-9:.-]+")  # RFC 8141, 2, of which ours need no more


def supported(ogc: Ogc, collection: str) -> list[str]:
    found: list[str] = ogc.json(f"/collections/{collection}")["crs"]
    return found


def known(ogc: Ogc, collection: str) -> list[str]:
    """The systems that PROJ knows too."""
    return [uri for uri in supported(ogc, collection) if uri.startswith("http://www.opengis.net/")]


def some(uris: list[str]) -> list[str]:
    """A few systems of each family, so that collections can be asked in each."""
    zones = [uri for uri in uris if uri.startswith(EPSG) and uri[len(EPSG) :] not in {"4326", "4490", "3857"}]
    return [*(uri for uri in uris if uri not in zones), *zones[::21], f"{EPSG}4528", f"{EPSG}4549"]


def in_crs(positions: Any, uri: str) -> Any:
    """Positions of CRS84 in the order of axes of another system, by PROJ alone."""
    return np.column_stack(transformer(uri).transform(positions[:, 0], positions[:, 1]))


@cache
def transformer(uri: str) -> Transformer:
    return Transformer.from_crs("OGC:CRS84", CRS.from_user_input(uri))


def shape_of(feature: dict[str, Any]) -> Any:
    return None if feature["geometry"] is None else shapely.from_geojson(json.dumps(feature["geometry"]))


def box_in(uri: str) -> tuple[str, Any]:
    """The window in a system: as the parameter has it, and as a shape there."""
    edge = shapely.get_coordinates(shapely.segmentize(shapely.box(*WINDOW), 0.01))
    west, south, east, north = shapely.linestrings(in_crs(edge, uri)).bounds
    return f"{west!r},{south!r},{east!r},{north!r}", shapely.box(west, south, east, north)


def content_crs(ogc: Ogc, url: str) -> str:
    return ogc.get(url).headers["content-crs"]


def an_item(ogc: Ogc, collection: str) -> str:
    return f"/collections/{collection}/items/{quote(ogc.all(collection)[0]['id'], safe='')}"


def test_req_crs_crs_uri(ogc: Ogc) -> None:
    """/req/crs/crs-uri: every system has a URI, by the syntax of its scheme."""
    listed = ogc.json("/collections")
    uris = {*listed["crs"], *(one["storageCrs"] for one in listed["collections"])}
    uris |= {uri for collection in COLLECTIONS for uri in supported(ogc, collection)}
    assert len(uris) == 70
    for uri in uris:
        assert URI.fullmatch(uri)
        assert (OGC_URI if uri.startswith("http:") else URN).fullmatch(uri)


def test_req_crs_fc_md_crs_list(ogc: Ogc, collection: str) -> None:
    """/req/crs/fc-md-crs-list: a collection lists its systems, that of Part 1 among them."""
    uris = supported(ogc, collection)
    assert uris[0] == CRS84
    assert len(set(uris)) == len(uris)


def test_req_crs_fc_md_crs_list_global(ogc: Ogc, collection: str) -> None:
    """/req/crs/fc-md-crs-list-global: what the list of all collections has is valid for each that points to it."""
    listed = ogc.json("/collections")
    (said,) = [one for one in listed["collections"] if one["id"] == collection]
    assert said["crs"] == ["#/crs"]
    assert listed["crs"] == supported(ogc, collection)


def test_req_crs_fc_md_storage_crs(ogc: Ogc, collection: str) -> None:
    """/req/crs/fc-md-storageCrs: the system in which features are stored is named."""
    assert ogc.json(f"/collections/{collection}")["storageCrs"] == CRS84


def test_req_crs_fc_md_storage_crs_valid_value(ogc: Ogc, collection: str) -> None:
    """/req/crs/fc-md-storageCrs-valid-value: it is one of the list."""
    assert ogc.json(f"/collections/{collection}")["storageCrs"] in supported(ogc, collection)


def assert_defined(parameter: dict[str, Any]) -> None:
    assert parameter["schema"]["type"] == "string"
    assert parameter["schema"]["format"] == "uri"
    assert (parameter["in"], parameter["required"]) == ("query", False)
    assert (parameter["style"], parameter["explode"]) == ("form", False)


def test_req_crs_fc_bbox_crs_definition(ogc: Ogc, collection: str) -> None:
    """/req/crs/fc-bbox-crs-definition: a URI."""
    assert_defined(ogc.parameter(collection, "bbox-crs"))


def test_req_crs_fc_crs_definition(ogc: Ogc, collection: str) -> None:
    """/req/crs/fc-crs-definition: a URI, for the features and for each."""
    assert_defined(ogc.parameter(collection, "crs"))
    described = ogc.api()["paths"][f"/collections/{collection}/items/{{featureId}}"]["get"]["parameters"]
    (parameter,) = [one for one in described if one["name"] == "crs"]
    assert_defined(parameter)


def assert_said(problem: dict[str, Any], parameter: str, uri: str) -> None:
    assert (problem["parameter"], problem["value"]) == (parameter, uri)
    assert "coordinate system" in problem["detail"]


@pytest.mark.parametrize("uri", UNSUPPORTED)
def test_req_crs_fc_bbox_crs_valid_value(ogc: Ogc, collection: str, uri: str) -> None:
    """/req/crs/fc-bbox-crs-valid-value: another value is a 400."""
    for bbox in ("", "&bbox=121,31,122,32"):
        ogc.problem(f"/collections/{collection}/items?bbox-crs={quote(uri, safe='')}{bbox}")


@pytest.mark.parametrize("uri", UNSUPPORTED)
def test_req_crs_bbox_crs_exception(ogc: Ogc, uri: str) -> None:
    """/req/crs/bbox-crs-exception: the 400 says which parameter and value is wrong."""
    assert_said(ogc.problem(f"/collections/plots/items?bbox=1,2,3,4&bbox-crs={quote(uri, safe='')}"), "bbox-crs", uri)


def test_req_crs_fc_bbox_crs_default_value(ogc: Ogc, collection: str) -> None:
    """/req/crs/fc-bbox-crs-default-value: without it, a window is in CRS84."""
    window = "limit=10000&bbox=" + ",".join(map(str, WINDOW))
    said = ogc.items(collection, f"?{window}&bbox-crs={CRS84}")
    assert said["features"] == ogc.items(collection, f"?{window}")["features"]
    west, south, east, north = WINDOW
    swapped = ogc.items(collection, f"?limit=10000&bbox={south},{west},{north},{east}&bbox-crs={EPSG}4326")
    assert swapped["features"] == said["features"]


def test_req_crs_fc_bbox_crs_action(ogc: Ogc, collection: str) -> None:
    """/req/crs/fc-bbox-crs-action: the features that meet the window in its own system."""
    for uri in some(known(ogc, collection)):
        bbox, window = box_in(uri)
        found = ogc.ids(collection, f"?limit=10000&bbox={bbox}&bbox-crs={uri}")
        sure = 1e-6 if window.bounds[2] < 1000 else 0.1  # degrees or metres
        for feature in ogc.all(collection):
            shape = shape_of(feature)
            if shape is None:
                assert feature["id"] in found  # Part 1, /req/core/fc-bbox-response C
                continue
            placed = shapely.transform(shape, lambda positions, uri=uri: in_crs(positions, uri))
            if shapely.intersects(placed, window.buffer(-sure)):
                assert feature["id"] in found
            elif not shapely.intersects(placed, window.buffer(sure)):
                assert feature["id"] not in found


@pytest.mark.parametrize("uri", UNSUPPORTED)
def test_req_crs_fc_crs_valid_value(ogc: Ogc, collection: str, uri: str) -> None:
    """/req/crs/fc-crs-valid-value: another value is a 400, of the features and of one."""
    for path in (f"/collections/{collection}/items", an_item(ogc, collection)):
        ogc.problem(f"{path}?crs={quote(uri, safe='')}")


@pytest.mark.parametrize("uri", UNSUPPORTED)
def test_req_crs_crs_exception(ogc: Ogc, uri: str) -> None:
    """/req/crs/crs-exception: the 400 says which parameter and value is wrong."""
    assert_said(ogc.problem(f"/collections/plots/items?crs={quote(uri, safe='')}"), "crs", uri)


def test_req_crs_fc_crs_default_value(ogc: Ogc, collection: str) -> None:
    """/req/crs/fc-crs-default-value: without it, geometries are in CRS84."""
    said = ogc.items(collection, f"?limit=10000&crs={CRS84}")
    assert said["features"] == ogc.all(collection)
    assert content_crs(ogc, f"/collections/{collection}/items") == f"<{CRS84}>"
    assert content_crs(ogc, an_item(ogc, collection)) == f"<{CRS84}>"


def test_req_crs_fc_crs_action(ogc: Ogc, collection: str) -> None:
    """/req/crs/fc-crs-action: geometries are in the system asked for, in its order of axes."""
    for uri in some(known(ogc, collection)):
        placed = ogc.items(collection, f"?limit=10000&crs={uri}")["features"]
        for before, after in zip(ogc.all(collection), placed, strict=True):
            assert {**before, "geometry": None} == {**after, "geometry": None}
            start, end = shape_of(before), shape_of(after)
            if start is None:
                assert end is None
                continue
            expected, found = in_crs(shapely.get_coordinates(start), uri), shapely.get_coordinates(end)
            off = 1e-7 if abs(expected).max() < 1000 else 0.02  # an answer in degrees has seven decimals
            assert found == pytest.approx(expected, rel=0, abs=off)
    one = ogc.json(f"{an_item(ogc, collection)}?crs={EPSG}4528")
    assert one["geometry"] == ogc.items(collection, f"?limit=1&crs={EPSG}4528")["features"][0]["geometry"]


def test_req_crs_ogc_crs_header(ogc: Ogc, collection: str) -> None:
    """/req/crs/ogc-crs-header: the header Content-Crs says in which system the answer is."""
    for uri in supported(ogc, collection):
        assert content_crs(ogc, f"/collections/{collection}/items?limit=1&crs={uri}") == f"<{uri}>"
    for uri in some(supported(ogc, collection)):
        assert content_crs(ogc, f"{an_item(ogc, collection)}?crs={uri}") == f"<{uri}>"


def test_req_crs_ogc_crs_header_value(ogc: Ogc, collection: str) -> None:
    """/req/crs/ogc-crs-header-value: a URI between < and >, whatever else is asked."""
    for query in ("", "?limit=1", "?bbox=121,31,122,32", "?skipGeometry=true", f"?crs={EPSG}4490&limit=2"):
        said = content_crs(ogc, f"/collections/{collection}/items{query}")
        assert (said[0], said[-1]) == ("<", ">")
        assert said[1:-1] in supported(ogc, collection)


def test_req_crs_geojson(ogc: Ogc, collection: str) -> None:
    """/req/crs/geojson: GeoJSON in another system, by the arrangement that RFC 7946 (4) allows: still valid GeoJSON."""
    for uri in some(supported(ogc, collection)):
        found = ogc.get(f"/collections/{collection}/items?limit=5&crs={uri}")
        assert found.headers["content-type"] == "application/geo+json"
        jsonschema.validate(found.json(), FEATURE_COLLECTION)
        jsonschema.validate(ogc.json(f"{an_item(ogc, collection)}?crs={uri}"), FEATURE)
        assert "crs" not in found.json()
