from itertools import combinations

import numpy as np
import pytest

from geo.plots import STATUSES
from maps import style
from maps.assets import STATIC

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SIGHTS = {
    "normal": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
D65 = np.array([0.95047, 1.0, 1.08883])


def linear(colour):
    srgb = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    t = XYZ @ rgb / D65
    x, y, z = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one, other):
    low, high = sorted(float(XYZ[1] @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_every_status_has_its_colour():
    assert set(style.STATUS_COLOURS) == set(STATUSES)
    assert style.status_colour("listed") == style.STATUS_COLOURS["listed"]
    assert style.status_colour(None) == style.status_colour("unheard of") == style.UNSTATED_COLOUR


@pytest.mark.parametrize("sight", SIGHTS)
def test_status_colours_stay_apart(sight):
    seen = [lab(np.clip(SIGHTS[sight] @ linear(colour), 0, 1)) for colour in style.STATUS_COLOURS.values()]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) >= 20


@pytest.mark.parametrize("ground", [style.PALE_GROUND, style.DARK_GROUND])
def test_status_colours_stand_out_from_the_ground(ground):
    assert min(contrast(colour, ground) for colour in style.STATUS_COLOURS.values()) >= 2


def test_the_grounds_are_those_of_the_style_sheet():
    sheet = style_sheet()
    assert f"--ground: {style.PALE_GROUND}" in sheet
    assert f"--ground: {style.DARK_GROUND}" in sheet


def style_sheet():
    return (STATIC / "palette.css").read_text(encoding="utf-8")


def test_the_page_is_given_the_same_style():
    assert style.as_json()["status"] == dict(style.STATUS_COLOURS)
