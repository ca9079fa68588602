"""Mapbox Vector Tiles, version 2.1: a drawing and its tags, written as the bytes of a tile with one layer."""

from __future__ import annotations

import numpy as np

from geo.compiled import compiled
from geo.tiles.drawing import POINT, POLYGON, Drawing, Kinds, Rows, Units
from geo.tiles.grid import EXTENT
from geo.tiles.tagging import Tags
from geo.tiles.values import Bytes, put, varint_size

#: Fields with their wire types: of a tile its layers, of a layer its parts, of a feature its parts (2.1, annex).
_LAYER = 0x1A
_VERSION, _NAME, _FEATURE, _KEY, _EXTENT = 0x78, 0x0A, 0x12, 0x1A, 0x28
_ID, _TAGS, _TYPE, _GEOMETRY = 0x08, 0x12, 0x18, 0x22

#: Commands (2.1, 4.3.1).
_MOVE_TO, _LINE_TO, _CLOSE_PATH = 1, 2, 7

#: Bytes that a vertex, a path, a tag and a feature take at most.
_VERTEX, _PATH, _TAG, _HEAD = 10, 12, 5, 48


def encode(name: str, drawing: Drawing, ids: Rows, tags: Tags) -> bytes:
    """Write a tile; one without features has no layer and is empty (2.1, 4.1).

    Parameters
    ----------
    name
        Of the layer.
    drawing
        The features.
    ids
        Shape (f,); each feature's number, -1 for none.
    tags
        Of the features, in the same order.
    """
    if not len(drawing.row):
        return b""
    features = _features(*drawing[1:], ids, tags.first, tags.tags).tobytes()
    title = name.encode()
    keys = b"".join(b"%c%b%b" % (_KEY, _varint(len(key)), key) for key in (one.encode() for one in tags.keys))
    layer = b"".join(
        (
            *(b"%c%c%c%b%b" % (_VERSION, 2, _NAME, _varint(len(title)), title), features, keys),
            *(tags.values.tobytes(), b"%c%b" % (_EXTENT, _varint(EXTENT))),
        )
    )
    return b"%c%b%b" % (_LAYER, _varint(len(layer)), layer)


def _varint(number: int) -> bytes:
    out = np.empty(10, np.uint8)
    return out[: put(out, 0, number)].tobytes()


@compiled
def _features(type: Kinds, first: Rows, start: Rows, xy: Units, ids: Rows, first_tag: Rows, tags: Units) -> Bytes:
    """Write the features of a layer."""
    geometry = np.empty(_VERTEX * len(xy) + _PATH * len(start), np.uint8)
    out = np.empty(len(geometry) + _TAG * len(tags) + _HEAD * len(type), np.uint8)
    end = 0
    for feature in range(len(type)):
        size = _commands(type[feature], first[feature], first[feature + 1], start, xy, geometry)
        tag_size = 0
        for tag in range(first_tag[feature], first_tag[feature + 1]):
            tag_size += varint_size(tags[tag])
        body = 2 + 1 + varint_size(size) + size
        body += 1 + varint_size(tag_size) + tag_size if tag_size else 0
        body += 1 + varint_size(ids[feature]) if ids[feature] >= 0 else 0
        out[end] = _FEATURE
        end = put(out, end + 1, body)
        if ids[feature] >= 0:
            out[end] = _ID
            end = put(out, end + 1, ids[feature])
        if tag_size:
            out[end] = _TAGS
            end = put(out, end + 1, tag_size)
            for tag in range(first_tag[feature], first_tag[feature + 1]):
                end = put(out, end, tags[tag])
        out[end], out[end + 1], out[end + 2] = _TYPE, type[feature], _GEOMETRY
        end = put(out, end + 3, size)
        for at in range(size):
            out[end + at] = geometry[at]
        end += size
    return out[:end]


@compiled
def _commands(type: int, first: int, last: int, start: Rows, xy: Units, out: Bytes) -> int:
    """Write the commands that draw a feature's paths and return where they end."""
    end, x, y = 0, 0, 0
    if type == POINT:
        end = put(out, end, (last - first) << 3 | _MOVE_TO)
    for path in range(first, last):
        begin, stop = start[path], start[path + 1]
        if type != POINT:
            end = put(out, end, 1 << 3 | _MOVE_TO)
        for at in range(begin, stop):
            if at == begin + 1 and type != POINT:
                end = put(out, end, (stop - begin - 1) << 3 | _LINE_TO)
            dx, dy = int(xy[at, 0]) - x, int(xy[at, 1]) - y
            end = put(out, end, (dx << 1) ^ (dx >> 63))
            end = put(out, end, (dy << 1) ^ (dy >> 63))
            x, y = x + dx, y + dy
        if type == POLYGON:
            end = put(out, end, 1 << 3 | _CLOSE_PATH)
    return end
