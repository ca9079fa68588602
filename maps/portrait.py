"""A plot as people read it: every text and figure ready in one language and unit, for a page, a sheet or a chat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np

from geo.measure import FloorArea, floor_area_of, metres_per_degree
from geo.plots import PLOT
from geo.positions import readings
from geo.properties import Lang
from geo.stores.surroundings import Alike, Beside
from geo.units import AreaUnit, format_area, format_length, mu_from_m2
from geo.values import LonLat
from maps import figures
from maps.features import lines as drawn_lines
from maps.locality import ink_on
from maps.portrait_words import Words
from maps.style import METRO_FALLBACK_COLOUR
from maps.subject import Subject

#: The units in which areas are shown, the usual one first.
UNITS: tuple[AreaUnit, ...] = tuple(unit for unit in get_args(AreaUnit) if unit != "auto")

#: The walk within which a station is called near: the usual catchment of a metro station, minutes.
WALK_MIN = 15

_SIDES = ("north", "west", "east", "south")
_SHOWN_ELSEWHERE = {"site_area_stated", "location_method", "location_uncertainty_m", "price_cny"}
_SAME_AREA = 0.01  # areas that differ by less are called the same


@dataclass(frozen=True, slots=True)
class Figure:
    """A large figure: empty value for what is not stated."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """Floor area proposed against allowed, and what follows from the two."""

    proposed: str
    allowed: str
    part: float
    text: str
    follows: Sequence[str]


@dataclass(frozen=True, slots=True)
class Badge:
    """A metro line in its official colour, with an ink that reads on it."""

    line: str
    colour: str
    ink: str


@dataclass(frozen=True, slots=True)
class Station:
    """A station beside the plot; `match` says how surely it lies within `WALK_MIN`."""

    name: str
    badges: Sequence[Badge]
    distance: str
    off: str
    walk: str
    match: str
    match_text: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another plot, and why it is named."""

    id: str
    name: str
    why: str
    away: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record's figures come from; `url` is empty or an address of the web."""

    title: str
    url: str
    dates: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """Everything that is said about a plot; see the words of `maps.portrait_words`."""

    id: str
    lang: Lang
    unit: AreaUnit
    name: str
    other_name: str
    status: str
    status_text: str
    place: str
    headline: Sequence[Figure]
    bar: Bar | None
    more: Sequence[Figure]
    sides: Mapping[str, str]
    outline: str
    stations: Sequence[Station]
    walking: str
    doubts: Sequence[str]
    where: str
    positions: Sequence[Figure]
    sources: Sequence[Source]
    history: str
    alike: Sequence[Other]
    why_none_alike: str
    neighbours: Sequence[Other]


def portrait(subject: Subject, lang: Lang, unit: AreaUnit = "mu") -> Portrait:
    """Write everything about a plot in a language, its areas in a unit."""
    p, t = subject.properties, Words(lang)
    name, other = _names(p, lang)
    comparable = p.get("site_area_m2") or p.get("floor_area_ratio")
    return Portrait(
        id=subject.id,
        lang=lang,
        unit=unit,
        name=name,
        other_name=other,
        status=str(p.get("status", "")),
        status_text=figures.written("status", p["status"], lang) if "status" in p else "",
        place=" · ".join(str(p[key]) for key in ("district", "town", "address", "lot_number") if p.get(key)),
        headline=list(_headline(p, t, unit)),
        bar=_bar(floor_area_of(p), t),
        more=_more(p, lang),
        sides={side: str(p.get(f"boundary_{side}", "")) for side in _SIDES},
        outline=_outline(subject, t),
        stations=[_station(one, subject, t) for one in subject.around.stations],
        walking=t("walking", speed=f"{subject.walking.speed_m_min:g}", detour=f"{subject.walking.detour:g}"),
        doubts=figures.doubts(p, lang),
        where=_where(p, t),
        positions=_positions(subject, t),
        sources=[_source(source, t) for source in figures.listed(p.get("sources"))],
        history=t("updated", date=str(p["updated_at"])[:10], revision=p["revision"]),
        alike=[_alike(one, t) for one in subject.around.alike],
        why_none_alike=t("none_alike" if comparable else "none_to_compare"),
        neighbours=[_neighbour(one, t, unit) for one in subject.around.neighbours],
    )


