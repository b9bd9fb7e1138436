"""Amounts as written: figures, number words, magnitudes, fractions and vague plurals."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from unicodedata import category, numeric

from sayso.annotate.quantities.lexicon import (
    CARDINALS,
    FRACTIONS,
    MAGNITUDES,
    MULTIPLES,
    SCALES,
    SHORT_SCALES,
    VAGUE,
    units,
    words,
)
from sayso.annotate.quantities.tokens import Line

# Figures of more digits than this are identifiers or noise, not amounts.
DIGITS = 18
_SPACES = re.compile(r"[\s,]")
_IDIOMATIC = (10, 100)
"""Of what "9 out of" is a share; "9 out of 13 villages" counts villages."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at the tokens ``[first, last)``. ``share``: a fraction of something, 0 to 1."""

    first: int
    last: int
    low: float | None
    high: float | None
    share: bool = False
    scaled: bool = False
    """A magnitude stands behind it ("3.5 billion")."""
    figure: bool = False
    """Written in figures."""
    multiple: bool = False
    """"twice", "double"."""

    @property
    def value(self) -> float:
        """The number written; the lower bound of a vague one."""
        return self.low if self.low is not None else self.high or 0.0


def amount(line: Line, index: int, money: bool = False) -> Amount | None:
    """The amount that begins at token ``index``; ``money``: a currency stands before it."""
    token = line[index]
    if token.kind == "figure":
        return _figure(line, index, money)
    if token.kind != "word":
        return None
    if token.lower in VAGUE:
        return _vague(line, index)
    if token.lower in MULTIPLES:
        return Amount(
            index, index + 1, MULTIPLES[token.lower], MULTIPLES[token.lower], multiple=True
        )
    return _one_in(line, index) or _fraction(line, index) or _words(line, index)


def number(text: str) -> float | None:
    """The value of a figure as written: 1,234.5 and 20 000, or 1,5 with a decimal comma."""
    whole, comma, rest = text.rpartition(",")
    plain = f"{whole}.{rest}" if comma and len(rest) < 3 else _SPACES.sub("", text)
    return float(plain) if len(plain) <= DIGITS else None


def _one_in(line: Line, index: int) -> Amount | None:
    """ "one in three", "two out of five": a share."""
    at = index + 1 + (line[index + 1].lower == "out")
    link = "of" if at > index + 1 else "in"
    if line[at].lower != link:
        return None
    count, whole = _small(line, index), _small(line, at + 1)
    if not count or not whole or count >= whole:
        return None
    if link == "in" and (count > 3 or line[at + 2].lower in units().names):  # "two in three days"
        return None
    figures = "figure" in (line[index].kind, line[at + 1].kind)
    if figures and count > 1 and whole not in _IDIOMATIC:
        return None
    return Amount(index, at + 2, count / whole, count / whole, share=True)


def _small(line: Line, index: int) -> float | None:
    """A whole number below 1,000 of one token."""
    token = line[index]
    if token.kind == "figure" and token.text.isdecimal() and len(token.text) < 4:
        return float(token.text)
    return CARDINALS.get(token.lower)


def _figure(line: Line, index: int, money: bool) -> Amount | None:
    value = number(line[index].text)
    if value is None:
        return None
    if share := _one_in(line, index) or _slashed(line, index):
        return share
    last, scaled = index + 1, False
    if fraction := _of_parts(line, last, value):
        return _of_scale(line, replace(fraction, first=index))
    part, last = _part(line, last)
    value += part
    while (scale := _scale(line, last, money)) is not None and last - index < 4:
        value, last, scaled = value * scale, last + 1, True
    value = exact(value)
    return Amount(index, last, value, value, scaled=scaled, figure=True)


def _of_parts(line: Line, index: int, count: float) -> Amount | None:
    """ "two-thirds", "3 quarters": ``index`` is behind the count."""
    at = index + (line[index].text == "-")
    parts = FRACTIONS.get(line[at].lower)
    if parts is None or not count.is_integer() or count >= parts or count < 1:
        return None
    if count > 1 and not line[at].lower.endswith("s"):
        return None
    return Amount(index, at + 1, count / parts, count / parts, share=True)


