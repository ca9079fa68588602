"""QR codes of the service's own addresses."""

from xml.etree import ElementTree

import pytest

from tests.service import ADDRESS, Client


@pytest.mark.parametrize(
    ("to", "meant"),
    [
        ("/plots/waigang-29-08?lang=zh", "/plots/waigang-29-08?lang=zh"),
        ("/", "/"),
        ("/?q=外冈 镇&within=1km", None),
        (
            "/collections/plots/items?near=metro%3A11&filter=a%3E2",
            "/collections/plots/items?near=metro%3A11&filter=a%3E2",
        ),
        ("/?q=外冈", "/?q=%E5%A4%96%E5%86%88"),
    ],
)
def test_a_path_of_the_service_becomes_its_address(client: Client, to: str, meant: str | None) -> None:
    if meant is None:
        assert client.problem("/qr", to=to)["parameter"] == "to"
        return
    answer = client.get("/qr", to=to)
    assert answer.headers["content-type"] == "image/svg+xml"
    title = ElementTree.fromstring(answer.content).find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == ADDRESS + meant


@pytest.mark.parametrize(
    "to",
    [
        "",
        "plots",
        "//evil.example/",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/a\nb",
        "/" + "a" * 1000,
    ],
)
def test_any_other_address_is_refused(client: Client, to: str) -> None:
    said = client.problem("/qr", to=to)
    assert said["parameter"] == "to"
    assert "/plots/waigang-29-08" in said["detail"]


def test_without_an_address_it_is_that_of_the_service(client: Client) -> None:
    assert client.get("/qr").content == client.get("/qr", to="/").content
    assert client.problem("/qr?to=/&colour=red")["parameter"] == "colour"


def test_what_does_not_fit_is_refused(client: Client) -> None:
    assert client.problem("/qr", to="/" + "长" * 999)["parameter"] == "to"
