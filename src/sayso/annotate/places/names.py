"""Which places a name may stand for, and what the words at and in it say about their kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.annotate.gazetteer import (
    Entry,
    Kind,
    adjectives,
    institutions,
    look_up,
    name_key,
)
from sayso.rows import Span

_DIVISION = (
    r"region|oblast|province|state|governorate|county|district|prefecture|krai|raion|rayon|canton|"
    r"department|voivodeship|parish|emirate|republic"
)
_TOWN = r"city|town|village|settlement|municipality"
_NATURE = r"islands?|area|coast|peninsula|valley|basin|desert|mountains?|river|lake|sea|strait"
_AFTER = re.compile(rf"\s(?:(?P<division>{_DIVISION})|(?P<town>{_TOWN})|(?:{_NATURE}))s?$", re.I)
_BEFORE = re.compile(
    rf"^(?:the\s)?(?:(?P<division>{_DIVISION})|(?P<town>{_TOWN})|(?:{_NATURE}))\sof\s", re.I
)
_SIDE = re.compile(
    r"^(?:(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:ern)?|central|greater|mainland|"
    r"downtown|upper|lower|mid|rural|occupied)[- ](?:of\s)?",
    re.I,
)
_NEXT = re.compile(rf"\s(?:(?P<division>{_DIVISION})|(?P<town>{_TOWN}))\b", re.I)
_LAST = re.compile(
    rf"\b(?:(?P<division>{_DIVISION})\sof|(?P<town>(?:{_TOWN})(?:\sof)?|capital))\s$", re.I
)
# Regions somewhere are called so; in a text the words stand for no region, unless it says which.
_DIRECTIONS = frozenset(("north", "south", "east", "west", "centre", "center", "central", "coast"))
_ACRONYM = 5  # letters
_KNOWN = 100_000  # people of a town that may be meant by what looks like an acronym: "KYIV"
_REACH = 24  # code points beside a name that are looked at


@dataclass(frozen=True, slots=True)
class Toponym:
    """A stretch of text that may name a place. ``entries`` are the places that it may be."""

    span: Span
    key: str
    """Equal for mentions that mean one place: the name, and the kind that words beside it give.
    "Vale" and "Vale county" are two."""
    entries: tuple[Entry, ...]
    adjective: bool
    part: bool = False
    """Whether it is only a part of its place, or something of it: "eastern Vale", "Vale River"."""


def toponym(text: str, span: Span) -> Toponym:
    """The toponym at ``span`` of ``text``, whose entries are none if the name is unknown."""
    name = " ".join(text[span.start : span.end].split())
    key, entries, kind, part = _read(name)
    if name.isupper() and len(name) <= _ACRONYM and not _loud(text, span):
        entries = tuple(entry for entry in entries if _well_known(entry))
    kind = kind or _beside(text, span)
    fitting = tuple(entry for entry in entries if _is(entry, kind)) if kind else ()
    adjective = key in adjectives()
    own = f"{key}, {kind}" if fitting else key
    return Toponym(span, own, fitting or entries, adjective, part)


@lru_cache(maxsize=20_000)
def _read(name: str) -> tuple[str, tuple[Entry, ...], Kind | None, bool]:
    """The key and places of a name, as it is or without its kind or side; and these two."""
    for form, kind, part in _forms(name):
        key, entries = name_key(form), look_up(form)
        if key in institutions():
            break
        if key in _DIRECTIONS:
            entries = tuple(entry for entry in entries if entry.kind == "area")
        if entries:
            return key, entries, kind, part
    return name_key(name), (), None, False


def without_kind(name: str) -> str | None:
    """ "Vale" for "Vale County" and "County of Vale"; null where no word says what it is."""
    for pattern in (_AFTER, _BEFORE):
        short = pattern.sub("", name)
        if short != name:
            return short
    return None


def _forms(name: str) -> list[tuple[str, Kind | None, bool]]:
    forms: list[tuple[str, Kind | None, bool]] = [(name, None, False)]
    for pattern in (_AFTER, _BEFORE):
        match = pattern.search(name)
        if match is not None:
            kind = _kind(match)
            forms.append((name[: match.start()] + name[match.end() :], kind, kind is None))
    side = _SIDE.match(name)
    if side is not None:
        forms.append((name[side.end() :], None, True))
    if name.endswith("s"):
        forms.append((name[:-1], None, False))
    return forms


def _beside(text: str, span: Span) -> Kind | None:
    """ "region" in "Vale oblast" and "the province of Vale", "town" in "the city of Vale"."""
    match = _NEXT.match(text, span.end, span.end + _REACH)
    if match is None:
        match = _LAST.search(text[max(0, span.start - _REACH) : span.start])
    return None if match is None else _kind(match)


def _is(entry: Entry, kind: Kind) -> bool:
    return entry.kind == kind or (kind == "region" and entry.kind == "district")


def _well_known(entry: Entry) -> bool:
    return entry.kind not in ("town", "district") or entry.population >= _KNOWN


def _loud(text: str, span: Span) -> bool:
    """Whether the words around are in capitals too: "NATO" is no town there, "LYON" may be one."""
    around = text[max(0, span.start - _REACH) : span.start] + text[span.end : span.end + _REACH]
    return not any(char.islower() for char in around)


def _kind(match: re.Match[str]) -> Kind | None:
    if match["town"]:
        return "town"
    return "region" if match["division"] else None