def _slashed(line: Line, index: int) -> Amount | None:
    """ "2/3 of the land", "1/200th": a share written with a stroke."""
    parts, behind = line[index + 2], line[index + 3]
    if (
        line[index + 1].text != "/"
        or not parts.text.isdecimal()
        or not line[index].text.isdecimal()
    ):
        return None
    ordinal = behind.lower in ("th", "rd") and line.touches(index + 3)
    value, whole = number(line[index].text), number(parts.text)
    if not (ordinal or behind.lower == "of") or not value or not whole or value >= whole:
        return None
    last = index + 3 + ordinal
    return Amount(index, last, value / whole, value / whole, share=True, figure=True)


def _part(line: Line, index: int) -> tuple[float, int]:
    """What stands behind a number as its part, and where it ends: "½", "1/2", "and a half"."""
    sign = line[index].text
    if len(sign) == 1 and category(sign) == "No" and 0 < numeric(sign) < 1:
        return numeric(sign), index + 1
    if line[index + 1].text == "/" and line.touches(index + 1) and line.touches(index + 2):
        count, parts = _small(line, index), _small(line, index + 2)
        if count and parts and count < parts and line[index + 3].text != "/":
            return count / parts, index + 3
    at = index
    for step in (("and",), ("a", "one"), ("half", "quarter")):
        at += line[at].text == "-"
        if line[at].lower not in step:
            return 0.0, index
        at += 1
    return 1 / FRACTIONS[line[at - 1].lower], at


def _of_scale(line: Line, fraction: Amount) -> Amount:
    """ "a quarter of a million" is no share but 250,000."""
    last = fraction.last
    scale = SCALES.get(line[last + 2].lower)
    if line[last].lower != "of" or line[last + 1].lower not in ("a", "one") or scale is None:
        return fraction
    value = exact(fraction.value * scale)
    return Amount(fraction.first, last + 3, value, value, scaled=True)


def _scale(line: Line, index: int, money: bool) -> float | None:
    token = line[index]
    if token.lower in MAGNITUDES:
        return MAGNITUDES[token.lower]
    short = SHORT_SCALES.get(token.text)
    if short is None:
        return None
    if len(token.text) > 1 and token.text != "mm":
        return short
    if token.text == "mm":
        return None
    if not line.touches(index):  # "1.5 m people", but "1.5 m walls"
        return short if token.text == "m" and line[index + 1].lower in _PEOPLE else None
    if token.text == "M":  # metres are written with a small letter
        return short
    if money or token.text in "kKbB":
        return short if money or token.text in "kK" else None
    return short if _counts_people(line, index + 1) else None


# What is measured in metres, so that "100m sprint" is not 100 million sprints.
_METRES = words(
    "away sprint race hurdles freestyle long tall high deep wide above below from of in and to "
    "off into at high thick across apart swim relay final"
)


_PEOPLE = words("people men women children")


def _counts_people(line: Line, index: int) -> bool:
    """Whether "m" before this token means million: a plural that can be counted follows."""
    word = line[index]
    if word.kind != "word" or word.lower in _METRES:
        return False
    return word.lower in _PEOPLE or word.lower.endswith("s")


def _vague(line: Line, index: int) -> Amount | None:
    """ "hundreds" is 200 or more: the plural says at least two. "tens of thousands": 20,000."""
    value, last = 2.0 * VAGUE[line[index].lower], index + 1
    if line[index].lower == "scores":
        value = 40.0
        if line[index + 1].lower != "of":
            return None
    while last - index < 5 and line[last].lower == "of" and line[last + 1].lower in VAGUE:
        value, last = value * VAGUE[line[last + 1].lower], last + 2
    if line[index].lower == "tens" and last == index + 1 and line[last].lower != "of":
        return None
    return Amount(index, last, value, None)


