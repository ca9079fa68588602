"""The words of the grammar that do not depend on what a catalogue holds: one table for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from geo.phrases.amounts import Dimension
from geo.units import M2_PER_HA, M2_PER_MU


def _several(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words that only join, by what they do; each kind is one letter in the patterns of `geo.phrases.grammar`.
JOINING: Mapping[str, str] = {
    # before an amount: at least, at most, equal, about, between
    "g": "≥|>=|=>|>|≧|⩾|≮|不少于|不低于|不小于|不短于|至少|最少|最低|最小|起码|大于|大于等于|超过|"
    "高于|多于|长于|下限|下限为|"
    "at least|no less than|not less than|no fewer than|more than|greater than|larger than|bigger than|over|above|"
    "from at least|exceeding|upwards of|minimum|minimum of|min|min.|a minimum of",
    "l": "≤|<=|=<|<|≦|⩽|≯|不超过|不大于|不高于|不多于|至多|最多|最高|最大|小于|小于等于|低于|少于|"
    "短于|上限|上限为|"
    "at most|no more than|not more than|up to|less than|fewer than|smaller than|under|below|not exceeding|maximum|"
    "maximum of|max|max.|a maximum of|not over",
    "e": "=|等于|为|是|达|equal to|equals|of exactly|exactly|正好|刚好",
    "b": "约|大约|约为|大概|差不多|≈|about|around|approximately|approx|approx.|circa|ca.|roughly|some",
    "w": "between|介于",
    # behind an amount
    "G": "以上|及以上|或以上|或更多|或更大|起|以上的|+|or more|or above|and above|and up|or larger|"
    "or bigger|or over|plus|and more|and over",
    "L": "以下|及以下|或以下|以内|之内|内|或更少|or less|or below|or under|or smaller|and below|or fewer",
    "B": "左右|上下|or so",
    "z": "之间",
    "t": "-|–|—|~|～|〜|至|到|to|until|−",
    "d": "&|和|与|且|并且|而且|同时|及|and|而|又",
    # of nearness
    "n": "近|靠近|临近|邻近|接近|毗邻|紧邻|紧靠|贴近|挨着|near|near to|nearby|close to|next to|"
    "beside|by|not far from|adjacent to|"
    "convenient to|close by",
    "N": "附近|附近的|旁|旁边|周边|周围|边上|不远|vicinity",
    "f": "距|离|距离|距离为|distance from|distance to|distance",
    "o": "of|from|有|away from|distance of|the distance from",
    "i": "within|within about|inside",
    "k": "步行|走路|走|徒步|步行距离|路程|脚程|walk|walking|walking distance|on foot|by foot|"
    "walk away|walking time|foot",
    "C": "一定|肯定|确定|务必|确保|certainly|definitely|surely|for certain|for sure|certain",
    # of choices
    "x": "不|不是|不要|不在|不近|不含|不包括|非|未|无|没有|没|除|除了|除去|别|勿|not|no|non|isnt|"
    "not in|not at|not near|except|except for|"
    "excluding|without|outside|outside of|other than|but not",
    "X": "以外|之外|除外|以外的|外|excluded|excepted",
    "O": "或|或者|或是|还是|or|either",
    "y": "仅|仅限|只|只要|只看|仅要|only|just|exclusively",
    # words that say nothing, and what parts conditions
    "s": "的|了|在|位于|坐落|坐落于|要|想要|需要|找|想找|求|求购|请|请问|帮我|我|我要|我想|个|块|宗|"
    "幅|地块|土地|地|用地|项目|处|那种|这种|之|于|状态|用途|土地用途|街镇|"
    "in|at|on|the|a|an|with|having|has|have|that|which|is|are|be|plot|plots|parcel|parcels|lot|lots|"
    "land|site|sites|find|"
    "show|show me|me|please|i|want|i want|we|need|looking for|for|located|located in|situated in|all|any|status|its|"
    ':|(|)|[|]|【|】|「|」|“|”|"|、|。|.|!|?|·|*',
    ",": ",|，|;|；|/",
}


class Measured(NamedTuple):
    """A property that amounts are of.

    Parameters
    ----------
    property
        Its name.
    dimension
        What its amounts are.
    factor
        How many m², m, minutes, years, CNY or per cent its unit is.
    needs_unit
        Whether a bare number could be in several units.
    """

    property: str
    dimension: Dimension
    factor: float = 1.0
    needs_unit: bool = False


#: The unit symbols of property tables.
SYMBOLS: Mapping[str, tuple[Dimension, float]] = {
    "m2": (Dimension.AREA, 1.0),
    "mu": (Dimension.AREA, float(M2_PER_MU)),
    "har": (Dimension.AREA, float(M2_PER_HA)),
    "m": (Dimension.LENGTH, 1.0),
    "min": (Dimension.MINUTES, 1.0),
    "a": (Dimension.YEARS, 1.0),
    "CNY": (Dimension.MONEY, 1.0),
    "%": (Dimension.SHARE, 1.0),
    "": (Dimension.RATIO, 1.0),
}

#: What people call the measured properties; the name and the titles of the property table are understood beside these.
MEASURED: Mapping[str, str] = {
    "area_mu": "面积|用地面积|土地面积|占地面积|占地|地块面积|总面积|area|land area|site area|"
    "plot area|plot size|lot size|size",
    "gross_floor_area_m2": "建筑面积|总建筑面积|建面|gfa|gross floor area|floor area|floor space|"
    "built area|building area",
    "floor_area_max_m2": "最大建筑面积|可建面积|可建建筑面积|允许建筑面积|buildable area|"
    "buildable floor area|allowed floor area|"
    "floor area allowed|maximum floor area|max floor area",
    "floor_area_ratio": "容积率|far|floor area ratio|floor-area ratio|plot ratio|fsi",
    "floor_area_ratio_min": "容积率下限|最低容积率",
    "floor_area_ratio_max": "容积率上限|最高容积率",
    "building_density_max_pct": "建筑密度|建筑密度上限|building density|site coverage",
    "green_ratio_min_pct": "绿地率|绿化率|绿地率下限|green ratio|greening ratio",
    "height_max_m": "限高|建筑限高|建筑高度|高度限制|height limit|building height|height",
    "price_cny": "价格|成交价|成交价格|总价|price|total price|¥|￥|人民币",
    "tenure_years": "年限|出让年限|使用年限|土地年限|使用期限|tenure|lease term|term of lease",
}

#: What amounts of a dimension are of where nothing says it.
ASSUMED: Mapping[Dimension, str] = {
    Dimension.AREA: "area_mu",
    Dimension.MONEY: "price_cny",
    Dimension.YEARS: "tenure_years",
}

#: What people call the choices of a property; titles and the values themselves are understood beside these.
CHOSEN: Mapping[str, Mapping[str, str]] = {
    "status": {
        "planned": "规划|规划中|已规划|planned",
        "announced": "公告|公告中|已公告|announced",
        "listed": "挂牌|挂牌中|在挂牌|已挂牌|正在挂牌|listed|on offer",
        "transferred": "已出让|已成交|成交|已转让|transferred|sold|already sold",
        "under_construction": "在建|在建中|建设中|正在建设|施工中|已开工|under construction|being built",
        "completed": "已建成|建成|竣工|已竣工|完工|已完工|completed|built",
        "leasing": "招租|招租中|正在招租|出租|可租|待租|leasing|for lease|to let|for rent|to rent",
        "withdrawn": "终止|已终止|撤回|已撤回|撤牌|已撤牌|withdrawn|cancelled|canceled",
    },
    "location_method": {
        "surveyed": "勘测|勘测定界|已勘测|实测|surveyed",
        "digitised": "图上矢量化|矢量化|digitised|digitized",
        "approximate": "大致位置|位置大致|approximate location|approximate position",
    },
}

#: English for the stems of land uses: it means every land use of the catalogue whose name has the stem.
LAND_USES: Mapping[str, str] = {
    "工业": "industrial|industrial land|industry|industrial use",
    "仓储": "warehouse|warehousing|storage|warehouse land",
    "物流": "logistics|logistics land",
    "科研": "research|research land|r&d",
    "商业": "commercial|commercial land|retail",
    "商务": "business|office|offices|office land",
    "住宅": "residential|residential land|housing",
    "居住": "residential|residential land|housing",
}

METRO = (
    "地铁|地铁站|轨交|轨道交通|轨道交通站|轨交站|地铁口|metro|the metro|metro station|"
    "metro stations|a metro station|subway|subway station|metro stop"
)

#: A word in letters before or behind a name that makes another name of it: Anting Road is not Anting.
NAME_GOES_ON = _several(
    "road rd street st highway hwy avenue ave lane park bridge river university plaza center centre north south east "
    "west new old middle upper lower company co ltd group hotel hospital school"
)

#: A Chinese name that ends so is at its end, whatever follows.
NAME_ENDINGS = ("镇", "街道", "区", "线", "站", "用地")
