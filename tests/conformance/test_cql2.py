"""Common Query Language, CQL2 (OGC 21-065r2): its requirements, and the predicates of its abstract test suite."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.conformance.natural_earth import LAYERS, write_annex
from tests.conformance.predicates import COMBINED, PREDICATES, Expected, in_json
from tests.server import serving
from tests.service import write_catalogue, write_layer


class World:
    """Counts the items of which a filter is true, over HTTP."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def answer(self, collection: str, filter: str, code: int = 200, language: str = "cql2-text") -> Any:
        query = urlencode({"filter": filter, "filter-lang": language, "limit": 1})
        response = self._client.get(f"/collections/{collection}/items?{query}")
        assert response.status_code == code, f"{filter}: {response.text[:400]}"
        return response.json()

    def count(self, collection: str, filter: str, language: str = "cql2-text") -> int:
        matched: int = self.answer(collection, filter, language=language)["numberMatched"]
        return matched

    def counts(self, collection: str, filter: str) -> int:
        """Count in both languages, which must agree."""
        count = self.count(collection, filter)
        assert self.count(collection, in_json(filter), "cql2-json") == count
        return count

    def functions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._client.get("/functions").json()["functions"]
        return found

    def refuses(self, collection: str, filter: str) -> str:
        detail: str = self.answer(collection, filter, 400)["detail"]
        return detail


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A server over data that agree with the standard's annex, as file layers, and over things with arrays."""
    folder = tmp_path_factory.mktemp("world")
    catalogue = write_catalogue(folder / "catalogue")
    file, things = write_annex(folder / "annex.gpkg"), write_layer(folder / "things.geojson")
    layers = [f"things={things}", *(f"{name}={file}#{layer}" for name, layer in LAYERS.items())]
    arguments = [part for layer in layers for part in ("--layer", layer)]
    with serving(folder / "log.txt", str(catalogue), *arguments) as served, served.client() as client:
        yield World(client)


def meets(world: World, name: str) -> None:
    """Check the predicates of a conformance class."""
    for one in (one for one in PREDICATES if one.name == name):
        assert world.counts(one.collection, one.predicate) == one.count, one.predicate


def excludes(world: World, collection: str, one: str, other: str) -> None:
    assert world.count(collection, f"({one}) AND ({other})") == 0


SAID = {
    "basic-cql2": ("name = 'Berlin'", 1),
    "advanced-comparison-operators": ("name LIKE 'B_r%' AND pop_other BETWEEN 1 AND 600000 AND name IN ('Bern')", 1),
    "case-insensitive-comparison": ("CASEI(name) = CASEI('BERLIN')", 1),
    "accent-insensitive-comparison": ("ACCENTI(name) = ACCENTI('Chisinau')", 1),
    "basic-spatial-functions": ("S_INTERSECTS(geometry,POINT(6.1300028 49.6116604))", 1),
    "basic-spatial-functions-plus": ("S_INTERSECTS(geometry,MULTIPOINT((6.1300028 49.6116604)))", 1),
    "spatial-functions": ("S_WITHIN(geometry,POLYGON((6 49,7 49,7 50,6 50,6 49)))", 1),
    "temporal-functions": ("T_DURING(INTERVAL(start,\"end\"),INTERVAL('2022-01-01T00:00:00Z','..'))", 2),
    "arrays": ("A_CONTAINS(uses,('M1','M3'))", 1),
    "property-property": ("pop_min = pop_max", 27),
    "functions": ("S_DWITHIN(geometry,POINT(6.13 49.61),1000)", 1),
    "arithmetic": ("pop_other = 1038280 + 2^3", 1),
}


def says(world: World, name: str, language: str) -> None:
    """Check a filter of a conformance class in a language."""
    filter, count = SAID[name]
    written = in_json(filter) if language == "cql2-json" else filter
    assert world.count("things" if name == "arrays" else "cities", written, language) == count


def test_req_cql2_text_basic_cql2(world: World) -> None:
    """/req/cql2-text/basic-cql2: what the class can say is understood in text."""
    says(world, "basic-cql2", "cql2-text")


def test_req_cql2_text_advanced_comparison_operators(world: World) -> None:
    """/req/cql2-text/advanced-comparison-operators: what the class can say is understood in text."""
    says(world, "advanced-comparison-operators", "cql2-text")


def test_req_cql2_text_case_insensitive_comparison(world: World) -> None:
    """/req/cql2-text/case-insensitive-comparison: what the class can say is understood in text."""
    says(world, "case-insensitive-comparison", "cql2-text")


def test_req_cql2_text_accent_insensitive_comparison(world: World) -> None:
    """/req/cql2-text/accent-insensitive-comparison: what the class can say is understood in text."""
    says(world, "accent-insensitive-comparison", "cql2-text")


