"""What an error says, in Chinese: the sentence around a value, and what would be right in its place.

In English an error says it itself (`geo.errors`). What is right comes from many places, as a phrase; the table has
those that a question can meet. A phrase that it lacks stays as it is, and so do names, values and CQL2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from geo.errors import AmbiguousName, BadValue, DikuaiError, NotFound, UnknownParameter, UnknownProperty
from geo.names import NEAR_FORM
from geo.properties import Lang
from geo.proximity import WITHIN_FORM
from geo.stores.ordering import CURSOR_FORM
from geo.stores.words import WORDS_FORM

#: The commonest phrases of what would be right; {} stands for anything, which is said by the table too if it can be.
PHRASES: Mapping[str, str] = {
    NEAR_FORM: "metro、线路（metro:11）、站名或地名、地块编号，或“经度,纬度”",
    "a name that is known here: {}": "已知的名称：{}",
    "metro, or metro:LINE with one of the lines {}": "metro，或 metro:线路，线路为 {} 之一",
    WITHIN_FORM: "距离（如 800、800m、1.5km）或步行时间（如 15min）",
    WORDS_FORM: "由汉字、字母或数字组成的词",
    CURSOR_FORM: "由这一查询的前一页给出的翻页标记",
    "a question of {} words at most": "不超过 {} 个词的查询",
    "one of {}": "以下之一：{}",
    "given once only": "只给出一次的参数",
    "true or false": "true 或 false",
    "a whole number, at least 1": "不小于 1 的整数",
    "a whole number from {} on": "不小于 {} 的整数",
    "a number from {} up to {}": "{} 至 {} 之间的数值",
    "a whole number from {} up to {}": "{} 至 {} 之间的整数",
    "a number above {} up to {}": "大于 {} 且不超过 {} 的数值",
    "a whole number above {} up to {}": "大于 {} 且不超过 {} 的整数",
    "a number from {}": "不小于 {} 的数值",
    "a whole number from {}": "不小于 {} 的整数",
    "a number above {}": "大于 {} 的数值",
    "a whole number above {}": "大于 {} 的整数",
    "a number": "数值",
    "a whole number": "整数",
    "a text": "文本",
    "a text of 1 to 2000 characters": "1 至 2000 个字符的文本",
    "a text of 1 to 2000 characters of the form {}": "符合 {} 的文本",
    "a list of texts": "文本列表",
    "a list of at most {} properties": "至多 {} 个属性的列表",
    "a list of objects": "对象列表",
    "a date": "日期",
    "a date-time": "日期时间",
    "a boolean": "真假值",
    "a condition": "条件",
    "a geometry": "几何",
    "an array": "数组",
    "an interval": "时间区间",
    "a property": "属性",
    "a date YYYY-MM-DD": "YYYY-MM-DD 形式的日期",
    "an RFC 3339 date-time, as in {}": "RFC 3339 日期时间，如 {}",
    "an RFC 3339 date or date-time, or an interval start/end with .. for an open end": (
        "RFC 3339 日期或日期时间，或“起/止”形式的区间（.. 表示不限）"
    ),
    "an interval that starts before it ends": "起点早于终点的区间",
    "a property name, with - in front for descending order": "属性名，前加 - 表示从大到小",
    "usable without near, which says what the items are to be near to": "可单独使用的参数，须同时用 near 说明靠近什么",
    "usable without within: without a distance every item belongs to the answer": (
        "可单独使用的参数，须同时用 within 给出距离"
    ),
    "usable beside a filter in JSON": "可与 JSON 条件式同时使用的条件",
    "four numbers west,south,east,north in degrees (or six with heights)": "以度计的“西,南,东,北”（带高程则六个数）",
    "west,south,east,north: longitude and latitude look swapped": "“西,南,东,北”：经度与纬度似乎颠倒了",
    "west,south,east,north with longitudes within ±180 degrees": "经度在 ±180 度以内的“西,南,东,北”",
    "west,south,east,north with south ≤ north, both within ±90 degrees": "南不大于北且均在 ±90 度以内的“西,南,东,北”",
    "longitude,latitude in degrees, as in {}": "以度计的“经度,纬度”，如 {}",
    "longitude,latitude within ±180 and ±90 degrees": "在 ±180 度和 ±90 度以内的“经度,纬度”",
    "longitude,latitude: the axes look swapped, did you mean {}?": "“经度,纬度”：两者似乎颠倒了，是否应为 {}",
    "a distance from 0 to 20 040 km": "0 至 20 040 公里的距离",
    "the URI of a coordinate system that is offered, as in {}": "所提供坐标系的 URI，如 {}",
    "a filter of at most {} characters: it has {}": "不超过 {} 个字符的条件式：现有 {} 个",
    "a filter of at most {} brackets in one another: it has {}": "括号嵌套不超过 {} 层的条件式：现有 {} 层",
    "a filter of at most {} operators: it has {}": "运算符不超过 {} 个的条件式：现有 {} 个",
    "a filter of at most {} vertices: it has {}": "顶点不超过 {} 个的条件式：现有 {} 个",
    "an interval of two ends": "两个端点的区间",
    "CQL2 text: it cannot be read from its end on": "CQL2 文本：到结尾处仍不完整",
    "CQL2 text: it cannot be read from {} on": "CQL2 文本：从 {} 处起无法读懂",
    "CQL2 text: no bracket is open that {} could close": "CQL2 文本：{} 处的右括号没有对应的左括号",
    "CQL2 text: {} brackets are not closed": "CQL2 文本：有 {} 个括号没有闭合",
    "CQL2 JSON: {}": "CQL2 JSON：{}",
    "JSON: {}": "JSON：{}",
    "a function that is known here: {}, and those of CQL2": "已知的函数：{}，以及 CQL2 的函数",
    "given {} arguments: it has {}": "带 {} 个参数的函数：现有 {} 个",
    "the filter": "条件式",
    "{}, which {} takes: it is {}": "{2} 所需的{1}：这里是{3}",
    "{} as {} is, with which {} compares it: it is {}": "与 {2} 同类的{1}，{3} 要拿两者比较：这里是{4}",
    "something to compare with: ask IS NULL for what has no value": "可比较的值：没有值用 IS NULL 来问",
    "a value and a list of values, as IN takes": "IN 所需的一个值和一列值",
}


def _compiled(phrase: str) -> re.Pattern[str]:
    return re.compile(re.escape(phrase).replace(r"\{\}", "(.+?)"), re.DOTALL)


#: The more is said outright, the sooner it is tried.
_PATTERNS = [(_compiled(phrase), PHRASES[phrase]) for phrase in sorted(PHRASES, key=lambda one: -len(one))]
_HOLE = re.compile(r"\{(\d?)\}")

_KINDS = {"item": "条目", "collection": "数据集", "tile matrix set": "瓦片矩阵集", "tile": "瓦片"}


def in_chinese(phrase: str) -> str:
    """Say in Chinese what would be right; a phrase that the table lacks is returned as it is."""
    for pattern, chinese in _PATTERNS:
        if found := pattern.fullmatch(phrase):
            return _filled(chinese, [in_chinese(said) for said in found.groups()])
    return phrase


def _filled(chinese: str, said: Sequence[str]) -> str:
    """Fill the holes of a phrase: those without a number in the order of what no number names."""
    numbered = {int(hole[1]) for hole in _HOLE.finditer(chinese) if hole[1]}
    others = iter([text for at, text in enumerate(said, start=1) if at not in numbered])
    return _HOLE.sub(lambda hole: said[int(hole[1]) - 1] if hole[1] else next(others), chinese)


def detail_of(error: DikuaiError, lang: Lang) -> str | None:
    """Say what is wrong in a language; None where there are no words for this kind of error in it."""
    if lang == "en":
        return str(error)
    say = next((_SENTENCES[kind] for kind in type(error).__mro__ if kind in _SENTENCES), None)
    return None if say is None else say(error)


def _bad_value(error: BadValue) -> str:
    where = f"{error.place}：" if error.place else ""
    return f"{where}{error.shown}不是{in_chinese(error.expected)}。"


def _ambiguous(error: AmbiguousName) -> str:
    return f"{error.place}：{error.shown}不止一处，可以写成 {'、'.join(error.candidates)}。"


def _unknown_parameter(error: UnknownParameter) -> str:
    return f"没有参数“{error.name}”{_meant(error.meant)}；可用的参数有：{'、'.join(error.known)}。"


def _unknown_property(error: UnknownProperty) -> str:
    return f"{error.collection} 没有属性“{error.name}”{_meant(error.meant)}；它的属性有：{'、'.join(error.known)}。"


def _not_found(error: NotFound) -> str:
    known = f"；现有：{'、'.join(error.known)}" if error.known else ""
    return f"没有{_KINDS.get(error.kind, error.kind)}“{error.id}”{known}。"


def _meant(name: str) -> str:
    return f"（是否想写 {name}？）" if name else ""


#: The most particular class that an error belongs to decides.
_SENTENCES: Mapping[type[DikuaiError], Callable[[Any], str]] = {
    AmbiguousName: _ambiguous,
    BadValue: _bad_value,
    UnknownParameter: _unknown_parameter,
    UnknownProperty: _unknown_property,
    NotFound: _not_found,
}
