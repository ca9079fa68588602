"""Errors as answers."""

import pytest

from api.app import create_app
from api.errors import STATUSES, problem_of
from geo import errors
from geo.errors import (
    AmbiguousName,
    BadCursor,
    BadGeometry,
    BadRecord,
    BadUnit,
    BadValue,
    CatalogueError,
    DikuaiError,
    Fault,
    UnknownCollection,
    UnknownItem,
    UnknownName,
    UnknownParameter,
    UnknownProperty,
)
from tests.service import HOSTILE, Client, client_of, settings

EVERY = [
    (UnknownItem("x"), 404),
    (UnknownCollection("x", ["plots"]), 404),
    (UnknownParameter("x", ["near"]), 400),
    (UnknownProperty("x", "plots", ["name"]), 400),
    (BadValue("x", "a number", "limit"), 400),
    (BadCursor("x", "a cursor", "cursor"), 400),
    (BadGeometry("x", "a polygon"), 400),
    (BadUnit("x", "an area"), 400),
    (UnknownName("x", "a name", "near"), 400),
    (AmbiguousName("x", ["station:x", "place:x"], "near"), 400),
    (BadRecord("x.geojson", [Fault("name", "must be stated", 3)]), 400),
    (CatalogueError("gone"), 503),
    (DikuaiError("odd"), 500),
]


@pytest.mark.parametrize(("error", "status"), EVERY, ids=lambda value: type(value).__name__)
def test_an_error_has_its_status_and_says_what_is_wrong(error: DikuaiError, status: int) -> None:
    said = problem_of(error)
    assert said["status"] == status
    assert said["detail"] == str(error)
    assert said["title"]
    assert said["type"].startswith("urn:dikuai:problem:")


def test_every_error_of_the_domain_is_tried() -> None:
    kinds = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, DikuaiError)}
    assert kinds - {errors.NotFound} == {type(error) for error, _ in EVERY}
    assert all(issubclass(kind, DikuaiError) for kind in STATUSES)


def test_a_problem_has_a_type_of_its_own_kind() -> None:
    assert problem_of(BadCursor("x", "y"))["type"] == "urn:dikuai:problem:bad-cursor"


def test_a_problem_names_the_parameter_its_value_and_what_would_be_right(client: Client) -> None:
    said = client.problem("/collections/plots/items", near="metro", within="banana")
    assert said["type"] == "urn:dikuai:problem:bad-value"
    assert (said["parameter"], said["value"]) == ("within", "banana")
    assert said["expected"] == "a distance such as 800, 800m or 1.5km, or a walking time such as 15min"


def test_a_person_gets_a_page_with_the_same(client: Client) -> None:
    response = client.get("/collections/plots/items?near=metro&within=banana", headers={"Accept": "text/html"})
    assert response.status_code == 400
    assert response.headers["content-type"].startswith("text/html")
    assert "banana" in response.text
    assert "1.5km" in response.text


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ({"lang": "zh"}, "回到首页"),
        ({"lang": "en"}, "Back to the home page"),
        ({"lang": "fr"}, "Back to the home page"),
    ],
)
def test_the_page_is_in_the_language_asked(client: Client, lang: dict[str, str], words: str) -> None:
    response = client.get("/nothing", f="html", **lang)
    assert response.status_code == 404
    assert words in response.text


def test_the_page_is_in_the_language_of_the_service_where_none_is_asked() -> None:
    with client_of(language="zh") as client:
        assert "回到首页" in client.get("/nothing?f=html").text


def test_the_candidates_of_a_name_are_links(client: Client) -> None:
    response = client.get("/collections/plots/items?near=Anting&f=html&lang=zh")
    assert response.status_code == 400
    links = [part.split('"')[0] for part in response.text.split('href="') if "near=" in part.split('"')[0]]
    answered = [
        client.get(link.replace("&amp;", "&")).status_code for link in links if "station" in link or "place" in link
    ]
    assert answered == [200, 200]


@pytest.mark.parametrize("path", ["/{}", "/collections/{}", "/plots/{}", "/collections/plots/items?near={}", "/?{}=1"])
def test_what_was_asked_stays_text_in_the_page(client: Client, path: str) -> None:
    response = client.get(path.format(HOSTILE) + ("&" if "?" in path else "?") + "f=html")
    assert response.status_code >= 400
    assert "<script>" not in response.text


def test_a_problem_may_depend_on_what_the_client_accepts(client: Client) -> None:
    for accept in ("text/html", "application/json"):
        assert "Accept" in client.get("/nothing", headers={"Accept": accept}).headers["vary"]


def test_a_method_that_is_not_offered_is_a_problem(client: Client) -> None:
    response = client.request("DELETE", "/collections/plots/items")
    assert response.json()["title"] == "Method not allowed"
    assert response.headers["allow"]


def test_what_fastapi_finds_wrong_is_a_problem_too() -> None:
    async def halved(number: int) -> float:
        return number / 2

    app = create_app(settings())
    app.add_api_route("/halves/{number}", halved)
    with Client(app) as client:
        assert client.get("/halves/3").json() == 1.5
        said = client.problem("/halves/three")
    assert said["title"] == "Bad request"
    assert said["detail"].startswith("number: ")


def test_a_surprise_is_logged_and_told_without_its_inside(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret-7")

    with client_of() as client:
        monkeypatch.setattr("api.routes.items.read_query", broken)
        response = client.get("/collections/plots/items")
    assert response.status_code == 500
    assert response.json()["title"] == "Internal error"
    assert "secret-7" not in response.text
    assert "secret-7" in caplog.text
