"""From candidates to rows: exact spans, kind, words in marks, polarity, nesting, ids."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import xxhash

from sayso.annotate.attributions.marks import Quotation
from sayso.rows import Attribution, AttributionKind, Span

MARKS = frozenset("\"'“”„‟‘’‚«»‹›`″〝〞")


def trimmed(text: str, span: Span) -> Span | None:
    """``span`` without white space at its ends; ``None`` when nothing is left."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if start < end else None


def apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in text order, those that overlap as one."""
    merged: list[Span] = []
    for one in sorted(spans):
        if merged and one.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, one.end))
        else:
            merged.append(one)
    return tuple(merged)


def kind(
    text: str, content: Sequence[Span], quotes: Sequence[Quotation], cue: Span
) -> tuple[AttributionKind, tuple[Span, ...]]:
    """Direct, mixed or indirect, and the words inside the outermost marks within the content.

    Marks around the cue as well are another's: in "He told us to go", said by her, his words are
    reported and hers are quoted.
    """
    verbatim: list[Span] = []
    for piece in content:
        for one in _near(quotes, piece):
            if one.closed and one.inner.start <= cue.start and cue.end <= one.inner.end:
                continue
            a, b = max(one.inner.start, piece.start), min(one.inner.end, piece.end)
            words = trimmed(text, Span(a, b)) if a < b else None
            if words is None or (verbatim and a < verbatim[-1].end):
                continue
            if any(letter.isalnum() for letter in text[a:b]):
                verbatim.append(words)
    if not verbatim:
        return "indirect", ()
    outside = _letters(text, content) - _letters(text, verbatim)
    return ("mixed" if outside else "direct"), tuple(verbatim)


# No quotation of a block begins further back in the list and still reaches a later one: only
# single marks nest in double ones, a few to a quotation.
NESTED = 8


def _near(quotes: Sequence[Quotation], piece: Span) -> Iterator[Quotation]:
    """The quotations that reach into ``piece``; ``quotes`` are in text order."""
    at = bisect_left(quotes, piece.start, key=lambda one: one.outer.start)
    for one in quotes[max(0, at - NESTED) : at]:
        if one.outer.end > piece.start:
            yield one
    while at < len(quotes) and quotes[at].outer.start < piece.end:
        yield quotes[at]
        at += 1


def _letters(text: str, spans: Sequence[Span]) -> int:
    return sum(letter.isalnum() for a, b in spans for letter in text[a:b])


def identity(doc: str, source: Span | None, cue: Span, content: Sequence[Span]) -> str:
    """An id that depends on the document and the spans alone."""
    key = repr(
        (doc, tuple(source) if source else None, tuple(cue), [tuple(one) for one in content])
    )
    return "a" + xxhash.xxh3_64_hexdigest(key.encode())


def nested(rows: Iterable[Attribution], known: Mapping[str, str]) -> list[Attribution]:
    """The rows in text order with ``inside``: the smallest one whose content holds the cue.

    ``known`` gives it for rows whose place does not tell ("…, X reports, citing the ministry"),
    unless that row is itself inside this one. A row is otherwise inside a larger content only, so
    the relation is a forest.
    """
    ordered = sorted(rows, key=lambda row: (row.cue, row.content))
    sizes = {row.id: (sum(b - a for a, b in row.content), row.id) for row in ordered}
    pieces = sorted(
        (piece.start, piece.end, row.id)
        for row in ordered
        if row.kind != "scare"
        for piece in row.content
    )
    holders = _holders(ordered, pieces)
    above: dict[str, str | None] = {}
    for row in ordered:
        larger = [one for one in holders[row.id] if sizes[one] > sizes[row.id]]
        above[row.id] = min(larger, key=lambda one: sizes[one], default=None)
    for row in ordered:
        one = known.get(row.id)
        if one in above and row.id not in _chain(one, above):
            above[row.id] = one
    return [replace(row, inside=above[row.id]) for row in ordered]


def _chain(row: str | None, above: Mapping[str, str | None]) -> Iterator[str]:
    """A row and all that it is inside, from the innermost on."""
    while row is not None:
        yield row
        row = above[row]


def _holders(
    ordered: Sequence[Attribution], pieces: Sequence[tuple[int, int, str]]
) -> dict[str, list[str]]:
    """For each row the others whose content holds its cue, by one sweep over the text."""
    held: dict[str, list[str]] = {}
    active: list[tuple[int, int, str]] = []
    at = 0
    for row in ordered:
        while at < len(pieces) and pieces[at][0] <= row.cue.start:
            active.append(pieces[at])
            at += 1
        active = [one for one in active if one[1] > row.cue.start]
        held[row.id] = [key for _, end, key in active if end >= row.cue.end and key != row.id]
    return held
