"""The stylesheet's colours, measured as WCAG 2.2 does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sayso.web
from sayso.web.speakers import COLOURS

CSS = (Path(sayso.web.__file__).parent / "static" / "sayso.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
    for part in CSS.split("@media (prefers-color-scheme: dark)")[:2]
)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("number", range(COLOURS))
def test_every_tint_can_be_read_on_and_every_line_be_seen(
    scheme: dict[str, str], number: int
) -> None:
    pale, deep = scheme[f"pale-{number}"], scheme[f"deep-{number}"]
    line, ink = scheme[f"line-{number}"], scheme[f"ink-{number}"]
    assert min(contrast(scheme["text"], ground) for ground in (pale, deep)) >= 4.5
    assert min(contrast(ink, ground) for ground in (pale, scheme["ground"])) >= 4.5
    assert min(contrast(line, ground) for ground in (deep, pale, scheme["ground"])) >= 3


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_no_two_tints_are_the_same(scheme: dict[str, str]) -> None:
    assert len({scheme[f"deep-{number}"] for number in range(COLOURS)}) == COLOURS
