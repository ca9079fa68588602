"""What the pages say beside the data, in Chinese and in English. Names of properties come from the property tables."""

from __future__ import annotations

from collections.abc import Mapping

from geo.properties import Lang, Title

WORDS: Mapping[str, Title] = {
    "site": Title("地块 Dikuai", "Dikuai"),
    "tagline": Title("产业用地地块目录与地图", "A catalogue and map of industrial land plots"),
    "lead": Title(
        "把散见于公告的产业用地整理成可核对的记录，回答“哪些地块靠近地铁、有多大、能建多少”，并如实说明有多确定。",
        "Scattered notices of industrial land, turned into checked records: which plots are near the metro, how large, "
        "what may be built, and how sure the answer is.",
    ),
    "map": Title("地图", "Map"),
    "open_map": Title("打开大图", "Open the large map"),
    "list": Title("列表", "List"),
    "collections": Title("数据集", "Collections"),
    "items": Title("条目", "Items"),
    "browse": Title("浏览条目", "Browse the items"),
    "api": Title("接口说明", "API"),
    "api_lead": Title(
        "符合 OGC API – Features 的接口；QGIS、GDAL 等软件可直接读取。",
        "An OGC API – Features service: QGIS, GDAL and other clients read it as it is.",
    ),
    "geometry": Title("几何", "Geometry"),
    "functions": Title("函数", "Functions"),
    "functions_lead": Title(
        "filter 参数中除 CQL2 标准函数以外可用的函数。", "What a filter may use beside the functions of CQL2 itself."
    ),
    "conformance": Title("符合性", "Conformance"),
    "conformance_lead": Title("本服务声明并经测试的符合性类。", "The conformance classes that are claimed and tested."),
    "home": Title("首页", "Home"),
    "skip": Title("跳到正文", "Skip to content"),
    "other_language": Title("English", "中文"),
    "near": Title("靠近", "Near"),
    "near_hint": Title("metro、metro:11、站名、地名或经度,纬度", "metro, metro:11, a station, a place, or lon,lat"),
    "within": Title("范围", "Within"),
    "within_hint": Title("800m、1.5km 或 15min", "800m, 1.5km or 15min"),
    "certain_only": Title("仅限确定", "Certain only"),
    "ask": Title("查询", "Ask"),
    "clear": Title("清除", "Clear"),
    "quick": Title("常用查询", "Try"),
    "q_metro_1km": Title("距地铁 1 公里内", "Within 1 km of the metro"),
    "q_metro_15min": Title("步行 15 分钟到地铁", "15 minutes' walk from the metro"),
    "q_line_11": Title("靠近 11 号线", "Near line 11"),
    "q_line_13": Title("靠近 13 号线", "Near line 13"),
    "q_all": Title("全部地块", "All plots"),
    "matched": Title("共 {n} 条", "{n} found"),
    "matched_one": Title("共 1 条", "1 found"),
    "shown": Title("本页 {n} 条", "{n} on this page"),
    "nothing": Title("没有符合条件的条目。", "Nothing matches."),
    "nothing_hint": Title("放宽距离，或去掉一个条件试试。", "Try a longer distance, or leave out a condition."),
    "next": Title("下一页", "Next page"),
    "first": Title("回到第一页", "First page"),
    "distance": Title("距离", "Distance"),
    "walk": Title("步行", "Walk"),
    "minutes": Title("{n} 分钟", "{n} min"),
    "match": Title("确定程度", "Certainty"),
    "certain": Title("确定", "certain"),
    "possible": Title("可能", "possible"),
    "nearest": Title("最近", "Nearest"),
    "walking_note": Title(
        "距离从地块边界沿大地线量起；步行按每分钟 {speed} 米、绕行系数 {detour} 折算。± 为位置误差。",
        "Distances are geodesic, from the plot's edge; walking at {speed} m a minute with a detour factor of {detour}. "
        "± is the uncertainty of positions.",
    ),
    "figures": Title("指标", "Figures"),
    "area": Title("用地面积", "Site area"),
    "not_stated": Title("未公布", "not stated"),
    "floor_area": Title("建筑面积", "Floor area"),
    "floor_area_bar": Title("拟建 {proposed}，容积率允许 {allowed}", "{proposed} proposed of {allowed} allowed"),
    "proposed": Title("拟建", "proposed"),
    "allowed": Title("允许", "allowed"),
    "boundaries": Title("四至", "Boundaries"),
    "east": Title("东至", "East"),
    "south": Title("南至", "South"),
    "west": Title("西至", "West"),
    "north": Title("北至", "North"),
    "doubts": Title("存疑之处", "What is doubtful"),
    "no_doubts": Title("未发现存疑之处。", "Nothing doubtful was found."),
    "sources": Title("来源", "Sources"),
    "published": Title("发布于 {date}", "published {date}"),
    "retrieved": Title("获取于 {date}", "retrieved {date}"),
    "all_properties": Title("全部属性", "All properties"),
    "property": Title("属性", "Property"),
    "value": Title("值", "Value"),
    "metro": Title("地铁", "Metro"),
    "stations_near": Title("附近车站", "Stations nearby"),
    "updated": Title("更新于 {date}，修订 {revision}", "Updated {date}, revision {revision}"),
    "uncertainty": Title("位置误差 ±{distance}", "position ±{distance}"),
    "data": Title("数据", "Data"),
    "attribution": Title("数据来源", "Data from"),
    "about_count": Title("{n} 条", "{n} items"),
    "error": Title("出错了", "Something went wrong"),
    "bad-value": Title(
        "参数 {parameter} 的值“{value}”无法使用。", "The value “{value}” of {parameter} cannot be used."
    ),
    "bad-cursor": Title("翻页标记已失效，请从第一页开始。", "This page is no longer there: start from the first."),
    "unknown-name": Title("没有找到“{value}”。", "Nothing is known by the name “{value}”."),
    "ambiguous-name": Title("“{value}”不止一处，请选择其一。", "Several things are called “{value}”: choose one."),
    "unknown-parameter": Title("没有名为 {parameter} 的参数。", "There is no parameter {parameter}."),
    "unknown-property": Title("没有这一属性。", "There is no such property."),
    "unknown-item": Title("没有这一条目。", "There is no such item."),
    "unknown-collection": Title("没有这一数据集。", "There is no such collection."),
    "candidates": Title("可以写成", "It could be"),
    "go_home": Title("回到首页", "Back to the home page"),
    "parameters": Title("参数", "Parameters"),
    "description": Title("说明", "Description"),
    "type": Title("类型", "Type"),
    "unit": Title("单位", "Unit"),
    "queryables": Title("可查询属性", "Queryables"),
    "extent": Title("范围", "Extent"),
    "yes": Title("是", "yes"),
    "no": Title("否", "no"),
    "machine_readable": Title("机器可读", "Machine-readable"),
    "open_data": Title(
        "程序可用同一地址加 f=json 读取本页。", "Programs read this page at the same address with f=json."
    ),
    "name": Title("名称", "Name"),
}


class Words:
    """The words in one language; texts with a place to fill in take it by name."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang

    def __call__(self, key: str, **filled: object) -> str:
        """Return what is said for a key."""
        return WORDS[key][self._lang].format(**filled) if filled else WORDS[key][self._lang]