def _names(record: Mapping[str, Any], lang: Lang) -> tuple[str, str]:
    chinese, english = str(record["name"]), str(record.get("name_en") or "")
    name, other = (chinese, english) if lang == "zh" else (english or chinese, chinese)
    return name, "" if other == name else other


def _headline(p: Mapping[str, Any], t: Words, unit: AreaUnit) -> Iterator[Figure]:
    lang, area = t.lang, p.get("site_area_m2")
    published = t("as_published", text=p["site_area_stated"]) if p.get("site_area_stated") else ""
    if area is None:
        yield Figure(t("site_area"), "", published)
    else:
        other: AreaUnit = "m2" if unit != "m2" else "mu"
        note = [format_area(area, lang, other), published]
        yield Figure(t("site_area"), format_area(area, lang, unit), " · ".join(filter(None, note)))
    yield _ratio(p, t)
    allowed, proposed = p.get("floor_area_max_m2"), p.get("gross_floor_area_m2")
    if allowed is None:
        yield Figure(t("allowed"), "", t("not_implied"))
    else:
        yield Figure(t("allowed"), format_area(allowed, lang, "m2"))
    yield Figure(t("proposed"), "" if proposed is None else format_area(proposed, lang, "m2"))
    if p.get("price_cny"):
        yield _price(float(p["price_cny"]), area, t)


def _ratio(p: Mapping[str, Any], t: Words) -> Figure:
    stated = {name: figures.written(name, p[name], t.lang) for name in figures.RATIOS if p.get(name) is not None}
    least, most = stated.get("floor_area_ratio_min", "0"), stated.get("floor_area_ratio_max")
    implied = stated.get("floor_area_ratio_implied")
    notes = [
        t("least_most", least=least, most=most) if most else "",
        t("implied", ratio=implied) if implied else "",
    ]
    return Figure(t("ratio"), stated.get("floor_area_ratio", ""), " · ".join(filter(None, notes)))


def _price(price_cny: float, area_m2: float | None, t: Words) -> Figure:
    note = _cny("per_mu", price_cny / mu_from_m2(area_m2), t) if area_m2 else ""
    return Figure(t("price"), _cny("cny", price_cny, t), note)


def _cny(key: str, price_cny: float, t: Words) -> str:
    return t(key, wan=figures.number(price_cny / 10_000), price=f"{price_cny:,.0f}")


def _bar(floor_area: FloorArea | None, t: Words) -> Bar | None:
    if floor_area is None:
        return None
    proposed, allowed = (format_area(area, t.lang, "m2") for area in (floor_area.proposed_m2, floor_area.allowed_m2))
    left = format_area(abs(floor_area.unused_m2), t.lang, "m2")
    key = "unused" if floor_area.unused_m2 >= 0 else "over"
    follows = [t("part", part=f"{floor_area.part:.0%}"), t(key, area=left)]
    return Bar(proposed, allowed, floor_area.part, t("bar", proposed=proposed, allowed=allowed), follows)


def _more(p: Mapping[str, Any], lang: Lang) -> list[Figure]:
    rows = [row for row in figures.ROWS if row not in _SHOWN_ELSEWHERE and row not in figures.RATIOS]
    return [Figure(PLOT[name].title[lang], text) for name, text in figures.rows(p, rows, lang)]


def _outline(subject: Subject, t: Words) -> str:
    west, south, east, north = subject.geometry.bounds
    lon_m, lat_m = (float(metres[0]) for metres in metres_per_degree(np.array([(south + north) / 2])))
    across, down = ((east - west) * lon_m, (north - south) * lat_m)
    said = t("outline", across=format_length(across, t.lang), down=format_length(down, t.lang))
    if subject.properties["location_method"] != "approximate":
        return said
    return said + ("；" if t.lang == "zh" else "; ") + t("outline_nominal")


