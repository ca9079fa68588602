"""Reads a vector tile as strictly as Mapbox Vector Tile 2.1 allows, by the rules of its official fixtures.

What breaks a rule is an `AssertionError` that names it; so a tile that is read is a right one.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

POINT, LINESTRING, POLYGON = 1, 2, 3


@dataclass
class Feature:
    """A feature as it stands in a layer, its geometry in units of the tile, y down."""

    id: int | None
    type: int
    properties: dict[str, Any]
    geometry: BaseGeometry


@dataclass
class Layer:
    """A layer."""

    name: str
    extent: int
    features: list[Feature] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def of(self, **properties: Any) -> list[Feature]:
        """The features that have these properties."""
        return [one for one in self.features if properties.items() <= one.properties.items()]


def fields(message: bytes) -> Iterator[tuple[int, int, Any]]:
    """Take a message of protocol buffers apart: number, wire type and value of each field."""
    at = 0
    while at < len(message):
        tag, at = varint(message, at)
        number, wire = tag >> 3, tag & 7
        assert number, "fields are numbered from 1 on"
        if wire == 0:
            value, at = varint(message, at)
        elif wire == 2:
            size, at = varint(message, at)
            value, at = message[at : at + size], at + size
        else:
            size = {1: 8, 5: 4}[wire]
            value, at = message[at : at + size], at + size
        assert at <= len(message), "a field ends within its message"
        yield number, wire, value


def varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            assert byte or shift == 7, "a number is not longer than it must be"
            return value, at


def read(tile: bytes) -> dict[str, Layer]:
    """Read a tile: its layers by name."""
    layers = {}
    for number, wire, value in fields(tile):
        assert (number, wire) == (3, 2), "a tile has layers only"
        layer = read_layer(value)
        assert layer.name not in layers, "names of layers are unique"
        layers[layer.name] = layer
    return layers


def read_layer(message: bytes) -> Layer:
    held: dict[int, list[Any]] = {number: [] for number in (1, 2, 3, 4, 5, 15)}
    for number, wire, value in fields(message):
        assert wire == (0 if number in {5, 15} else 2), "each field has its wire type"
        held[number].append(value)
    assert held[15] == [2], "the version is 2"
    assert len(held[1]) == len(held[5]) == 1, "a layer has one name and one extent"
    assert held[2], "a layer has a feature"
    assert len(set(held[3])) == len(held[3]), "keys are unique"
    assert len(set(held[4])) == len(held[4]), "values are unique"
    layer = Layer(held[1][0].decode(), held[5][0])
    assert layer.name, "a layer has a name"
    layer.keys, layer.values = [key.decode() for key in held[3]], [read_value(value) for value in held[4]]
    used: set[tuple[str, int]] = set()
    layer.features = [read_feature(feature, layer, used) for feature in held[2]]
    assert {place for kind, place in used if kind == "key"} == set(range(len(layer.keys))), "every key is used"
    assert {place for kind, place in used if kind == "value"} == set(range(len(layer.values))), "every value is used"
    ids = [one.id for one in layer.features if one.id is not None]
    assert len(set(ids)) == len(ids), "ids are unique"
    return layer


def read_value(message: bytes) -> Any:
    ((number, _, value),) = fields(message)
    readers = {
        1: lambda: bytes(value).decode(),
        2: lambda: struct.unpack("<f", value)[0],
        3: lambda: struct.unpack("<d", value)[0],
        4: lambda: value - 2**64 if value >= 2**63 else value,
        5: lambda: value,
        6: lambda: zigzag(value),
        7: lambda: bool(value),
    }
    return readers[number]()


def zigzag(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def read_feature(message: bytes, layer: Layer, used: set[tuple[str, int]]) -> Feature:
    held = {}
    for number, wire, value in fields(message):
        assert number not in held, "a feature has each field once"
        assert wire == (2 if number in {2, 4} else 0), "each field has its wire type"
        held[number] = value
    assert held[3] in {POINT, LINESTRING, POLYGON}, "a feature has a known type"
    tags = list(packed(held.get(2, b"")))
    assert len(tags) % 2 == 0, "tags come in pairs"
    assert len(set(tags[::2])) == len(tags) // 2, "a feature has each key once"
    used |= {("key", place) for place in tags[::2]} | {("value", place) for place in tags[1::2]}
    pairs = zip(tags[::2], tags[1::2], strict=True)
    properties = {layer.keys[key]: layer.values[value] for key, value in pairs}
    return Feature(held.get(1), held[3], properties, read_geometry(list(packed(held[4])), held[3]))


def packed(message: bytes) -> Iterator[int]:
    at = 0
    while at < len(message):
        value, at = varint(message, at)
        yield value


def read_geometry(commands: list[int], type: int) -> BaseGeometry:
    paths = list(read_paths(commands, type))
    assert paths, "a geometry has something to draw"
    if type == POINT:
        assert len(paths) == 1, "points are one command"
        return shapely.MultiPoint(paths[0])
    if type == LINESTRING:
        return shapely.MultiLineString(paths)
    polygons: list[list[list[tuple[int, int]]]] = []
    for ring in paths:
        twice = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True))
        assert twice, "a ring has an area"
        if twice > 0:
            polygons.append([ring])
        else:
            assert polygons, "the first ring is an outer one"
            polygons[-1].append(ring)
    return shapely.MultiPolygon([(rings[0], rings[1:]) for rings in polygons])


def read_paths(commands: list[int], type: int) -> Iterator[list[tuple[int, int]]]:
    at, x, y = 0, 0, 0
    while at < len(commands):
        path = []
        for wanted in {POINT: (1,), LINESTRING: (1, 2), POLYGON: (1, 2, 7)}[type]:
            command, count = commands[at] & 7, commands[at] >> 3
            at += 1
            assert command == wanted, f"command {wanted} comes here, not {command}"
            assert count >= (2 if (wanted, type) == (2, POLYGON) else 1), "a command is repeated often enough"
            assert count == 1 or wanted == 2 or type == POINT, "lines and rings move and close once"
            for _ in range(0 if wanted == 7 else count):
                dx, dy = zigzag(commands[at]), zigzag(commands[at + 1])
                assert (dx, dy) != (0, 0) or wanted == 1, "no edge is without length"
                at, x, y = at + 2, x + dx, y + dy
                path.append((x, y))
        assert type != POLYGON or path[0] != path[-1], "a ring is closed by its command, not by a vertex"
        yield path
