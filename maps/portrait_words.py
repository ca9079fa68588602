"""What is said about one plot beside its data, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping

from geo.properties import Lang, Title

WORDS: Mapping[str, Title] = {
    "figures": Title("主要指标", "Figures"),
    "site_area": Title("用地面积", "Site area"),
    "ratio": Title("容积率", "Floor-area ratio"),
    "allowed": Title("允许建筑面积", "Floor area allowed"),
    "proposed": Title("拟建或已建建筑面积", "Floor area proposed or built"),
    "price": Title("成交价", "Price"),
    "not_stated": Title("未公布", "not stated"),
    "not_implied": Title("须先知道用地面积和容积率", "needs the site area and the ratio"),
    "as_published": Title("原文：{text}", "as published: {text}"),
    "implied": Title("按建筑面积折算为 {ratio}", "{ratio} implied by the floor area"),
    "least_most": Title("允许 {least}–{most}", "{least} to {most} allowed"),
    "per_mu": Title("约 {wan} 万元/亩", "about CNY {price} a mu"),
    "cny": Title("{wan} 万元", "CNY {price}"),
    "bar": Title("拟建 {proposed}，容积率允许 {allowed}", "{proposed} proposed of {allowed} allowed"),
    "part": Title("占允许面积的 {part}", "{part} of what is allowed"),
    "unused": Title("尚余 {area} 未用", "{area} are not used"),
    "over": Title("超出允许面积 {area}", "{area} more than is allowed"),
    "boundaries": Title("四至", "Boundaries"),
    "east": Title("东至", "East"),
    "south": Title("南至", "South"),
    "west": Title("西至", "West"),
    "north": Title("北至", "North"),
    "outline": Title(
        "地块轮廓，约 {across} × {down}（东西 × 南北）",
        "The plot's outline, about {across} east to west and {down} north to south",
    ),
    "outline_nominal": Title("轮廓为示意", "the outline is nominal"),
    "stations": Title("附近地铁站", "Metro stations nearby"),
    "station": Title("车站", "Station"),
    "distance": Title("直线距离", "Straight line"),
    "walk": Title("步行约", "On foot, about"),
    "minutes": Title("{n} 分钟", "{n} min"),
    "within": Title("步行 {n} 分钟内", "Within {n} minutes"),
    "certain": Title("确定", "certain"),
    "possible": Title("可能", "possible"),
    "beyond": Title("否", "no"),
    "walking": Title(
        "距离从地块边界沿大地线量起；步行按每分钟 {speed} 米、绕行系数 {detour} 折算；± 为地块与车站的位置误差之和。",
        "Distances are geodesic, from the plot's edge; walking at {speed} m a minute with a detour factor of {detour}; "
        "± adds up how far plot and station may be off.",
    ),
    "no_stations": Title("目录中没有地铁站。", "The catalogue has no metro stations."),
    "doubts": Title("存疑之处", "What is doubtful"),
    "no_doubts": Title("未发现存疑之处。", "Nothing doubtful was found."),
    "where": Title("位置", "Position"),
    "method": Title("定位方法：{method}。", "How it was located: {method}."),
    "uncertain": Title(
        "实际位置与图上位置最多可能相差约 {distance}，即可能在图上虚线圈内任何一处。",
        "The plot may lie up to {distance} from where it is drawn: anywhere inside the dashed ring on the map.",
    ),
    "precise": Title("来源给出的位置误差为 ±{distance}。", "The position is good to ±{distance}."),
    "unsaid": Title("未说明位置误差。", "How far it may be off is not stated."),
    "coordinates": Title("中心点坐标", "Coordinates of its middle"),
    "CRS84": Title("WGS 84（经度,纬度）", "WGS 84 (longitude,latitude)"),
    "GCJ-02": Title("GCJ-02（高德、腾讯地图；经度,纬度）", "GCJ-02 (Gaode, Tencent; longitude,latitude)"),
    "EPSG": Title(
        "CGCS2000 3 度带第 {zone} 带（X 北,Y 东；米）", "CGCS2000, 3° zone {zone} (northing,easting; metres)"
    ),
    "sources": Title("来源", "Sources"),
    "published": Title("发布于 {date}", "published {date}"),
    "retrieved": Title("获取于 {date}", "retrieved {date}"),
    "undated": Title("发布日期未说明", "no date of publication stated"),
    "history": Title("记录", "Record"),
    "updated": Title(
        "本记录更新于 {date}，为第 {revision} 次修订。", "This record was updated on {date}; it is revision {revision}."
    ),
    "more": Title("其他信息", "More that is stated"),
    "alike": Title("相似地块", "Similar plots"),
    "neighbours": Title("邻近地块", "Plots nearby"),
    "none_alike": Title("没有面积或容积率相近的地块。", "No plot has a similar area or ratio."),
    "none_to_compare": Title(
        "未公布面积和容积率，无从比较。", "Neither area nor ratio is stated, so there is nothing to compare by."
    ),
    "none_near": Title("目录中没有其他地块。", "The catalogue has no other plot."),
    "same_area": Title("面积几乎相同", "about the same area"),
    "larger": Title("面积大 {part}", "{part} larger"),
    "smaller": Title("面积小 {part}", "{part} smaller"),
    "same_ratio": Title("容积率相同", "the same ratio"),
    "higher": Title("容积率高 {difference}", "ratio {difference} higher"),
    "lower": Title("容积率低 {difference}", "ratio {difference} lower"),
    "same_use": Title("用途相同", "the same use"),
    "other_use": Title("用途不同", "another use"),
    "away": Title("相距 {distance}", "{distance} away"),
    "map": Title(
        "地图：地块、位置误差圈、地铁线路和车站", "Map: the plot, the ring it may lie in, metro lines and stations"
    ),
    "map_note": Title("线路按车站连线绘制。", "Lines are drawn from station to station."),
    "sheet": Title("地块资料", "Plot sheet"),
    "as_of": Title("截至 {date}", "as of {date}"),
    "page": Title("第 {n} 页，共 {of} 页", "Page {n} of {of}"),
    "scan": Title("扫码打开网页", "Scan to open the page"),
    "brand": Title("地块 Dikuai", "Dikuai"),
    "attribution": Title(
        "车站位置部分来自 © OpenStreetMap 贡献者", "Positions of stations partly © OpenStreetMap contributors"
    ),
}


class Words:
    """The words in one language; texts with a place to fill in take it by name."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def __call__(self, key: str, **filled: object) -> str:
        """Return what is said for a key."""
        return WORDS[key][self.lang].format(**filled)