def test_req_cql2_text_basic_spatial_functions(world: World) -> None:
    """/req/cql2-text/basic-spatial-functions: what the class can say is understood in text."""
    says(world, "basic-spatial-functions", "cql2-text")


def test_req_cql2_text_basic_spatial_functions_plus(world: World) -> None:
    """/req/cql2-text/basic-spatial-functions-plus: what the class can say is understood in text."""
    says(world, "basic-spatial-functions-plus", "cql2-text")


def test_req_cql2_text_spatial_functions(world: World) -> None:
    """/req/cql2-text/spatial-functions: what the class can say is understood in text."""
    says(world, "spatial-functions", "cql2-text")


def test_req_cql2_text_temporal_functions(world: World) -> None:
    """/req/cql2-text/temporal-functions: what the class can say is understood in text."""
    says(world, "temporal-functions", "cql2-text")


def test_req_cql2_text_arrays(world: World) -> None:
    """/req/cql2-text/arrays: what the class can say is understood in text."""
    says(world, "arrays", "cql2-text")


def test_req_cql2_text_property_property(world: World) -> None:
    """/req/cql2-text/property-property: what the class can say is understood in text."""
    says(world, "property-property", "cql2-text")


def test_req_cql2_text_functions(world: World) -> None:
    """/req/cql2-text/functions: what the class can say is understood in text."""
    says(world, "functions", "cql2-text")


def test_req_cql2_text_arithmetic(world: World) -> None:
    """/req/cql2-text/arithmetic: what the class can say is understood in text."""
    says(world, "arithmetic", "cql2-text")


def test_req_cql2_json_basic_cql2(world: World) -> None:
    """/req/cql2-json/basic-cql2: what the class can say is understood in JSON."""
    says(world, "basic-cql2", "cql2-json")


def test_req_cql2_json_advanced_comparison_operators(world: World) -> None:
    """/req/cql2-json/advanced-comparison-operators: what the class can say is understood in JSON."""
    says(world, "advanced-comparison-operators", "cql2-json")


def test_req_cql2_json_case_insensitive_comparison(world: World) -> None:
    """/req/cql2-json/case-insensitive-comparison: what the class can say is understood in JSON."""
    says(world, "case-insensitive-comparison", "cql2-json")


def test_req_cql2_json_accent_insensitive_comparison(world: World) -> None:
    """/req/cql2-json/accent-insensitive-comparison: what the class can say is understood in JSON."""
    says(world, "accent-insensitive-comparison", "cql2-json")


def test_req_cql2_json_basic_spatial_functions(world: World) -> None:
    """/req/cql2-json/basic-spatial-functions: what the class can say is understood in JSON."""
    says(world, "basic-spatial-functions", "cql2-json")


def test_req_cql2_json_basic_spatial_functions_plus(world: World) -> None:
    """/req/cql2-json/basic-spatial-functions-plus: what the class can say is understood in JSON."""
    says(world, "basic-spatial-functions-plus", "cql2-json")


def test_req_cql2_json_spatial_functions(world: World) -> None:
    """/req/cql2-json/spatial-functions: what the class can say is understood in JSON."""
    says(world, "spatial-functions", "cql2-json")


def test_req_cql2_json_temporal_functions(world: World) -> None:
    """/req/cql2-json/temporal-functions: what the class can say is understood in JSON."""
    says(world, "temporal-functions", "cql2-json")


def test_req_cql2_json_arrays(world: World) -> None:
    """/req/cql2-json/arrays: what the class can say is understood in JSON."""
    says(world, "arrays", "cql2-json")


def test_req_cql2_json_property_property(world: World) -> None:
    """/req/cql2-json/property-property: what the class can say is understood in JSON."""
    says(world, "property-property", "cql2-json")


def test_req_cql2_json_functions(world: World) -> None:
    """/req/cql2-json/functions: what the class can say is understood in JSON."""
    says(world, "functions", "cql2-json")


def test_req_cql2_json_arithmetic(world: World) -> None:
    """/req/cql2-json/arithmetic: what the class can say is understood in JSON."""
    says(world, "arithmetic", "cql2-json")


def test_req_cql2_text_escaping(world: World) -> None:
    """/req/cql2-text/escaping: a quotation mark in a text is written twice."""
    assert world.count("things", "id = '''quoted\"'") == 1


COMPARED = [
    ("name", "'foo'"),
    ("boolean", "true"),
    ("pop_other", "1"),
    ("start", "TIMESTAMP('2022-04-14T14:48:46Z')"),
    ('"date"', "DATE('2022-04-14')"),
]


