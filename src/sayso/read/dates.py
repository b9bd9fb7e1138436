"""Dates of publication: as a field gives them and as a line of text states them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_tz
from typing import NamedTuple

from sayso.rows import Precision, Span

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b"
YEAR = r"(?:1[89]|20)\d\d"
ISO = re.compile(rf"\b({YEAR})([-/])(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?![\d-])")
DAY_MONTH = re.compile(rf"\b({DAY})(?:\s+of)?\s+({MONTH}),?\s+({YEAR})\b", re.I)
MONTH_DAY = re.compile(rf"\b({MONTH})\s*({DAY})(?:,\s*|\s+)({YEAR})\b", re.I)
NUMERIC = re.compile(rf"(?<![\d./-])(\d{{1,2}})([./-])(\d{{1,2}})\2({YEAR})(?![\d/-]|\.\d)")
CLOCK = re.compile(r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d\b(?:[:.][0-5]\d)?", re.I)
# A field is not searched for a date: it must be one, apart from a time of day after it.
FIELD = re.compile(
    rf"({YEAR})(?:-?(0[1-9]|1[0-2])(?:-?(0[1-9]|[12]\d|3[01])(?:[T ].{{0,40}})?)?)?$", re.S
)
FIELD_MAX = 100


class Stated(NamedTuple):
    """A calendar day as a text states it, year included."""

    day: date
    span: Span


class Moment(NamedTuple):
    """An ISO 8601 date, no more precise than what it was read from."""

    value: str
    precision: Precision


def month_number(word: str) -> int:
    """1 to 12 for an English month's name or its abbreviation."""
    return MONTHS.index(word[:3].lower()) + 1


def calendar_day(year: str, month: int, day: str) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(int(year), month, int(day.rstrip("stndrhSTNDRH")))
    except ValueError:
        return None


def stated(text: str, start: int = 0, end: int | None = None) -> list[Stated]:
    """Every full date in ``text[start:end]``, in text order: day, month and year, unambiguous."""
    found = sorted(_stated(text, start, len(text) if end is None else end), key=lambda s: s.span)
    kept: list[Stated] = []
    for one in found:
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return kept


def _stated(text: str, start: int, end: int) -> Iterator[Stated]:
    readings = (
        (ISO, lambda m: calendar_day(m[1], int(m[3]), m[4])),
        (DAY_MONTH, lambda m: calendar_day(m[3], month_number(m[2]), m[1])),
        (MONTH_DAY, lambda m: calendar_day(m[3], month_number(m[1]), m[2])),
        (NUMERIC, _numeric),
    )
    for pattern, reading in readings:
        for match in pattern.finditer(text, start, end):
            day = reading(match)
            if day is not None:
                yield Stated(day, Span(*match.span()))


def _numeric(match: re.Match[str]) -> date | None:
    """29/07/2023 and 07/29/2023 say which is the day; 03/04/2023 does not, 03.04.2023 does."""
    first, second = int(match[1]), int(match[3])
    if second > 12:
        return calendar_day(match[4], first, match[3]) if first <= 12 else None
    if first > 12 or match[2] == "." or first == second:
        return calendar_day(match[4], second, match[1]) if second else None
    return None


def parse_date(value: str) -> Moment | None:
    """What a metadata field says, as an ISO date; None where it is no date or an ambiguous one.

    ISO 8601 (year, month or day, with or without time), RFC 2822, and a date written out. A time
    zone is left out of account: the day is the one that the publisher wrote.
    """
    value = value.strip()
    if len(value) > FIELD_MAX:
        return None
    field = FIELD.match(value)
    if field:
        return _iso(field)
    found = stated(value)
    if len(found) == 1 and len(value) - (found[0].span.end - found[0].span.start) <= 40:
        return Moment(found[0].day.isoformat(), "day")
    return _mail_date(value)


def _iso(field: re.Match[str]) -> Moment | None:
    year, month, day = field.groups()
    if day:
        exact = calendar_day(year, int(month), day)
        return Moment(exact.isoformat(), "day") if exact else None
    return Moment(f"{year}-{month}", "month") if month else Moment(year, "year")


def _mail_date(value: str) -> Moment | None:
    parts = parsedate_tz(value)
    if parts is None:
        return None
    exact = calendar_day(str(parts[0]), parts[1], str(parts[2]))
    return Moment(exact.isoformat(), "day") if exact else None
