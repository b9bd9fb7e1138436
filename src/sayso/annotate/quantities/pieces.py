"""An amount with the unit around it: currency before, unit behind, "per" something."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sayso.annotate.quantities.amounts import Amount, amount
from sayso.annotate.quantities.lexicon import units
from sayso.annotate.quantities.tokens import Line

# Symbols of one letter that may stand apart from the figure ("5 W"); others must touch it.
_APART = frozenset("WCFVRm")
_CLOSING = frozenset("”\"’'")


@dataclass(frozen=True, slots=True)
class Piece:
    """An amount with its unit, at the tokens ``[first, last)``."""

    first: int
    last: int
    amount: Amount
    unit: str | None


def piece(line: Line, index: int) -> Piece | None:
    """The amount with its unit that begins at token ``index``."""
    if span := _or_two(line, index):
        return span
    currency, behind = (None, index) if line[index].kind == "figure" else _currency(line, index)
    found = amount(line, behind, money=currency is not None)
    if found is None:
        return None
    if currency and not found.figure and not found.scaled:
        return None
    if found.multiple:
        return Piece(index, found.last, found, "times")
    unit, last = _unit(line, found.last, found)
    unit = currency or unit
    if unit is not None:
        per, last = _per(line, last)
        unit += per
    return Piece(index, last, found, unit)


def _or_two(line: Line, index: int) -> Piece | None:
    """ "a week or two", "a year and a half": the unit stands between the two numbers."""
    unit = units().names.get(line[index + 1].lower)
    if line[index].lower not in ("a", "an") or unit is None:
        return None
    if line[index + 2].lower == "or":
        more = amount(line, index + 3)
        if more is None or more.high is None or not 1 < more.high < 10:
            return None
        return Piece(index, more.last, replace(more, low=1.0), unit)
    half = [line[index + k].lower for k in (2, 3, 4)] == ["and", "a", "half"]
    return Piece(index, index + 5, Amount(index, index + 5, 1.5, 1.5), unit) if half else None


def _currency(line: Line, index: int) -> tuple[str | None, int]:
    """The currency whose symbol stands at ``index``, and the token behind it."""
    before = units().before
    for width in (3, 2, 1):
        if line[index + width].kind not in ("figure", "word"):
            continue
        symbol = line.between(index, index + width)
        if symbol in before:
            return before[symbol], index + width
    return None, index


def _unit(line: Line, index: int, found: Amount) -> tuple[str | None, int]:
    """The unit that begins at ``index``, and where it ends."""
    lexicon, start = units(), index
    if line[index].text in ("-", "–") and line.touches(index):
        if not line.touches(index + 1):
            return None, start
        index += 1
    if line[index].lower == "of":  # "tens of billions of dollars"
        if found.figure and not found.scaled:
            return None, start
        index += 1
    elif line[index].text in _CLOSING and line.touches(index) and not line.touches(index + 1):
        index += 1
    if line[index].lower not in lexicon.openers:
        return None, start
    for width in (4, 3, 2, 1):
        if line[index + width - 1].kind == "none":
            continue
        text = line.between(index, index + width)
        symbol = lexicon.symbols.get(text) if found.figure else None
        if symbol and (len(text) > 1 or _letter(line, index, text)):
            return symbol, index + width
        name = lexicon.names.get(re.sub(r"[\s-]+", " ", text.lower())) if len(text) < 30 else None
        if name:
            return name, index + width
    return None, start


def _letter(line: Line, index: int, text: str) -> bool:
    """Whether one letter can be a unit; the "s" of "Model 3s", "Su-34s", "100s of" is a plural."""
    if text == "s" and (
        line[index - 2].text[:1].isupper()
        or (line[index - 2].text == "-" and line.touches(index - 1))
        or line[index + 1].lower == "of"
    ):
        return False
    return not text.isalpha() or line.touches(index) or text in _APART


def _per(line: Line, index: int) -> tuple[str, int]:
    """What the unit is divided by: "per barrel", "a year", "an hour"."""
    names = units().names
    at = index + (line[index].text == "-")
    word = line[at].lower
    if word not in ("per", "a", "an"):
        return "", index
    at += 1 + (line[at + 1].text == "-")
    for width in (2, 1):
        if line[at + width - 1].kind == "word":
            name = line.between(at, at + width).lower()
            if name in names:
                return f"/{names[name]}", at + width
    if word == "per" and line[at].kind == "word":
        return f"/{line[at].lower}", at + 1
    return "", index
