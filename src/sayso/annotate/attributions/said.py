"""When something was said: the date that hangs on the cue, if it can be no other's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from sayso.annotate.attributions.known import SUBJECTS, Known
from sayso.annotate.attributions.owners import MADE
from sayso.rows import Attribution, Span, Time

if TYPE_CHECKING:
    from spacy.tokens import Token

# A date behind these words bounds something else than the saying ("since 2008", "of 1993").
OTHER = re.compile(
    r"\b(?:since|from|until|till|by|of|after|before|to|for|through|between)\s+$", re.IGNORECASE
)
CALENDAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T)")
MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)|\d[./-]\d", re.IGNORECASE
)
BESIDE = re.compile(r"[\s,]*(?:(?:on|in|late|early|at)\s+)*", re.IGNORECASE)
DAY, WEEK = "2023-07-29", 7
CLIMB = 12  # heads between a date and the verb that it tells the time of


class Found(Protocol):
    """An attribution and where its source's head is."""

    @property
    def row(self) -> Attribution:
        """The attribution, not yet dated."""

    @property
    def head(self) -> Span | None:
        """The source's head noun."""


def dates(known: Known, found: Sequence[Found], times: Sequence[Time]) -> list[str | None]:
    """For each attribution the date of saying, as precise as the text has it, or null.

    ``times`` in text order. A date in anybody's content or source is not one of saying, except in
    "a statement issued on 4 May", and one that stands nearer to another cue is that one's.
    """
    taken = _Taken(span for one in found for span in _told(one.row))
    cues = sorted(one.row.cue for one in found)
    dated = [one for one in times if _dates_a_saying(known, one)]
    free = [one for one in dated if not taken.hold(one.span)]
    return [_in_source(known, one, dated) or _date(known, one.row, free, cues) for one in found]


def _told(row: Attribution) -> tuple[Span, ...]:
    return (*row.content, *([row.source] if row.source else ()))


def _dates_a_saying(known: Known, time: Time) -> bool:
    if time.type not in ("DATE", "TIME") or time.begin is None:
        return False
    if OTHER.search(known.text, max(0, time.span.start - 12), time.span.start):
        return False
    # "Today" counts from the day of publication or from nothing that is sure. A month or day
    # without a year may rest on a full date told nearby.
    published = (known.published or "")[:10]
    named = MONTH.search(known.text, *time.span) is not None
    return time.from_ in (None, published) or named or _lately(time, published)


def _lately(time: Time, published: str) -> bool:
    """Whether a day is one of the week before publication, whatever it was counted from."""
    if len(published) < len(DAY) or time.begin is None or time.begin != time.end:
        return False
    try:
        days = (date.fromisoformat(published) - date.fromisoformat(time.begin)).days
    except ValueError:  # a day before Christ, or none
        return False
    return 0 <= days <= WEEK


class _Taken:
    """Stretches, to be asked in logarithmic time whether one of them overlaps a span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def hold(self, span: Span) -> bool:
        """Whether a stretch overlaps ``span``."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._reach[before - 1] > span.start


def _date(known: Known, row: Attribution, free: Sequence[Time], cues: Sequence[Span]) -> str | None:
    for time in _within(free, known.sentence(row.cue)):
        when = CALENDAR.match(time.value or "")
        nearest = _gap(row.cue, time.span) <= _nearest(cues, time.span)
        if when and nearest and _hangs(known, time.span, row):
            return when.group()
    return None


def _in_source(known: Known, found: Found, dated: Sequence[Time]) -> str | None:
    """The date of what the source is: "a statement published on 4 May"."""
    noun = known.root(found.head)
    if noun is None or found.row.source is None or noun.lower_ not in MADE:
        return None
    for time in _within(dated, found.row.source):
        when = CALENDAR.match(time.value or "")
        if when and any(one.i == noun.i for one in _above(known, time.span)):
            return when.group()
    return None


def _within(times: Sequence[Time], span: Span) -> Iterable[Time]:
    at = bisect_left(times, span.start, key=lambda one: one.span.start)
    while at < len(times) and times[at].span.start < span.end:
        yield times[at]
        at += 1


def _hangs(known: Known, time: Span, row: Attribution) -> bool:
    """Whether the first verb with a subject above a date is the cue, or one that is reported and
    holds the cue: "On Monday the road, he said, was open". A date right beside its cue needs no
    more than to be in no clause of its own: the parser errs on long sentences."""
    spans, token = (row.cue, *row.content), None
    for token in _above(known, time):
        span = known.span(token, time)
        if any(a < span.end and span.start < b for a, b in spans):
            return True
    between = known.text[min(time.end, row.cue.end) : max(time.start, row.cue.start)]
    own = token is not None and token.dep_ in ("relcl", "acl", "advcl")
    return not own and BESIDE.fullmatch(between) is not None


def _above(known: Known, time: Span) -> Iterable[Token]:
    """The tokens above a date, up to the first verb that has a subject of its own."""
    token = known.root(time)
    for _ in range(CLIMB):
        if token is None:
            return
        yield token
        if token.head.i == token.i or _governs(token):
            return
        token = token.head


def _governs(token: Token) -> bool:
    """Whether a token is a verb with a subject; "said" after "denied it and" shares one."""
    verb = token.tag_.startswith("VB")
    return verb and any(one.dep_ in SUBJECTS for one in token.children)


def _gap(cue: Span, span: Span) -> int:
    return max(span.start - cue.end, cue.start - span.end, 0)


def _nearest(cues: Sequence[Span], span: Span) -> int:
    at = bisect_left(cues, span.start, key=lambda one: one.start)
    return min(_gap(cue, span) for cue in cues[max(0, at - 2) : at + 1])
