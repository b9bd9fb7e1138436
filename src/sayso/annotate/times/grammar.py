"""The little language that rules are written in: regular expressions over token classes.

In a pattern a word in capitals is a token class of ``words`` ("MONTH"), or a named part from
``PARTS_OF_RULES`` ("NUMBER"); everything else is the syntax of ``re``, white space ignored.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from unicodedata import decimal

from sayso.annotate.times.calendar import Days
from sayso.annotate.times.words import (
    CARDINALS,
    CODES,
    ORDINALS,
    SCALES,
    Tokens,
)

if TYPE_CHECKING:
    from sayso.annotate.times.context import Context

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
NAMED = {
    "DAY": "[DIGIT TEENS TWENTIES]",
    "ORDWORD": "(?: NTH | ORDINAL | SECOND | CARDINAL DASH? (?:ORDINAL|SECOND))",
    "INTEGER": "[DIGIT TEENS TWENTIES TWO OTHERNUMBER YEAR]",
    "WORDNUMBER": (
        "(?: (?:CARDINAL|AN(?=SCALE)|SCALE) (?: DASH? (?:CARDINAL|SCALE (?:AND CARDINAL)?) ){0,5} )"
    ),
    # A number from which others reach up to the one that follows: "two to" of "two to three weeks".
    "LOWER": "(?: (?P<low>[DIGIT TEENS TWENTIES TWO CARDINAL]) [TO OR DASH] )",
    "NUMBER": "(?: INTEGER (?:SCALE)? | WORDNUMBER )",
    "ANYUNIT": "[UNIT UNITS QUARTER YEARWORD NIGHT]",
    "ONEUNIT": "[UNIT QUARTER YEARWORD NIGHT]",
    "POINTMOD": (
        "(?: EARLY [IN DASH]? THE? | LATE [IN DASH]? THE? | MID DASH? | THE? BEGIN OF "
        "| THE? MIDDLE OF | THE? FINISH OF | ABOUT DOT? )"
    ),
    "LENGTHMOD": (
        "(?: IN? (?:LEAST) | NO? MORE THAN | NOT MORE THAN | LESS THAN | NO LESS THAN "
        "| OVER | UNDER | UP TO | NEARLY | ABOUT )"
    ),
    "HOUR": "(?: CLOCK AMPM? OCLOCK? | [DIGIT TEENS] (?:AMPM|OCLOCK) | CARDINAL OCLOCK | NOON )",
    "MONTHNAME": "(?: MONTH DOT?)",
    "ANYYEAR": "(?: YEAR )",
}


def translate(pattern: str) -> str:
    """A rule's pattern with names replaced by class characters, white space removed."""

    def name(match: re.Match[str]) -> str:
        word = match.group()
        return translate(NAMED[word]) if word in NAMED else CODES[word]

    return re.sub(r"\s+", "", re.sub(r"\b[A-Z][A-Z0-9]+\b", name, pattern))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of an expression."""

    type: TimeType
    value: str | None
    mod: str | None = None
    anchor: str | None = None
    """The ISO date that a relative expression was resolved against."""
    talks: str | None = None
    """The date that the text has now moved to; None leaves the narrative where it was."""
    days: Days | None = None
    """First and last day covered, where the value does not say it: "the past three years"."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One match of a rule: its groups as token ranges of the text."""

    tokens: Tokens
    match: re.Match[str]

    @property
    def start(self) -> int:
        """The index of the first token."""
        return self.match.start()

    @property
    def end(self) -> int:
        """One past the index of the last token."""
        return self.match.end()

    def has(self, group: str) -> bool:
        """Whether the rule has this group and it took part in the match."""
        return group in self.match.re.groupindex and self.match[group] is not None

    def words(self, group: str) -> list[str]:
        """The lower-cased tokens of a group."""
        start, end = self.match.span(group)
        return [self.tokens.word(index) for index in range(start, end)]

    def word(self, group: str) -> str:
        """The first token of a group, lower-cased; empty if the group is not there."""
        return self.tokens.word(self.match.start(group)) if self.has(group) else ""

    def number(self, group: str) -> int | None:
        """The value of a group that is a number in figures or words."""
        return number(self.words(group)) if self.has(group) else None


Handler = Callable[[Hit, "Context"], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over token classes and what to make of its matches."""

    name: str
    pattern: re.Pattern[str]
    handler: Handler


def rule(name: str, pattern: str, handler: Handler) -> Rule:
    """Compile a rule."""
    return Rule(name, re.compile(translate(pattern)), handler)


def number(words: list[str]) -> int | None:
    """The whole number that tokens spell: "25", "twenty - five", "a hundred and ten", "3rd"."""
    total, current, seen = 0, 0, False
    for word in words:
        value = _part(word)
        if value is None:
            continue
        if word in SCALES:
            current = max(current, 1) * value
            if value >= 1000:
                total, current = total + current, 0
        else:
            current += value
        seen = True
    return total + current if seen else None


def ascii_digits(text: str) -> str:
    """``text`` with the digits 0 to 9 for those of any script: TIMEX3 values know no others."""
    return "".join(str(decimal(c)) if c.isdecimal() else c for c in text)


def _part(word: str) -> int | None:
    if word.isdecimal():
        return int(word) if len(word) < 7 else None
    if word[:1].isdecimal():
        digits = "".join(c for c in word.partition(".")[0] if c.isdecimal())
        return int(digits) if 0 < len(digits) < 7 else None
    return CARDINALS.get(word, ORDINALS.get(word, SCALES.get(word)))
