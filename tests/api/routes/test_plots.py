"""A plot's own page, sheet, text and map."""

import re
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import unquote

import pypdf
import pytest

from tests.service import ADDRESS, HOSTILE, Client


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "zh",
            [
                "嘉定区外冈镇 JDS3-0101 单元 29-08 地块",
                "26.5 亩",
                "1.585",
                "汇方路",
                "管路河",
                "容积率",
                "已出让",
                "存疑",
            ],
        ),
        (
            "en",
            ["Plot 29-08, unit JDS3-0101, Waigang, Jiading", "26.5 mu", "1.585", "汇方路", "Transferred", "not used"],
        ),
    ],
)
def test_a_plot_has_its_figures_on_its_page(client: Client, lang: str, said: list[str]) -> None:
    page = client.page(f"/plots/waigang-29-08?lang={lang}")
    for words in [*said, "40609667", "West Jiading" if lang == "en" else "嘉定西", "#871C2B", "waigang-1704"]:
        assert words in page
    assert "https://www.shcfck.com/index.php/post/9475.html" in page
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in page


def test_the_page_is_the_same_as_that_of_the_item(client: Client) -> None:
    ours, items = (
        client.page(path).partition("<main")[2].partition("<footer")[0]
        for path in ("/plots/waigang-29-08?lang=zh", "/collections/plots/items/waigang-29-08?f=html&lang=zh")
    )
    assert ours == items


@pytest.mark.parametrize(("unit", "area"), [("mu", "26.5 mu"), ("m2", "17,666.67 m²"), ("ha", "1.7667 ha")])
def test_areas_are_in_the_readers_unit_and_links_keep_it(client: Client, unit: str, area: str) -> None:
    page = client.page(f"/plots/waigang-29-08?lang=en&unit={unit}")
    assert f"<dd>{area}" in page
    assert f'href="/plots/waigang-1704?lang=en&amp;unit={unit}"' in page
    assert f'href="/plots/waigang-29-08/sheet?lang=en&amp;unit={unit}"' in page
    assert f'href="/plots/waigang-29-08?lang=zh&amp;unit={unit}"' in page


@pytest.mark.parametrize("path", ["", "/sheet"])
def test_another_unit_is_refused(client: Client, path: str) -> None:
    said = client.problem(f"/plots/waigang-29-08{path}?unit=acre")
    assert (said["parameter"], "mu, m2, ha" in said["detail"]) == ("unit", True)


def test_every_address_on_the_page_is_answered(client: Client) -> None:
    page = client.page("/plots/waigang-29-08?lang=en")
    found = {address.replace("&amp;", "&") for address in re.findall(r'(?:href|src)="(/[^"#]*)"', page)}
    assert "/?plot=waigang-29-08&lang=en" in found
    addresses = found - {"/?plot=waigang-29-08&lang=en"}  # the explorer, which has tests of its own
    assert any("/qr?to=" in address for address in addresses)
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


class Elements(HTMLParser):
    """Collects the attributes and elements of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.attributes: set[str] = set()
        self.names: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("id", ["hostile", "waigang-29-08"])
def test_the_page_gets_along_with_a_strict_policy(client: Client, hostile: Client, id: str) -> None:
    answer = (hostile if id == "hostile" else client).get(f"/plots/{id}?f=html")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    found = Elements(answer.text)
    assert "style" not in {*found.attributes, *found.names}
    assert "script" not in found.names
    assert not any(name.startswith("on") for name in found.attributes)


def test_the_plot_is_sketched_and_mapped_without_script_or_tiles(client: Client) -> None:
    page = client.page("/plots/zhenxin-general-aviation-park?lang=en")
    assert page.count('<svg xmlns="http://www.w3.org/2000/svg"') == 2
    assert ">Fengzhuang<" in page
    assert 'class="ring"' in page


def test_every_plot_has_its_page_in_both_languages(client: Client) -> None:
    for feature in client.items("plots")["features"]:
        for lang, name in (("zh", "name"), ("en", "name_en")):
            assert feature["properties"][name] in client.page(f"/plots/{feature['id']}?lang={lang}")


def test_text_from_a_record_stays_text(hostile: Client) -> None:
    page = hostile.page("/plots/hostile")
    assert "<script>" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 10
    assert HOSTILE not in page
    assert "<script>alert" not in hostile.get("/plots/hostile/map").text


@pytest.mark.parametrize("path", ["", "/sheet", "/map", "/surroundings"])
def test_a_plot_that_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert "atlantis" in client.problem(f"/plots/atlantis{path}", 404)["detail"]


def test_the_item_itself_is_given_too(client: Client) -> None:
    answer = client.get("/plots/waigang-29-08?f=json")
    assert answer.headers["content-type"] == "application/geo+json"
    item = client.get("/collections/plots/items/waigang-29-08?f=json").json()
    assert {**answer.json(), "links": 0} == {**item, "links": 0}


def test_the_text_for_a_chat_ends_with_the_address(client: Client) -> None:
    answer = client.get("/plots/waigang-29-08?f=txt&lang=zh")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines()[-1] == f"{ADDRESS}/plots/waigang-29-08"
    assert "26.5 亩" in answer.text


def test_another_form_is_refused(client: Client) -> None:
    assert client.problem("/plots/waigang-29-08?f=gml")["parameter"] == "f"


def test_the_sheet_is_named_after_the_plot(client: Client) -> None:
    answer = client.get("/plots/waigang-29-08/sheet?lang=zh")
    assert answer.headers["content-type"] == "application/pdf"
    kind, plain, coded = answer.headers["content-disposition"].split("; ")
    assert (kind, plain) == ("inline", 'filename="waigang-29-08.pdf"')
    assert unquote(coded.removeprefix("filename*=UTF-8''")) == "嘉定区外冈镇 JDS3-0101 单元 29-08 地块.pdf"
    text = pypdf.PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert f"{ADDRESS}/plots/waigang-29-08" in text
    assert "26.5 亩" in text


def test_the_map_is_one_file(client: Client) -> None:
    answer = client.get("/plots/waigang-29-08/map?lang=en")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert not re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(?!data:)', answer.text)
    assert "waigang-29-08" in answer.text
    assert "waigang-1704" not in answer.text


@pytest.mark.parametrize("path", ["?f=html", "?f=txt", "?f=json", "/sheet", "/map", "/surroundings"])
def test_what_the_client_has_is_not_sent_again(client: Client, path: str) -> None:
    first = client.get(f"/plots/waigang-29-08{path}")
    again = client.get(f"/plots/waigang-29-08{path}", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_what_lies_about_a_plot_is_what_its_page_tells(client: Client) -> None:
    around = client.get("/plots/waigang-29-08/surroundings").json()
    page = client.page("/plots/waigang-29-08?lang=en")
    for part in ("stations", "neighbours", "alike"):
        features = around[part]
        assert features
        assert all(f">{one['properties']['name_en']}" in page for one in features)
        assert all(one["properties"]["distance_min_m"] <= one["properties"]["distance_m"] for one in features)
    asked = {"near": "plot:waigang-29-08", "limit": "5"}
    assert [one["id"] for one in around["stations"]] == client.ids("metro-stations", **asked)
    assert [one["id"] for one in around["neighbours"]] == client.ids("plots", **asked)[1:]
    ratios = {one["id"]: one["properties"]["area_ratio"] for one in around["alike"]}
    areas = {one["id"]: one["properties"].get("site_area_m2") for one in client.items("plots")["features"]}
    assert ratios == {id: pytest.approx(areas[id] / areas["waigang-29-08"]) for id in ratios}
