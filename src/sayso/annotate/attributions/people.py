"""The stage: attributions with their speakers, audiences and dates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from sayso.annotate.attributions import assemble
from sayso.annotate.attributions.rules import Found, outer, search
from sayso.annotate.parse import Parsed
from sayso.annotate.stage import Annotations, Stage
from sayso.rows import Attribution, Mention, Span, Time


def attributions(parsed: Parsed, annotations: Annotations) -> Annotations:
    """Add the attributions of the document, in text order.

    ``speaker`` and ``audience`` are the entities of the mentions that hold the head nouns, and
    ``said`` is the first day of a time in the cue's own clause; each is null where none is.
    """
    mentions = sorted(annotations.mentions, key=lambda one: one.span)
    times = sorted(annotations.times, key=lambda one: one.span)
    found = search(parsed)
    rows = [_named(one, mentions, times) for one in found]
    return replace(annotations, attributions=tuple(assemble.nested(rows, outer(found))))


def _named(found: Found, mentions: Sequence[Mention], times: Sequence[Time]) -> Attribution:
    row = found.row
    return replace(
        row,
        speaker=_entity(found.head, row.source, mentions),
        audience=_entity(found.audience, found.audience, mentions),
        said=_said(found, times),
    )


def _entity(head: Span | None, phrase: Span | None, mentions: Sequence[Mention]) -> str | None:
    """The entity of the tightest mention over the head, else of a phrase's only named mention."""
    if head is None or phrase is None:
        return None
    near = _overlapping(mentions, phrase)
    over = [one for one in near if one.span.start < head.end and head.start < one.span.end]
    named = [one for one in over if one.entity is not None]
    if named:
        return min(named, key=lambda one: one.span.end - one.span.start).entity
    return None


# No mention or time is longer; a window this far before a span holds all that reach into it.
LONGEST = 400


def _overlapping(mentions: Sequence[Mention], span: Span) -> list[Mention]:
    at = bisect_left(mentions, span.start - LONGEST, key=lambda one: one.span.start)
    near = []
    while at < len(mentions) and mentions[at].span.start < span.end:
        if mentions[at].span.end > span.start:
            near.append(mentions[at])
        at += 1
    return near


def _said(found: Found, times: Sequence[Time]) -> str | None:
    """The first day of a date or time in the cue's clause and outside content and source."""
    row, clause = found.row, found.clause
    at = bisect_left(times, clause.start, key=lambda one: one.span.start)
    taken = [*row.content, *([row.source] if row.source else [])]
    while at < len(times) and times[at].span.start < clause.end:
        one = times[at]
        at += 1
        apart = all(one.span.end <= s.start or s.end <= one.span.start for s in taken)
        if apart and one.type in ("DATE", "TIME") and one.begin is not None:
            return one.begin
    return None


STAGE = Stage(
    "attributions", "1", ("sentences", "mentions", "times"), ("attributions",), attributions
)
