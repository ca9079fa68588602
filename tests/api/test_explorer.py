"""The explorer's page: what it holds for its script, and for those who have none."""

import json
import re
from urllib.parse import urlsplit

import pytest

from maps.assets import STATIC, explorer
from maps.basemaps import BASEMAPS
from tests.service import Client, client_of

HTML = {"Accept": "text/html"}


def settings_of(text: str) -> dict[str, object]:
    (held,) = re.findall(r'<script type="application/json" id="settings">(.*?)</script>', text, re.DOTALL)
    found: dict[str, object] = json.loads(held)
    return found


def test_a_browser_gets_the_explorer_and_a_program_the_landing_page(client: Client) -> None:
    assert settings_of(client.get("/", headers=HTML).text)["collection"] == "plots"
    assert client.get("/").headers["content-type"] == "application/json"
    assert "settings" not in client.get("/", f="html", headers=HTML).text


def test_its_state_is_no_business_of_the_service(client: Client) -> None:
    page = client.get("/?area_mu=20..&status=listed,leasing&plot=nothing&at=12/31/121", headers=HTML)
    assert page.status_code == 200
    assert client.get("/?area_mu=20..").status_code == 400


@pytest.mark.parametrize(("asked", "header", "lang"), [("?lang=en", "zh", "en"), ("", "zh", "zh"), ("", "en", "en")])
def test_it_speaks_the_readers_language(client: Client, asked: str, header: str, lang: str) -> None:
    page = client.get(f"/{asked}", headers={**HTML, "Accept-Language": header})
    assert settings_of(page.text)["lang"] == lang
    assert page.headers["content-language"] == lang
    assert page.text.startswith(f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">')


def test_an_unknown_language_or_collection_is_said(client: Client) -> None:
    assert client.get("/?lang=fr", headers=HTML).status_code == 400
    assert client.get("/?collection=nothing", headers=HTML).status_code == 404


def test_another_collection_can_be_explored(layered: Client) -> None:
    assert settings_of(layered.get("/?collection=zoning", headers=HTML).text)["collection"] == "zoning"


def test_it_is_told_where_all_items_lie(client: Client) -> None:
    (box,) = client.get("/collections/plots").json()["extent"]["spatial"]["bbox"]
    assert settings_of(client.get("/", headers=HTML).text)["extent"] == pytest.approx(box)


def test_its_script_and_styles_are_served_for_ever(client: Client) -> None:
    page = client.get("/", headers=HTML).text
    built = explorer()
    for name in (built.script, *built.styles):
        (address,) = re.findall(rf'"(/static/{re.escape(name)}\?v=\w+)"', page)
        answer = client.get(address)
        assert answer.content == (STATIC / name).read_bytes()
        assert "immutable" in answer.headers["cache-control"]


def test_images_of_every_base_map_offered_are_allowed() -> None:
    with client_of(maps={"tianditu_key": "k"}) as client:
        page = client.get("/", headers=HTML)
    (images,) = re.findall(r"img-src ([^;]*)", page.headers["content-security-policy"])
    for basemap in BASEMAPS:
        for template in basemap.templates:
            for subdomain in basemap.subdomains or " ":
                origin = "/".join(template.split("/")[:3]).replace("{s}", subdomain.strip())
                assert origin in images.split()


def test_a_key_with_markup_stays_data() -> None:
    with client_of(maps={"tianditu_key": "</script><script>alert(1)</script>"}) as client:
        page = client.get("/", headers=HTML).text
    assert "alert" in json.dumps(settings_of(page))
    assert "<script>alert" not in page


def test_without_script_there_are_links(client: Client) -> None:
    page = client.get("/", headers=HTML).text
    for link in client.get("/").json()["links"]:
        assert f'href="{urlsplit(link["href"]).path}' in page
    assert "<noscript>" in page
