"""The application as a whole: wiring, methods, origins, static files, and that nothing breaks it."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.app import create_app
from geo.errors import BadValue, CatalogueError, UnknownParameter
from geo.stores import open_catalogue
from tests.service import DATA, Client, client_of, settings, write_layer

PATHS = [
    "/",
    "/api",
    "/conformance",
    "/collections",
    "/collections/plots",
    "/collections/plots/queryables",
    "/collections/plots/items",
    "/collections/plots/items/waigang-29-08",
    "/plots/waigang-29-08",
    "/map",
    "/healthz",
    "/readyz",
]


@pytest.mark.parametrize("path", PATHS)
def test_head_answers_as_get_does_without_a_body(client: Client, path: str) -> None:
    get, head = client.get(path), client.request("HEAD", path)
    assert head.status_code == get.status_code == 200
    assert head.content == b""
    for name in ("content-type", "etag", "vary", "cache-control"):
        assert head.headers.get(name) == get.headers.get(name)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_offered_is_refused_with_what_is(client: Client, method: str, path: str) -> None:
    response = client.request(method, path)
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"] == f"{method} is not offered at {path}, which offers GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", [*PATHS, "/static/icon.svg"])
def test_what_is_offered_can_be_asked(client: Client, path: str) -> None:
    response = client.request("OPTIONS", path)
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"


def test_pages_of_every_origin_may_read(client: Client) -> None:
    for path in ("/collections/plots/items", "/collections/plots/items?within=banana&near=metro", "/nothing"):
        response = client.get(path, headers={"Origin": "https://example.org"})
        assert response.headers["access-control-allow-origin"] == "*"
        assert "ETag" in response.headers["access-control-expose-headers"]


def test_a_browser_may_ask_beforehand(client: Client) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    response = client.request("OPTIONS", "/collections/plots/items", headers=asked)
    assert response.status_code == 200
    assert "GET" in response.headers["access-control-allow-methods"]


def test_the_origins_that_may_read_are_set() -> None:
    with client_of(http={"cors_origins": ["https://ours.example"]}) as client:
        allowed = [
            client.get("/", headers={"Origin": origin}).headers.get("access-control-allow-origin")
            for origin in ("https://ours.example", "https://theirs.example")
        ]
    assert allowed == ["https://ours.example", None]


def test_styles_are_kept_for_ever_under_an_address_of_their_content(client: Client) -> None:
    addresses = re.findall(r'<link rel="stylesheet" href="([^"]+)"', client.page("/?f=html"))
    assert addresses
    for address in addresses:
        assert re.search(r"\?v=\w+$", address)
        assert "immutable" in client.get(address).headers["cache-control"]
        plain = client.get(address.partition("?")[0])
        assert "immutable" not in plain.headers.get("cache-control", "")


@pytest.mark.parametrize(
    "path", ["/nothing", "/static/nothing.js", "/static/../pages.py", "/static/%2e%2e/app.py", "/collections/plots/x"]
)
def test_an_unknown_path_is_not_found(client: Client, path: str) -> None:
    assert client.problem(path, 404)["title"] == "Not found"


def test_every_page_links_only_to_what_there_is(client: Client) -> None:
    seen, wanted = set(), {"/?f=html", "/plots/waigang-29-08", "/collections/plots/items?f=html&near=metro&within=1km"}
    while wanted and len(seen) < 80:
        address = wanted.pop()
        seen.add(address)
        response = client.get(address)
        assert response.status_code == 200, address
        if response.headers["content-type"].startswith("text/html") and not address.startswith("/map"):
            found = re.findall(
                r'(?:href|src)="(/(?!\?plot=)[^"]*)"', response.text
            )  # the explorer has tests of its own
            wanted |= {one.replace("&amp;", "&") for one in found} - seen
    assert len(seen) > 30


# What is wrong is said when the application is made


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"catalogue": Path("/nowhere")}, "there is no such catalogue folder"),
        ({"catalogue": DATA / "reference"}, "there is no such folder of plots"),
        ({"layers": ("zoning",)}, "is not NAME=FILE"),
        ({"layers": ("Zoning=x.gpkg",)}, "lower-case"),
        ({"layers": ("zoning=/nowhere.gpkg",)}, "there is no such file"),
        ({"layers": (f"plots={DATA}/reference/places.geojson",)}, "there is a collection plots already"),
        ({"maps": {"basemap": "mercator"}}, "mercator"),
        ({"maps": {"basemap": "tianditu"}}, "tianditu"),
    ],
)
def test_what_cannot_be_served_is_refused_at_the_start(given: dict[str, object], said: str) -> None:
    with pytest.raises((CatalogueError, BadValue), match=re.escape(said)):
        create_app(settings(**given))


def test_a_catalogue_that_is_open_already_is_served() -> None:
    catalogue = open_catalogue(DATA)
    app = create_app(settings(catalogue=Path("/nowhere")), catalogue)
    assert app.service.catalogue is catalogue


def test_two_applications_do_not_share_what_they_serve(tmp_path: Path) -> None:
    layer = write_layer(tmp_path / "zoning.geojson")
    with client_of(layers=(f"zoning={layer}",)) as one, client_of() as other:
        assert one.get("/collections/zoning").status_code == 200
        assert other.get("/collections/zoning").status_code == 404


# Whatever is asked

NAMES = ["bbox", "datetime", "limit", "cursor", "sortby", "near", "within", "certainty", "f", "lang"]
QUERYABLES = ["id", "status", "area_mu", "updated_at", "announced_on", "tags", "doubts", "revision"]
VALUES = [
    "",
    "metro",
    "1km",
    "15min",
    "121,31,122,32",
    "2026-11-22/..",
    "1e308",
    "-0",
    "nan",
    "9" * 400,
    "html",
    "json",
]
VALUE = st.sampled_from(VALUES) | st.text(max_size=12) | st.from_regex(r"[-0-9.,:/TZe+]{1,20}", fullmatch=True)
COLLECTIONS = ["plots", "metro-stations", "zoning"]


@given(
    st.sampled_from(COLLECTIONS), st.dictionaries(st.sampled_from(NAMES + QUERYABLES) | st.text(), VALUE, max_size=4)
)
@example("plots", {"near": "metro", "sortby": "-near"})
@example("plots", {"revision": "9" * 400})
@example("zoning", {"floors": "9" * 5000})
@example("metro-stations", {"interchange": "nan"})
def test_no_question_breaks_the_service(layered: Client, collection: str, params: dict[str, str]) -> None:
    response = layered.get(f"/collections/{collection}/items", **{"limit": "3", **params})
    assert response.status_code in {200, 400}, response.text
    if response.status_code == 400 and params.get("f") != "html":
        assert {"title", "status", "detail"} <= response.json().keys()


@given(st.binary(max_size=40))
@example(b"\xff")
@example("near=嘉定北".encode())
@example(b"f=html&near=\xff")
def test_no_bytes_break_the_service(client: Client, query: bytes) -> None:
    for path in ("/collections/plots/items", "/nothing", "/map", "/"):
        assert client.asked(path, query) in {200, 400, 404}


@given(st.text(min_size=1, max_size=20))
def test_no_path_breaks_the_service(client: Client, id: str) -> None:
    for path in ("/collections/{}", "/collections/plots/items/{}", "/plots/{}", "/{}"):
        assert client.asked(path.format(id)) in {200, 307, 404, 405}


def test_an_unknown_parameter_is_an_error_of_the_domain(client: Client) -> None:
    said = client.problem("/collections?x=1")
    assert said["detail"] == str(UnknownParameter("x", ["f", "lang"]))
