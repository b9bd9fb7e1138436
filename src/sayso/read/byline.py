"""Bylines: ``By Jane Doe, The Paper:`` – who wrote it, and for whom where the line says so."""

from __future__ import annotations

import re
from typing import NamedTuple

from sayso.read.dates import MONTH, stated
from sayso.rows import Span

NAME = r"(?!(?:The|A|An|This|That|These|My|Our|Your|All|No)\b)[^\W\d_a-z][\w'’.-]*"
NAMES = rf"{NAME}(?:\s(?:{NAME}|de|van|von|der|da|al|bin|ibn|and|&)){{0,6}}"
BYLINE = re.compile(
    rf"(?i:(?:written|authored|reported|words|story)\s)?(?i:by)\s+(?P<names>{NAMES}"
    rf"(?:,\s{NAME}\s{NAME}(?:\s{NAME})?(?=,|\sand\b)){{0,3}})"
    rf"(?P<rest>(?:,|\s(?:via|of|for|in|at|\||/|-|–|—))\s[^.!?\n]{{1,60}})?\s*[:,|]?\s*$"
)
LONGEST = 140
PLACE_OR_TIME = re.compile(rf"(?i:{MONTH}|\d|updated|published)")


class Byline(NamedTuple):
    """The authors' names and the outlet that the line names after them."""

    names: Span
    outlet: Span | None


def byline(text: str, start: int, end: int) -> Byline | None:
    """What the line ``text[start:end]`` says as a byline; None where it is none."""
    if end - start > LONGEST:
        return None
    match = BYLINE.match(text[start:end])
    if match is None or (match["names"].isupper() and len(match["names"].split()) > 6):
        return None
    names = Span(start + match.start("names"), start + match.end("names"))
    return Byline(names, _outlet(text[start:end], match, start))


def _outlet(line: str, match: re.Match[str], start: int) -> Span | None:
    """The words after the comma, only where a colon closes the line: else they may be a place."""
    rest = match["rest"]
    if rest is None or not rest.startswith(",") or not line.rstrip().endswith(":"):
        return None
    name = rest[1:].strip().rstrip(":,| ")
    if not name or PLACE_OR_TIME.match(name) or stated(name):
        return None
    begin = start + match.start("rest") + rest.index(name)
    return Span(begin, begin + len(name))