def _station(beside: Beside, subject: Subject, t: Words) -> Station:
    colours = {line["line"]: line["colour"] for line in drawn_lines(subject.surface.lines, t.lang)}
    names = beside.properties
    match = beside.lies_within(WALK_MIN / subject.walking.min_per_m)
    return Station(
        name=_names(names, t.lang)[0],
        badges=[_badge(str(line), colours) for line in figures.listed(names.get("lines"))],
        distance=format_length(beside.distance_m, t.lang),
        off=_off(beside, t),
        walk=t("minutes", n=_whole_minutes(beside.walk_min)),
        match=match,
        match_text=t(match or "beyond"),
    )


def _whole_minutes(minutes: float) -> int:
    return -int(-minutes // 1)


def _badge(line: str, colours: Mapping[str, str]) -> Badge:
    colour = colours.get(line, METRO_FALLBACK_COLOUR)
    return Badge(line, colour, ink_on(colour))


def _where(p: Mapping[str, Any], t: Words) -> str:
    off, method = p.get("location_uncertainty_m"), figures.written("location_method", p["location_method"], t.lang)
    if off is None:
        unsure = t("unsaid")
    else:
        key = "uncertain" if p["location_method"] == "approximate" else "precise"
        unsure = t(key, distance=format_length(off, t.lang))
    return t("method", method=method) + (" " if t.lang == "en" else "") + unsure


def _positions(subject: Subject, t: Words) -> list[Figure]:
    lon, lat = map(float, subject.locality.centre[0])
    return [
        Figure(t(reading.system.name.partition(":")[0], zone=reading.system.title.split()[-1]), reading.text)
        for reading in readings(LonLat(lon, lat))
    ]


def _source(source: Mapping[str, Any], t: Words) -> Source:
    ((title, url, published),) = figures.sources({"sources": [source]})
    dates = [
        t("published", date=published) if published else t("undated"),
        t("retrieved", date=source["retrieved_on"]) if source.get("retrieved_on") else "",
    ]
    return Source(title, url, " · ".join(filter(None, dates)))


def _alike(one: Alike, t: Words) -> Other:
    why = [*_area_compared(one.area_ratio, t), *_ratio_compared(one.ratio_difference, t)]
    if one.same_use is not None:
        why.append(t("same_use" if one.same_use else "other_use"))
    return _other(one.beside, ("，" if t.lang == "zh" else ", ").join(why), t)


def _area_compared(ratio: float | None, t: Words) -> Iterator[str]:
    if ratio is not None:
        key = "same_area" if abs(ratio - 1) < _SAME_AREA else "larger" if ratio > 1 else "smaller"
        yield t(key, part=f"{abs(ratio - 1):.0%}")


def _ratio_compared(difference: float | None, t: Words) -> Iterator[str]:
    if difference is not None:
        key = "same_ratio" if not difference else "higher" if difference > 0 else "lower"
        yield t(key, difference=figures.number(abs(difference)))


def _neighbour(beside: Beside, t: Words, unit: AreaUnit) -> Other:
    p = beside.properties
    said = [
        figures.written("status", p["status"], t.lang) if "status" in p else "",
        format_area(p["site_area_m2"], t.lang, unit) if p.get("site_area_m2") is not None else "",
    ]
    return _other(beside, " · ".join(filter(None, said)), t)


def _other(beside: Beside, why: str, t: Words) -> Other:
    away = t("away", distance=format_length(beside.distance_m, t.lang))
    return Other(beside.id, _names(beside.properties, t.lang)[0], why, f"{away} {_off(beside, t)}".strip())


def _off(beside: Beside, t: Words) -> str:
    """Write how unsure a distance is; nothing where that is less than a metre."""
    off = beside.most_m - beside.distance_m
    return f"±{format_length(off, t.lang)}" if off >= 1 else ""
