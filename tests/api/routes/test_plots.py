"""A plot's own page."""

import pytest

from tests.service import HOSTILE, Client


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
    for words in said:
        assert words in page
    assert "https://www.shcfck.com/index.php/post/9475.html" in page
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in page


def test_the_page_is_the_same_as_that_of_the_item(client: Client) -> None:
    ours, items = (
        client.page(path).partition("<main")[2].partition("<footer")[0]
        for path in ("/plots/waigang-29-08?lang=zh", "/collections/plots/items/waigang-29-08?f=html&lang=zh")
    )
    assert ours == items


def test_the_page_shows_the_plot_on_a_map(client: Client) -> None:
    assert 'src="/map?id=waigang-29-08' in client.page("/plots/waigang-29-08")
    assert client.get("/map?id=waigang-29-08&lang=en").status_code == 200


def test_every_plot_has_its_page_in_both_languages(client: Client) -> None:
    for feature in client.items("plots")["features"]:
        for lang, name in (("zh", "name"), ("en", "name_en")):
            assert feature["properties"][name] in client.page(f"/plots/{feature['id']}?lang={lang}")


def test_text_from_a_record_stays_text(hostile: Client) -> None:
    page = hostile.page("/plots/hostile")
    assert "<script>" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 10
    assert HOSTILE not in page


def test_a_plot_that_is_not_there_is_not_found(client: Client) -> None:
    assert "atlantis" in client.problem("/plots/atlantis", 404)["detail"]


def test_a_page_has_one_form_only(client: Client) -> None:
    assert client.problem("/plots/waigang-29-08?f=json")["parameter"] == "f"
