"""Amounts as written: figures, number words, magnitudes, fractions and vague plurals."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.annotate.quantities.lexicon import (
    CARDINALS,
    FRACTIONS,
    MULTIPLES,
    SCALES,
    SHORT_SCALES,
    VAGUE,
    words,
)
from sayso.annotate.quantities.tokens import Line

# Figures of more digits than this are identifiers or noise, not amounts.
DIGITS = 18


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


def _one_in(line: Line, index: int) -> Amount | None:
    """ "one in three", "two out of five": a share."""
    count = CARDINALS.get(line[index].lower)
    at = index + 1 + (line[index + 1].lower == "out")
    link = "of" if at > index + 1 else "in"
    whole = CARDINALS.get(line[at + 1].lower)
    if not count or not whole or line[at].lower != link or count >= whole:
        return None
    if link == "in" and count > 3:
        return None
    return Amount(index, at + 2, count / whole, count / whole, share=True)


def _figure(line: Line, index: int, money: bool) -> Amount | None:
    text = line[index].text.replace(",", "")
    if len(text) > DIGITS:
        return None
    value = float(text)
    last, scaled = index + 1, False
    if fraction := _of_parts(line, last, value):
        return replace(fraction, first=index)
    while (scale := _scale(line, last, money)) is not None and last - index < 4:
        value, last, scaled = value * scale, last + 1, True
    value = _exact(value)
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


def _scale(line: Line, index: int, money: bool) -> float | None:
    token = line[index]
    if token.lower in SCALES:
        return SCALES[token.lower]
    if token.kind == "mark" and token.text == "-" and line[index + 1].lower in SCALES:
        return None
    short = SHORT_SCALES.get(token.text)
    if short is None:
        return None
    if len(token.text) > 1 and token.text != "mm":
        return short
    if token.text == "mm" or not line.touches(index):
        return None
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


def _counts_people(line: Line, index: int) -> bool:
    """Whether "m" before this token means million: a plural that can be counted follows."""
    word = line[index]
    if word.kind != "word" or word.lower in _METRES:
        return False
    return word.lower in ("people", "men", "women", "children") or word.lower.endswith("s")


def _vague(line: Line, index: int) -> Amount | None:
    """ "hundreds" is 200 or more: the plural says at least two. "tens of thousands": 20,000."""
    value, last = 2.0 * VAGUE[line[index].lower], index + 1
    if line[index].lower == "scores":
        value = 40.0
        if line[index + 1].lower != "of":
            return None
    while last - index < 5 and line[last].lower == "of" and line[last + 1].lower in VAGUE:
        value, last = value * VAGUE[line[last + 1].lower], last + 2
    if line[index].lower == "tens" and last == index + 1:
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
            return Amount(index, at + 1, 1 / parts, 1 / parts, share=True)
        return None
    count = CARDINALS.get(word)
    parted = _of_parts(line, index + 1, float(count)) if count else None
    return replace(parted, first=index) if parted else None


def _half(line: Line, index: int) -> Amount | None:
    follows = line[index + 1].lower
    before = line[index - 1].lower
    if follows == "a" and line[index + 2].lower in SCALES:
        value = SCALES[line[index + 2].lower] / 2
        return Amount(index, index + 3, value, value, scaled=True)
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
        return None if line[index - 1].kind == "figure" else _plain_scale(line, index)
    for _ in range(16):
        at = last + (seen and line[last].text == "-" and line.touches(last))
        at += seen and line[at].lower == "and" and line[at + 1].lower in CARDINALS and scaled
        word = line[at].lower
        if word in CARDINALS:
            if seen and not _joins(current, CARDINALS[word], at > last or scaled):
                break
            current += CARDINALS[word]
        elif word in SCALES and (seen or current):
            scaled = True
            current = max(current, 1.0) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, 0.0
        else:
            break
        seen, last = True, at + 1
    value = total + current
    return Amount(index, last, value, value, scaled=scaled) if seen else None


def _joins(current: float, more: float, linked: bool) -> bool:
    """Whether "twenty" and "eight" make one number; "two three" do not."""
    if current % 100 == 0:
        return linked or current == 0
    return 20 <= current % 100 < 100 and current % 10 == 0 and 0 < more < 10


def _plain_scale(line: Line, index: int) -> Amount | None:
    """ "several hundred" is 200 or more; "the million" is one."""
    if line[index - 1].lower in ("several", "few", "many"):
        return Amount(index, index + 1, 2 * SCALES[line[index].lower], None, scaled=True)
    value = SCALES[line[index].lower]
    return Amount(index, index + 1, value, value, scaled=True)


def _exact(value: float) -> float:
    """Products of decimals without their binary dust: 4.3 million is 4300000."""
    return float(f"{value:.12g}")
