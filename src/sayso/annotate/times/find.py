"""Find times in a text: match rules over token classes, keep the longest, resolve in text order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from sayso.annotate.times import absolute, eras, length, periods, relative
from sayso.annotate.times.calendar import covered, narrowed
from sayso.annotate.times.context import Context
from sayso.annotate.times.grammar import Hit, Reading, Rule, TimeType
from sayso.annotate.times.join import joined
from sayso.annotate.times.words import ABBREVIATED, CODES, Tokens, tokens

SENTENCE = CODES["SENTENCE"]
RULES: tuple[Rule, ...] = (
    *absolute.RULES,
    *eras.RULES,
    *periods.RULES,
    *relative.RULES,
    *length.RULES,
)


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A TIMEX3 expression of a text; ``start`` and ``end`` in code points."""

    start: int
    end: int
    type: TimeType
    value: str | None
    mod: str | None = None
    begin: str | None = None
    end_day: str | None = None
    anchor: str | None = None


def find_times(
    text: str, reference: str | None = None, *, narrative: bool = False
) -> list[FoundTime]:
    """The times of ``text``, in text order and without overlap.

    ``reference`` is the ISO date that "yesterday" counts from, usually the published date; None
    leaves such expressions open unless the text itself supports them. ``narrative`` says that the
    text tells a story of its own time, so that relative expressions count from the date last told.
    """
    cut = tokens(text)
    context = Context(cut, _day(reference), narrative)
    if reference and context.reference is None:
        context.move(reference)
    read: list[tuple[Hit, Reading]] = []
    free = 0
    for start, hits in groupby(_hits(cut), key=itemgetter(0)):
        if start < free:
            continue
        for _, _, _, rule, hit in hits:
            reading = rule.handler(hit, context)
            if reading is None:
                continue
            context.move(reading.talks, named=reading.anchor is None)
            free = hit.end
            read.append((hit, reading))
            break
    return [_found(cut, *time) for time in joined(cut, read)]


_Candidate = tuple[int, int, int, Rule, Hit]


def _hits(cut: Tokens) -> list[_Candidate]:
    hits = [
        (match.start(), -match.end(), order, rule, Hit(cut, match))
        for order, rule in enumerate(RULES)
        for match in rule.pattern.finditer(cut.codes)
    ]
    hits.sort(key=itemgetter(0, 1, 2))
    return hits


def _found(cut: Tokens, start: int, end: int, reading: Reading) -> FoundTime:
    spans = cut.spans
    days = covered(reading.value) if reading.type in ("DATE", "TIME") else None
    begin, until = reading.days or (narrowed(days, reading.mod) if days else (None, None))
    return FoundTime(
        spans[start][0],
        spans[_last(cut, start, end)][1],
        reading.type,
        reading.value,
        reading.mod,
        begin.isoformat() if begin else None,
        until.isoformat() if until else None,
        reading.anchor,
    )


def _last(cut: Tokens, start: int, end: int) -> int:
    """The last token that belongs to the expression: no full stop but an abbreviation's."""
    last = end - 1
    if cut.word(last) == "." and last > start:
        word = cut.word(last - 1)
        if word not in ABBREVIATED or cut.codes[last + 1 : last + 2] == SENTENCE:
            last -= 1
    return last


def _day(reference: str | None) -> date | None:
    """The day of a reference; a month or a year alone is no day to count "yesterday" from."""
    days = covered(reference[:10]) if reference and len(reference) >= 10 else None
    return days[0] if days else None