def test_req_basic_cql2_binary_comparison_predicate(world: World) -> None:
    """/req/basic-cql2/binary-comparison-predicate: every scalar type is compared by every operator."""
    meets(world, "basic-cql2")
    for name, value in COMPARED:
        for one, other in (("=", "<>"), (">", "<="), ("<", ">=")):
            excludes(world, "cities", f"{name} {one} {value}", f"{name} {other} {value}")
            known = world.count("cities", f"{name} IS NOT NULL")
            assert world.count("cities", f"{name} {one} {value} OR {name} {other} {value}") == known


@pytest.mark.parametrize("combined", COMBINED)
def test_req_basic_cql2_cql2_filter(world: World, combined: Expected) -> None:
    """/req/basic-cql2/cql2-filter: conditions are joined by AND, OR and NOT, of three values each."""
    assert world.count(combined.collection, combined.predicate) == combined.count


def test_req_basic_cql2_property(world: World) -> None:
    """/req/basic-cql2/property: a property is one of the queryables."""
    assert world.count("cities", "\"name\" = 'Berlin'") == world.count("cities", "name = 'Berlin'") == 1
    assert "it has id, name" in world.refuses("cities", "nome = 'Berlin'")


def test_req_basic_cql2_null_predicate(world: World) -> None:
    """/req/basic-cql2/null-predicate: IS NULL is true or false, whatever the type."""
    for name in ("name", '"date"', "start", "boolean", "geometry"):
        excludes(world, "cities", f"{name} IS NULL", f"{name} is not null")
        assert world.count("cities", f"{name} IS NULL OR {name} IS NOT NULL") == 243


def test_req_advanced_comparison_operators_like_predicate(world: World) -> None:
    """/req/advanced-comparison-operators/like-predicate: % is any text and _ any character, unless escaped."""
    meets(world, "advanced-comparison-operators")
    assert world.count("things", r"id LIKE '50\%%' AND NOT id LIKE '50\_%'") == 1


def test_req_advanced_comparison_operators_between_predicate(world: World) -> None:
    """/req/advanced-comparison-operators/between-predicate: both ends belong to it."""
    assert world.count("things", "floors BETWEEN 1 AND 3") == 3
    assert "is not a number as floors is" in world.refuses("things", "floors BETWEEN 'a' AND 'b'")


def test_req_advanced_comparison_operators_in_predicate(world: World) -> None:
    """/req/advanced-comparison-operators/in-predicate: equal to one of the list."""
    assert world.count("things", "floors IN (0, 2, 99)") == 2
    assert "is not a number as floors is" in world.refuses("things", "floors IN (1, 'a')")


def test_req_case_insensitive_comparison_casei_function(world: World) -> None:
    """/req/case-insensitive-comparison/casei-function: letters are equal in either case."""
    meets(world, "case-insensitive-comparison")
    excludes(world, "cities", "CASEI(name) = casei('BERN')", "CASEI(name) <> casei('bern')")


def test_req_accent_insensitive_comparison_accenti_function(world: World) -> None:
    """/req/accent-insensitive-comparison/accenti-function: letters are equal with and without accents."""
    meets(world, "accent-insensitive-comparison")
    excludes(world, "cities", "ACCENTI(name) = accenti('äöüéáí')", "ACCENTI(name) <> accenti('aoueai')")
    for pattern in ("accenti('Chiș%')", "accenti('CHIS%')"):
        assert world.count("cities", f"CASEI(ACCENTI(name)) LIKE casei({pattern})") == 2


def test_req_basic_spatial_functions_spatial_predicate(world: World) -> None:
    """/req/basic-spatial-functions/spatial-predicate: true or false; a geometry that is none is an error."""
    assert "within ±180 and ±90 degrees" in world.refuses("countries", "S_INTERSECTS(geometry,POINT(90 180))")
    assert world.count("countries", "S_INTERSECTS(geometry,BBOX(-180,-90,180,90))") == 177


def test_req_basic_spatial_functions_spatial_functions(world: World) -> None:
    """/req/basic-spatial-functions/spatial-functions: S_INTERSECTS with points and boxes, over the antimeridian too."""
    meets(world, "basic-spatial-functions")


def test_req_basic_spatial_functions_plus_spatial_data_types(world: World) -> None:
    """/req/basic-spatial-functions-plus/spatial-data-types: every kind of geometry is a literal."""
    meets(world, "basic-spatial-functions-plus")
    world.refuses("countries", "S_INTERSECTS(geometry,MULTIPOINT(7.02 49.92, 90 180))")