def _fraction(line: Line, index: int) -> Amount | None:
    word = line[index].lower
    if word == "half":
        return _half(line, index)
    if word in ("a", "an", "one"):
        at = index + 1 + (line[index + 1].text == "-")
        parts = FRACTIONS.get(line[at].lower)
        follows = line[at + 1].lower in ("of", "the", "to") or line[at + 1].kind == "none"
        if parts and line[at].lower != "second" and follows:
            return _of_scale(line, Amount(index, at + 1, 1 / parts, 1 / parts, share=True))
        return None
    count = CARDINALS.get(word)
    parted = _of_parts(line, index + 1, float(count)) if count else None
    return _of_scale(line, replace(parted, first=index)) if parted else None


def _half(line: Line, index: int) -> Amount | None:
    at = index + 1
    for link in ("-", "a", "-"):
        at += line[at].lower == link
    if line[at].lower in SCALES:  # "half a million", "half-a-dozen"
        value = SCALES[line[at].lower] / 2
        return Amount(index, at + 1, value, value, scaled=True)
    follows, before = line[index + 1].lower, line[index - 1].lower
    if before in ("first", "second", "last", "latter", "other", "-", "each", "a", "and"):
        return None
    if follows in ("of", "the", "its", "their", "his", "her", "that", "all", "a", "our"):
        last = index + 1
        return Amount(index, last, 0.5, 0.5, share=True)
    return None


def _words(line: Line, index: int) -> Amount | None:
    """A number in words: "twenty-eight thousand six hundred", "a million", "several hundred"."""
    total, current, last, seen = 0.0, 0.0, index, False
    scaled = False
    if line[index].lower in ("a", "an"):
        if line[index + 1].lower not in SCALES:
            return None
        current, last = 1.0, index + 1
    if line[index].lower in SCALES and line[index - 1].kind in ("word", "figure"):
        tail = line[index - 1].kind == "figure" or line[index - 1].lower in MAGNITUDES
        return None if tail else _plain_scale(line, index)
    for _ in range(16):
        at = last + (seen and line[last].text == "-" and line.touches(last))
        at += seen and line[at].lower == "and" and line[at + 1].lower in CARDINALS and scaled
        word = line[at].lower
        if word in CARDINALS:
            if seen and not _joins(current, CARDINALS[word], at > last or scaled):
                break
            current += CARDINALS[word]
        elif word in MAGNITUDES and (seen or current):
            scaled = True
            current = max(current, 1.0) * MAGNITUDES[word]
            if MAGNITUDES[word] >= 1000:
                total, current = total + current, 0.0
        else:
            break
        seen, last = True, at + 1
    if not seen:
        return None
    part, end = _part(line, last)
    if part and not scaled and line[end].lower in SCALES:  # "two and a half million"
        value, last = (current + part) * SCALES[line[end].lower], end + 1
        return Amount(index, last, value, value, scaled=True)
    # "a million and a half" adds half a million.
    value = total + current + part * (SCALES.get(line[last - 1].lower, 1.0) if scaled else 1.0)
    return Amount(index, end, value, value, scaled=scaled)


def _joins(current: float, more: float, linked: bool) -> bool:
    """Whether "twenty" and "eight" make one number; "two three" do not."""
    if current % 100 == 0:
        return linked or current == 0
    return 20 <= current % 100 < 100 and current % 10 == 0 and 0 < more < 10


def _plain_scale(line: Line, index: int) -> Amount | None:
    """ "several hundred" is 200 or more; "the million" is one."""
    if line[index - 1].lower in ("several", "few", "many") or (
        line[index - 1].lower == "of" and line[index - 2].lower in ("couple", "few")
    ):
        return Amount(index, index + 1, 2 * SCALES[line[index].lower], None, scaled=True)
    value = SCALES[line[index].lower]
    return Amount(index, index + 1, value, value, scaled=True)


def exact(value: float) -> float:
    """Products of decimals without their binary dust: 4.3 million is 4300000."""
    return float(f"{value:.12g}")
