"""Finding stations, lines, places and plots by the names that people use.

A name is looked for whole first (嘉定北, North Jiading, 外冈镇) and then in the shapes that people give it: with or
without 站 and Station, towns without 镇, English words in another order. Whatever several things bear is refused with
the list of them. A kind in front decides: ``station:安亭``, ``place:安亭镇``, ``plot:waigang-29-08``, ``metro:11``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

import shapely

from geo.errors import AmbiguousName, BadValue, UnknownName
from geo.properties import Title
from geo.proximity import Target, Targets
from geo.values import LonLat
from geo.writing import simplified

#: What ``near`` accepts, for messages.
NEAR_FORM = "metro, a line (metro:11), a station or place by name, a plot's id, or longitude,latitude"

KINDS = ("station", "place", "plot")

_POSITION = re.compile(r"\s*[+-]?\d+(\.\d+)?\s*,\s*[+-]?\d+(\.\d+)?\s*")
_STATION_WORDS = {"station", "stn", "metro", "subway"}
_SHORT_WORDS = {"rd": "road", "hwy": "highway", "ave": "avenue", "st": "street", "univ": "university"}
_TOWN_ENDINGS = ("街道", "镇", "新区", "区")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with a name: what a gazetteer holds.

    Parameters
    ----------
    kind
        One of `KINDS`.
    id
        Its id in its collection.
    target
        The thing itself, its name included.
    """

    kind: str
    id: str
    target: Target

    @property
    def key(self) -> str:
        """The unambiguous way to write it."""
        return f"{self.kind}:{self.id if self.kind == 'plot' else self.target.name.zh}"


class Index:
    """Names to the things that bear them."""

    def __init__(self, things: Iterable[Named]) -> None:
        self.things = tuple(things)
        self._whole: dict[str, list[Named]] = defaultdict(list)
        self._loose: dict[str, list[Named]] = defaultdict(list)
        for thing in self.things:
            whole = {_fold(name) for name in (thing.id, thing.target.name.zh, thing.target.name.en) if name}
            for key in whole:
                self._whole[key].append(thing)
            for key in {form for name in whole for form in _forms(name)} - whole:
                self._loose[key].append(thing)

    def find(self, name: str) -> list[Named]:
        """Return what bears the name whole, or else what bears it in another shape."""
        key = _fold(name)
        if self._whole.get(key):
            return self._whole[key]
        stations = [thing for thing in self._whole.get(_bare(key), []) if thing.kind == "station"]
        if stations:
            return stations
        found = {
            (thing.kind, thing.id): thing
            for form in _forms(key)
            for thing in self._loose.get(form, []) + self._whole.get(form, [])
        }
        if _names_station(key):
            found = {k: thing for k, thing in found.items() if thing.kind == "station"} or found
        return list(found.values())