def test_req_spatial_functions_spatial_functions(world: World) -> None:
    """/req/spatial-functions/spatial-functions: every spatial function, either way round."""
    meets(world, "spatial-functions")
    for shape in ("LINESTRING(7 50,10 51)", "POINT(7.02 49.92)"):
        excludes(world, "countries", f"S_INTERSECTS(geometry,{shape})", f"S_DISJOINT(geometry,{shape})")


ALWAYS = ["T_AFTER", "T_BEFORE", "T_DISJOINT", "T_EQUALS", "T_INTERSECTS"]
INTERVALS = ["T_CONTAINS", "T_DURING", "T_FINISHEDBY", "T_FINISHES", "T_MEETS", "T_METBY", "T_OVERLAPPEDBY"]
INTERVALS += ["T_OVERLAPS", "T_STARTEDBY", "T_STARTS"]


def test_req_temporal_functions_temporal_functions(world: World) -> None:
    """/req/temporal-functions/temporal-functions: every temporal function; those of intervals refuse instants."""
    meets(world, "temporal-functions")
    year = "INTERVAL('2021-01-01T00:00:00Z','2021-12-31T23:59:59Z')"
    for name in [*ALWAYS, *INTERVALS]:
        one = f'{name}(INTERVAL(start,"end"),{year})'
        assert world.count("cities", f"{one} OR NOT {one}") == 3
    for name in INTERVALS:
        assert "is not an interval" in world.refuses("cities", f"{name}(start,{year})")


def test_req_temporal_functions_temporal_predicates(world: World) -> None:
    """/req/temporal-functions/temporal-predicates: true, false, or null where a time is."""
    for name in ALWAYS:
        predicate = f"{name}(\"date\",DATE('2022-04-16'))"
        assert world.count("cities", f"({predicate}) OR NOT ({predicate})") == 3


def test_req_array_functions_array_predicates(world: World) -> None:
    """/req/array-functions/array-predicates: arrays are compared as sets."""
    counts = {"A_EQUALS": 1, "A_CONTAINS": 1, "A_CONTAINEDBY": 2, "A_OVERLAPS": 6}
    for name, count in counts.items():
        assert world.counts("things", f"{name}(uses,('M3','M1','M3'))") == count
    assert world.count("things", "A_EQUALS(uses,uses)") == 6
    assert "A_CONTAINS" in world.refuses("things", "uses = 'M1'")


def test_req_property_property_withdraw_permissions(world: World) -> None:
    """/req/property-property/withdraw-permissions: properties and literals stand on either side."""
    meets(world, "property-property")


def test_req_functions_functions(world: World) -> None:
    """/req/functions/functions: a function stands wherever its value may; an unknown one is refused."""
    paris = "POINT(2.35 48.85)"
    near = world.count("cities", f"DISTANCE_M(geometry,{paris}) < 500000")
    assert near == world.count("cities", f"S_DWITHIN(geometry,{paris},500000)") > 0
    assert world.count("cities", f"NOT DISTANCE_M(geometry,{paris}) / 1000 < 500") == 243 - near
    assert "S_DWITHIN, DISTANCE_M" in world.refuses("cities", "Buffer(geometry,10,'m') IS NULL")


#: As the standard's own examples use them, which define none of them.
UNDEFINED = [
    ("avg", "avg(pop_other)"),
    ("avg", "avg(pop_other) < 4"),
    ("Buffer", "S_INTERSECTS(geometry,Buffer(geometry,10,'m'))"),
    ("Foo", "Foo(geometry) = TRUE"),
    ("Bar", "FALSE <> Bar(geometry,100,'a','b',FALSE)"),
]


@pytest.mark.parametrize(("name", "filter"), UNDEFINED)
def test_req_functions_functions_refuses_what_nobody_defines(world: World, name: str, filter: str) -> None:
    """/req/functions/functions: a function that the server does not list is a 400 that names it and those it lists."""
    for language, written in (("cql2-text", filter), ("cql2-json", in_json(filter))):
        said = world.answer("cities", written, 400, language)
        assert (said["parameter"], said["value"]) == ("filter", name)
        assert "S_DWITHIN, DISTANCE_M" in said["detail"]


def test_req_functions_get_functions_operation(world: World) -> None:
    """/req/functions/get-functions-operation: the server supports GET at /functions."""
    assert world.functions()


def test_req_functions_get_functions_response_json(world: World) -> None:
    """/req/functions/get-functions-response-json: every function that a filter may use is listed."""
    assert [function["name"] for function in world.functions()] == ["S_DWITHIN", "DISTANCE_M"]


def test_req_arithmetic_arithmetic(world: World) -> None:
    """/req/arithmetic/arithmetic: numbers are computed with; what cannot be computed is null."""
    meets(world, "arithmetic")
    assert world.count("things", "floors / 0 = 1 OR NOT (floors / 0 = 1)") == 0
