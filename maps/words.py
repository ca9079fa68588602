"""What the maps' own controls say, in Chinese and in English. Names of properties come from `geo.plots.PLOT`."""

from __future__ import annotations

from collections.abc import Mapping

from geo.properties import Lang, Title

WORDS: Mapping[str, Title] = {
    "title": Title("地块地图", "Map of land plots"),
    "plots": Title("{n} 个地块", "{n} plots"),
    "one_plot": Title("1 个地块", "1 plot"),
    "no_plots": Title("没有符合条件的地块", "No plot matches"),
    "truncated": Title("共 {matched} 个，图上为前 {n} 个", "the first {n} of {matched} are drawn"),
    "map": Title("地图", "Map"),
    "map_help": Title(
        "按 Tab 键逐个选择地块，按回车键打开，按 Esc 键关闭",
        "Press Tab to go from plot to plot, Enter to open one, Escape to close it",
    ),
    "search": Title("搜索地块、车站、地名", "Search plots, stations, places"),
    "search_none": Title("没有找到", "Nothing found"),
    "kind_plot": Title("地块", "Plot"),
    "kind_station": Title("车站", "Station"),
    "kind_place": Title("地名", "Place"),
    "layers": Title("图层", "Layers"),
    "layer_metro": Title("地铁线路", "Metro lines"),
    "layer_stations": Title("地铁车站", "Metro stations"),
    "layer_places": Title("地名", "Place names"),
    "layer_rings": Title("位置误差", "Location uncertainty"),
    "layer_links": Title("到最近目标的连线", "Line to the nearest target"),
    "legend": Title("图例", "Legend"),
    "legend_unstated": Title("状态未说明", "Status not stated"),
    "legend_ring": Title("虚线圈：地块可能在圈内任一处", "Dashed ring: the plot may lie anywhere inside"),
    "legend_dot": Title("圆点：地块太小，放大后显示边界", "Dot: a plot too small for its outline; zoom in"),
    "legend_certain": Title("到最近目标（确定符合）", "To the nearest target, certain match"),
    "legend_possible": Title("到最近目标（可能符合）", "To the nearest target, possible match"),
    "legend_link": Title("到最近目标的直线距离", "Straight line to the nearest target"),
    "legend_station": Title("地铁车站", "Metro station"),
    "legend_interchange": Title("换乘站", "Interchange"),
    "zoom_in": Title("放大", "Zoom in"),
    "zoom_out": Title("缩小", "Zoom out"),
    "all": Title("显示全部地块", "Show all plots"),
    "full_screen": Title("全屏", "Full screen"),
    "full_screen_exit": Title("退出全屏", "Leave full screen"),
    "measure": Title("测量长度和面积", "Measure length and area"),
    "measure_help": Title(
        "点击地图加点（键盘：按回车在地图中心加点），双击结束，Esc 退出",
        "Click to add points (Enter adds the middle of the map), double-click to finish, Escape to stop",
    ),
    "measure_length": Title("长度", "Length"),
    "measure_perimeter": Title("周长", "Perimeter"),
    "measure_area": Title("面积", "Area"),
    "close": Title("关闭", "Close"),
    "details": Title("查看详情", "See the whole record"),
    "boundaries": Title("四至", "Boundaries"),
    "nearest": Title("最近目标", "Nearest"),
    "certain": Title("确定", "certain"),
    "possible": Title("可能", "possible"),
    "walk": Title("步行约 {n} 分钟", "about {n} min on foot"),
    "inside": Title("就在此处", "right here"),
    "uncertain_by": Title("误差 ±{length}", "± {length}"),
    "sources_of_metro": Title(
        '车站位置部分来自 © <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> 贡献者',
        'Stations partly © <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> contributors',
    ),
}


def in_lang(lang: Lang) -> dict[str, str]:
    """Return every text in one language."""
    return {key: title[lang] for key, title in WORDS.items()}
