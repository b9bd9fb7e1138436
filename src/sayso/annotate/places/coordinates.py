"""Coordinates written out in a text: "48°35′N 38°00′E", "48.59° N, 38.00° E"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sayso.rows import Span

_ANGLE = (
    r"(?P<{0}>\d{{1,3}}(?:\.\d{{1,8}})?)\s?°\s?"
    r"(?:(?P<{0}_minutes>\d{{1,2}}(?:\.\d{{1,8}})?)\s?[′'’]\s?)?"
    r"(?:(?P<{0}_seconds>\d{{1,2}}(?:\.\d{{1,8}})?)\s?(?:[″\"”]|''|’’)\s?)?"
    r"(?P<{0}_side>[{1}])\b"
)
_PAIR = re.compile(rf"{_ANGLE.format('north', 'NS')}[,;]?\s{{0,2}}{_ANGLE.format('east', 'EW')}")


class Point(NamedTuple):
    """Where coordinates stand in a text, and what they say, in degrees north and east."""

    span: Span
    latitude: float
    longitude: float


def coordinates(text: str) -> Iterator[Point]:
    """The coordinates in ``text`` that lie on Earth, to a hundred-thousandth of a degree."""
    for match in _PAIR.finditer(text):
        north, east = _degrees(match, "north"), _degrees(match, "east")
        if abs(north) <= 90 and abs(east) <= 180:
            yield Point(Span(*match.span()), north, east)


def _degrees(match: re.Match[str], name: str) -> float:
    whole, minutes, seconds = (
        float(match[f"{name}{part}"] or 0) for part in ("", "_minutes", "_seconds")
    )
    value = round(whole + minutes / 60 + seconds / 3600, 5)
    return -value if match[f"{name}_side"] in "SW" else value
