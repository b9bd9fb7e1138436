"""When something was said: the date in the cue's own clause, if it can be no other's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Protocol

from sayso.rows import Attribution, Span, Time

# A date behind these words bounds something else than the saying ("since 2008", "of 1993").
OTHER = re.compile(
    r"\b(?:since|from|until|till|by|of|after|before|to|for|through|between)\s+$", re.IGNORECASE
)
CALENDAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T)")


class Found(Protocol):
    """An attribution and the clause of its cue."""

    @property
    def row(self) -> Attribution:
        """The attribution, not yet dated."""

    @property
    def clause(self) -> Span:
        """The stretch its cue governs, content included."""


def dates(text: str, found: Sequence[Found], times: Sequence[Time]) -> list[str | None]:
    """For each attribution the date of saying, as precise as the text has it, or null.

    ``times`` in text order. A date in anybody's content or source is not one of saying, and one
    that stands nearer to another cue is that one's.
    """
    taken = _Taken(span for one in found for span in _told(one.row))
    cues = sorted(one.row.cue for one in found)
    free = [one for one in times if _dates_a_saying(text, one) and not taken.hold(one.span)]
    return [_date(one, free, cues) for one in found]


def _told(row: Attribution) -> tuple[Span, ...]:
    return (*row.content, *([row.source] if row.source else ()))


def _dates_a_saying(text: str, time: Time) -> bool:
    if time.type not in ("DATE", "TIME") or time.begin is None:
        return False
    return not OTHER.search(text, max(0, time.span.start - 12), time.span.start)


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


def _date(found: Found, free: Sequence[Time], cues: Sequence[Span]) -> str | None:
    clause, cue = found.clause, found.row.cue
    at = bisect_left(free, clause.start, key=lambda one: one.span.start)
    while at < len(free) and free[at].span.start < clause.end:
        time = free[at]
        at += 1
        date = CALENDAR.match(time.value or "")
        if date and _gap(cue, time.span) <= _nearest(cues, time.span):
            return date.group()
    return None


def _gap(cue: Span, span: Span) -> int:
    return max(span.start - cue.end, cue.start - span.end, 0)


def _nearest(cues: Sequence[Span], span: Span) -> int:
    at = bisect_left(cues, span.start, key=lambda one: one.start)
    return min(_gap(cue, span) for cue in cues[max(0, at - 2) : at + 1])