class Gazetteer:
    """The metro, the places and the plots of a catalogue, by name.

    Parameters
    ----------
    things
        Stations and places; their order is the order of candidates in messages.
    lines
        Titles of the metro lines by their short names (``11``, ``浦江线``).
    """

    def __init__(self, things: Sequence[Named], lines: Mapping[str, Title]) -> None:
        self._index = Index(things)
        self._lines = lines
        self._titles = {(thing.kind, thing.target.name.zh): thing.target.name for thing in things}
        self._layers = {"metro": self._stations("metro", Title("地铁", "the metro"))}
        for line, title in lines.items():
            self._layers[f"metro:{line}"] = self._stations(f"metro:{line}", title, line)
        self._line_names = {
            _fold(form): f"metro:{line}"
            for line, title in lines.items()
            for form in (
                title.zh,
                f"地铁{title.zh}",
                f"metro:{title.zh}",
                title.en,
                f"metro {line}",
                f"metro {title.en}",
            )
        }

    def station(self, name: str) -> Title | None:
        """Return both names of a station, by its Chinese name."""
        return self._titles.get(("station", name))

    def place(self, name: str) -> Title | None:
        """Return both names of a town or another place, by its Chinese name."""
        return self._titles.get(("place", name))

    def layer(self, key: str) -> Targets | None:
        """Return the targets of a layer (``metro``) or a line (``metro:11``), if the catalogue has it."""
        return self._layers.get(key)

    @property
    def things(self) -> tuple[Named, ...]:
        """The stations and places."""
        return self._index.things

    @property
    def lines(self) -> Mapping[str, Title]:
        """Titles of the metro lines by their short names."""
        return self._lines

    def key(self, text: str) -> str:
        """Return the unambiguous way to write what a name means; see `targets` for the errors."""
        line = self._line(text)
        return self._key(self._one(text)) if line is None else line.key

    def targets(self, text: str, plots: Callable[[], Index] | None = None) -> Targets:
        """Read what ``near`` says.

        Parameters
        ----------
        text
            See `NEAR_FORM`.
        plots
            Gives the names of the plots, if they may be meant; it is asked only where nothing else tells.

        Raises
        ------
        UnknownName
            Nothing bears the name.
        AmbiguousName
            Several things do: the error lists an unambiguous way to write each.
        BadValue
            A position that cannot be one.
        """
        if _POSITION.fullmatch(normalize("NFKC", text)):
            return _position(LonLat.parse(normalize("NFKC", text)))
        line = self._line(text)
        if line is not None:
            return line
        found = self._one(text, plots)
        return Targets(self._key(found), found.target.name, [found.target])

    def _one(self, text: str, plots: Callable[[], Index] | None = None) -> Named:
        """Return the one thing that bears a name."""
        found = self._named(text, plots)
        if not found:
            raise UnknownName(text, f"a name that is known here: {NEAR_FORM}")
        if len(found) > 1:
            raise AmbiguousName(text, [self._key(thing) for thing in found])
        return found[0]

    def _key(self, thing: Named) -> str:
        """Return the way to write a thing: by its id where another of its kind has its name."""
        twins = [one for one in self._index.find(thing.target.name.zh) if one.kind == thing.kind]
        return f"{thing.kind}:{thing.id}" if len(twins) > 1 else thing.key

    def _named(self, text: str, plots: Callable[[], Index] | None) -> list[Named]:
        kind, separator, name = normalize("NFKC", text).partition(":")
        chosen = kind.strip().lower() if separator else ""
        if chosen and chosen not in KINDS:
            raise BadValue(text, NEAR_FORM)
        wanted = name if chosen else text
        found = [*self._index.find(wanted), *(plots().find(wanted) if plots and chosen in {"", "plot"} else [])]
        return [thing for thing in found if not chosen or thing.kind == chosen]

    def _line(self, text: str) -> Targets | None:
        """Return the stations of a line, or of the whole metro, if the text names one."""
        key = _fold(text)
        layer = self._layers.get(self._line_names.get(key, key))
        if layer is None and key.startswith("metro"):
            known = ", ".join(self._lines) or "none"
            raise UnknownName(text, f"metro, or metro:LINE with one of the lines {known}")
        return layer

    def _stations(self, key: str, title: Title, line: str = "") -> Targets | None:
        stops = [thing.target for thing in self._index.things if thing.kind == "station"]
        stops = [stop for stop in stops if not line or line in stop.lines]
        return Targets(key, title, stops) if stops else None


def _position(position: LonLat) -> Targets:
    key = str(position)
    return Targets(key, Title(key, key), [Target(Title(key, key), shapely.Point(position.lon, position.lat))])


def _fold(name: str) -> str:
    return simplified(" ".join(normalize("NFKC", name).casefold().replace("'", "").replace("’", "").split()))


def _names_station(folded: str) -> bool:
    return folded.endswith("站") or bool(_STATION_WORDS & set(folded.split()))


def _bare(folded: str) -> str:
    """Return a folded name without the words for a station at its end."""
    return folded.removesuffix("站").removesuffix("地铁").removesuffix("轨交")


def _forms(folded: str) -> Iterator[str]:
    """Yield the shapes in which a folded name may also be written."""
    if folded.replace("·", " ").isascii():
        words = [_SHORT_WORDS.get(word, word) for word in re.split(r"[^a-z0-9]+", folded) if word]
        meant = [word for word in words if word not in _STATION_WORDS] or words
        yield " ".join(sorted(meant))
        return
    bare = _bare(folded)
    yield bare
    for part in re.split(r"[·()]", bare):
        name = part.removeprefix("原")
        if len(name) > 1 and not re.fullmatch(r"\d+号线", name):
            yield name
    for ending in _TOWN_ENDINGS:
        if bare.endswith(ending) and len(bare) > len(ending) + 1:
            yield bare.removesuffix(ending)
