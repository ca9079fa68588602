"""What the command line says, in Chinese and in English."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping

from geo.properties import Lang, Title

WORDS: Mapping[str, Title] = {
    "reading": Title("读取地块", "Reading plots"),
    "writing": Title("写出", "Writing"),
    "near_title": Title("靠近{target}", "Near {target}"),
    "within_title": Title("距{target} {within}以内", "Within {within} of {target}"),
    "plot": Title("地块", "Plot"),
    "item": Title("条目", "Item"),
    "area": Title("面积", "Area"),
    "far": Title("容积率", "FAR"),
    "status": Title("状态", "Status"),
    "nearest": Title("最近", "Nearest"),
    "distance": Title("距离", "Distance"),
    "walk": Title("步行", "Walk"),
    "match": Title("确定程度", "Certainty"),
    "certain": Title("确定", "certain"),
    "possible": Title("可能", "possible"),
    "minutes": Title("{n} 分钟", "{n} min"),
    "matched": Title("共 {n} 个，显示 {shown} 个", "{n} in all, {shown} shown"),
    "walking": Title(
        "步行按每分钟 {speed} 米、绕行系数 {detour} 折算；± 为位置误差",
        "walking at {speed} m a minute, detour factor {detour}; ± is the uncertainty of positions",
    ),
    "nothing": Title("没有符合条件的条目", "nothing matches"),
    "served": Title("可用 {n} 个地块", "{n} plots are good"),
    "set_aside": Title("搁置 {n} 个文件", "{n} files are set aside"),
    "remarks": Title("{n} 条备注", "{n} remarks"),
    "doubts": Title("{n} 处存疑", "{n} doubts"),
    "file": Title("文件", "File"),
    "line": Title("行", "Line"),
    "field": Title("字段", "Field"),
    "fault": Title("问题", "Fault"),
    "remark": Title("备注", "Remark"),
    "doubt": Title("存疑", "Doubt"),
    "written": Title("已写出 {n} 个到 {path}", "{n} written to {path}"),
    "map_written": Title(
        "地图已写到 {path}（{size}），无需联网即可打开", "The map is in {path} ({size}); it opens with no network"
    ),
    "serving": Title("地块服务已启动", "Dikuai is serving"),
    "stop": Title("按 Ctrl+C 停止", "Ctrl+C stops it"),
    "received": Title("收到", "Received"),
    "inquiries": Title("咨询", "Inquiry"),
    "reports": Title("报错", "Report"),
    "requirement": Title("需求", "Needs"),
    "intended_use": Title("拟用途", "Use"),
    "expected_tax": Title("预计税收", "Tax"),
    "company": Title("企业", "Company"),
    "contact": Title("联系人", "Contact"),
    "phone": Title("电话", "Phone"),
    "property": Title("属性", "Property"),
    "message": Title("说明", "Message"),
    "deleted": Title("已删除 {n} 条", "{n} deleted"),
}


class Words:
    """The words in one language; texts with a place to fill in take it by name."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def __call__(self, key: str, **filled: object) -> str:
        """Return what is said for a key."""
        text = WORDS[key][self.lang]
        return text.format(**filled) if filled else text


def language_of_locale() -> Lang:
    """Return the language that the user's locale asks for."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if locale.normalize(value).lower().startswith("zh") else "en"
    return "en"
