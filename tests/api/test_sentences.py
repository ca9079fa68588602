"""What errors say in Chinese: what would be right is in the table, or is named here."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from api.sentences import PHRASES, detail_of, in_chinese
from geo.errors import CatalogueError, DikuaiError
from geo.plots import PLOT
from geo.properties import Kind, Property, Title
from tests.api.test_errors import EVERY
from tests.service import Client

ROOT = Path(__file__).parents[2]

#: Where a question is read: what is raised elsewhere is about files, records and settings.
READING = (
    *("api.negotiation", "api.parameters", "api.presentation", "api.ranges"),
    *("geo.values", "geo.properties", "geo.crs", "geo.names", "geo.proximity", "geo.tiles.grid"),
    *("geo.stores.query", "geo.stores.words", "geo.stores.ordering", "geo.stores.columns"),
    *("geo.filters.parse", "geo.filters.reading", "geo.filters.temporal", "geo.filters.shapes"),
)

#: What stays in English: the speech of coordinate systems and of the inner parts of a filter.
LEFT = {
    "a filter of at most {} {}: it has {}",  # which is said with each of the words
    "CQL2 text: {}",  # what the parser says
    "a coordinate system that is known: {}",
    "four numbers, the lower and the upper corner, each {} (or six with heights)",
    "usable at longitude,latitude {}: {} reaches {}",
    "a position of {}: {}",
    "{} with conditions",
    "{}, as a pattern must be",
    "an end of an interval: a date, a date-time, or {} for an open end",
    "a literal: an array is made of literals",
    "a box of four numbers, the lower and the upper corner, each {}, or of six",
    "a geometry with positions",
    "a geometry: {}",
    "within ±180 and ±90 degrees at {} {}{}",
    "a geometry literal, or a text literal that says what near may say",
    "a walking speed of 20 to 200 metres a minute",
    "a detour factor from 1 to 3",
}

#: Expressions whose phrases are tried by tests of their own.
ELSEWHERE = {"self.expected", "_WRITTEN[row.kind].expected"}

ERRORS = {"BadValue", "BadCursor", "UnknownName", "BadUnit", "BadGeometry"}


class Written(ast.NodeVisitor):
    """Every phrase of a module that an error says, with {} for what is filled in."""

    def __init__(self, name: str) -> None:
        tree = ast.parse((ROOT / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8"))
        assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
        self.local = {ast.unparse(node.targets[0]): node.value for node in assigned}
        self.module = vars(import_module(name))
        self.phrases: list[str] = []
        self.visit(tree)

    def visit_Call(self, node: ast.Call) -> None:
        called = ast.unparse(node.func)
        if called in {*ERRORS, "read_numbers"}:
            self.phrases.append(self.said(node.args[2 if called == "read_numbers" else 1]))
        self.generic_visit(node)

    def said(self, node: ast.expr) -> str:
        """A phrase as the code writes it; what cannot be told from the code is in angle brackets."""
        written = ast.unparse(node)
        if isinstance(node, ast.JoinedStr):
            return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
        if isinstance(node, ast.BinOp):
            return f"{self.said(node.left)}{{}}"
        if isinstance(node, ast.Name) and written in self.local:
            return self.said(self.local[written])
        if isinstance(node, ast.Constant) or written.split(".")[0] in self.module:
            return str(eval(written, self.module))  # a name or a text of our own
        return f"<{written}>"


def found() -> dict[str, str]:
    return {phrase: name for name in READING for phrase in Written(name).phrases}


def test_every_phrase_of_the_code_is_in_the_table_or_is_left_on_purpose() -> None:
    passed_on = {"<form>", *(f"<{one}>" for one in ELSEWHERE)}
    assert not [one for one in COUNTED if in_chinese(f"a filter of at most 7 {one}: it has 7").isascii()]
    left = {phrase for phrase in found() if in_chinese(phrase.replace("{}", "7")) == phrase.replace("{}", "7")}
    assert left - passed_on == LEFT


def test_the_table_has_no_phrase_that_nothing_says() -> None:
    """Parts of phrases, and what properties expect, are said within others."""
    parts = {one for one in PHRASES if re.fullmatch(r"an? [a-z-]+|the filter|\{\}.*", one)}
    kinds = {Property("x", kind, Title("x", "x"), **bounds).expected for kind in Kind for bounds in BOUNDS}  # type: ignore[arg-type]
    counted = [f"a filter of at most 7 {words}: it has 7" for words in COUNTED]
    everything = [*(phrase.replace("{}", "7") for phrase in found()), *kinds, *counted]
    everything.append("CQL2 text: it cannot be read from its end on")
    for phrase in PHRASES.keys() - parts:
        pattern = re.escape(phrase).replace(r"\{\}", ".+")
        assert any(re.fullmatch(pattern, one) for one in everything), phrase


COUNTED = ("operators", "brackets in one another", "vertices")
BOUNDS = [
    {},
    {"minimum": 0},
    {"minimum": 0, "exclusive": True},
    {"minimum": 0, "maximum": 9},
    {"minimum": 0, "maximum": 9, "exclusive": True},
    {"pattern": "[a-z]+"},
]


@pytest.mark.parametrize("row", PLOT.queryables.values(), ids=lambda row: row.name)
def test_what_a_property_expects_is_said_in_chinese(row: Property) -> None:
    assert not re.search(r"\b(one of|from|above|up to|number|date|text|list)\b", in_chinese(row.expected))


@pytest.mark.parametrize(
    ("phrase", "chinese"),
    [
        ("a number from 0 up to 30", "0 至 30 之间的数值"),
        ("a whole number above 0 up to 9", "大于 0 且不超过 9 的整数"),
        ("a condition, which the filter takes: it is a number", "条件式 所需的条件：这里是数值"),
        ("one of a, b", "以下之一：a, b"),
        ("CQL2 text: it cannot be read from “>= 3\n” on", "CQL2 文本：从 “>= 3\n” 处起无法读懂"),
        ("something that nobody says", "something that nobody says"),
    ],
)
def test_a_phrase_is_said_with_its_parts(phrase: str, chinese: str) -> None:
    assert in_chinese(phrase) == chinese


@pytest.mark.parametrize("error", [error for error, _ in EVERY], ids=lambda error: type(error).__name__)
def test_an_error_is_said_in_both_languages_where_a_question_can_meet_it(error: DikuaiError) -> None:
    assert detail_of(error, "en") == str(error)
    chinese = detail_of(error, "zh")
    if type(error).__name__ in {"BadRecord", "DikuaiError"} or isinstance(error, CatalogueError):
        assert chinese is None
    else:
        assert chinese
        assert re.search("[一-鿿]", chinese)
        assert chinese.endswith("。")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/collections/plots/items?limit=0", "limit：“0”不是不小于 1 的整数。"),
        ("/collections/plots/items?nera=metro", "没有参数“nera”（是否想写 near？）；可用的参数有：bbox、"),
        ("/collections/plots/items?filter=area >= 2", "plots 没有属性“area”（是否想写 area_"),
        ("/collections/plots/items?filter=area_mu >=", "filter：“area_mu &gt;=”不是CQL2 文本：到结尾处仍不完整。"),
        ("/collections/plots/items?near=nowhere", "near：“nowhere”不是已知的名称：metro、线路（metro:11）"),
        ("/collections/plots/items?floor_area_ratio=-1", "floor_area_ratio：“-1”不是0 至 30 之间的数值。"),
        ("/collections/plots/items/nothing", "没有条目“nothing”。"),
        ("/collections/nothing", "没有数据集“nothing”；现有：plots、"),
        ("/tileMatrixSets/nothing", "没有瓦片矩阵集“nothing”；现有：WebMercatorQuad、"),
    ],
)
def test_a_page_about_an_error_speaks_the_language_of_its_reader(client: Client, path: str, words: str) -> None:
    chinese = client.get(path, headers={"Accept": "text/html", "Accept-Language": "zh-CN"}).text
    assert words in chinese
    assert '<p class="lead" lang="en">' not in chinese
    english = client.get(path, headers={"Accept": "text/html", "Accept-Language": "en"}).text
    detail = client.get(path).json()["detail"]
    assert words not in english
    assert detail.partition("“")[0] in english
    assert not re.search("[一-鿿]", detail)


def test_a_page_that_is_not_there_says_so(client: Client) -> None:
    response = client.get("/nothing", headers={"Accept": "text/html", "Accept-Language": "zh-CN"})
    assert "<h1>这里没有内容。</h1>" in response.text
