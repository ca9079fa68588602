"""Which representation and which language a request gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.negotiation import chosen_format, chosen_language
from geo.errors import BadValue
from tests.service import Client

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("application/json", "json"),
        ("application/geo+json", "json"),
        ("image/png", "json"),
        ("text/html", "html"),
        ("TEXT/HTML", "html"),
        ("application/xhtml+xml", "html"),
        (BROWSER, "html"),
        ("application/json, text/html;q=0.9", "json"),
        ("application/json;q=0.5, text/html", "html"),
        ("application/json;q=0.5, text/html;q=0.4", "json"),
        ("text/html;q=0", "json"),
        ("text/html;q=much", "json"),
        ("text/html;level=1;q=0.7, application/geo+json; q=0.8", "json"),
    ],
)
def test_a_representation_is_chosen_by_what_the_client_accepts(accept: str | None, format: str) -> None:
    assert chosen_format({}, accept) == format


@pytest.mark.parametrize(
    ("header", "default", "lang"),
    [
        (None, "en", "en"),
        (None, "zh", "zh"),
        ("", "zh", "zh"),
        ("zh", "en", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "en", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "zh", "en"),
        ("fr, zh;q=0.3", "en", "zh"),
        ("fr", "zh", "zh"),
        ("ZH-Hant", "en", "zh"),
        ("en;q=0.1, zh;q=0.2", "en", "zh"),
        ("zh;q=0", "en", "en"),
    ],
)
def test_a_language_is_chosen_by_what_the_reader_reads(header: str | None, default: str, lang: str) -> None:
    assert chosen_language({}, header, default) == lang  # type: ignore[arg-type]


def test_what_the_address_says_stands_above_what_the_client_accepts() -> None:
    assert chosen_format({"f": "json"}, "text/html") == "json"
    assert chosen_format({"f": "html"}, "application/json") == "html"
    assert chosen_language({"lang": "zh"}, "en", "en") == "zh"


@pytest.mark.parametrize("value", ["xml", "", "HTML", "json,html"])
def test_another_representation_or_language_is_refused_with_those_that_there_are(value: str) -> None:
    with pytest.raises(BadValue, match=r"f: .* is not one of json, html"):
        chosen_format({"f": value}, None)
    with pytest.raises(BadValue, match=r"lang: .* is not one of zh, en"):
        chosen_language({"lang": value}, None, "en")


@given(st.text(st.sampled_from("abehlmnqtxz-/;,=.*0159 +"), max_size=60))
def test_no_header_breaks_the_choice(header: str) -> None:
    assert chosen_format({}, header) in {"json", "html"}
    assert chosen_language({}, header, "en") in {"zh", "en"}


@pytest.mark.parametrize("path", ["/", "/api", "/conformance", "/collections", "/collections/plots/items"])
def test_a_browser_gets_a_page_and_a_program_json(client: Client, path: str) -> None:
    assert client.get(path, headers={"Accept": BROWSER}).headers["content-type"].startswith("text/html")
    assert "json" in client.get(path).headers["content-type"]
    assert "json" in client.get(f"{path}?f=json", headers={"Accept": BROWSER}).headers["content-type"]
    assert "Accept" in client.get(path).headers["vary"]


def test_a_page_says_its_language(client: Client) -> None:
    for asked, lang in (("zh-CN,zh;q=0.9", "zh"), ("en-GB", "en")):
        response = client.get("/?f=html", headers={"Accept-Language": asked})
        assert response.headers["content-language"] == lang
