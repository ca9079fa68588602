"""A plot as a plain text that is pasted into a chat."""

from __future__ import annotations

from collections.abc import Iterator

from maps.portrait import Portrait
from maps.portrait_words import Words


def chat_text(said: Portrait, address: str) -> str:
    """Write what matters about a plot in a few lines, with the address of its page at the end."""
    return "\n".join(" ".join(line.split()) for line in _lines(said, Words(said.lang))) + f"\n{address}\n"


def _lines(said: Portrait, t: Words) -> Iterator[str]:
    colon = "：" if said.lang == "zh" else ": "
    yield said.name
    yield " · ".join(filter(None, (said.status_text, said.place)))
    for figure in said.headline:
        if figure.value:
            yield f"{figure.label}{colon}{figure.value}"
    if said.bar:
        yield ("；" if said.lang == "zh" else "; ").join((said.bar.text, said.bar.follows[-1]))
    if said.stations:
        near = said.stations[0]
        lines = "/".join(badge.line for badge in near.badges)
        yield f"{t('stations')}{colon}{near.name} ({lines}) {near.distance} {near.off}, {t('walk')} {near.walk}"
    sides = [f"{t(side)} {text}" for side, text in said.sides.items() if text]
    if sides:
        yield f"{t('boundaries')}{colon}{' · '.join(sides)}"
    for doubt in said.doubts:
        yield f"! {doubt}"
