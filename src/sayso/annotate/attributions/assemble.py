"""From candidates to rows: exact spans, kind, words in marks, polarity, nesting, ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def kind(
    text: str, content: Sequence[Span], quotes: Sequence[Quotation]
) -> tuple[AttributionKind, tuple[Span, ...]]:
    """Direct, mixed or indirect, and the words inside the outermost marks within the content."""
    verbatim: list[Span] = []
    for one in quotes:
        for piece in content:
            a, b = max(one.inner.start, piece.start), min(one.inner.end, piece.end)
            if a >= b or (verbatim and a < verbatim[-1].end):
                continue
            words = trimmed(text, Span(a, b))
            if words is not None and any(letter.isalnum() for letter in text[a:b]):
                verbatim.append(words)
    if not verbatim:
        return "indirect", ()
    rest = [at for piece in content for at in range(piece.start, piece.end) if text[at].isalnum()]
    outside = sum(not any(v.start <= at < v.end for v in verbatim) for at in rest)
    return ("mixed" if outside else "direct"), tuple(verbatim)


def identity(doc: str, source: Span | None, cue: Span, content: Sequence[Span]) -> str:
    """An id that depends on the document and the spans alone."""
    key = repr(
        (doc, tuple(source) if source else None, tuple(cue), [tuple(one) for one in content])
    )
    return "a" + xxhash.xxh3_64_hexdigest(key.encode())


def nested(rows: Iterable[Attribution]) -> list[Attribution]:
    """The rows with ``inside``: the smallest attribution whose content holds a row's cue.

    A row is inside only a larger content, so the relation is a forest.
    """
    ordered = sorted(rows, key=lambda row: (row.cue, row.content))
    sizes = [sum(b - a for a, b in row.content) for row in ordered]
    result = []
    for at, row in enumerate(ordered):
        best = None
        for other, candidate in enumerate(ordered):
            if (
                other == at
                or (sizes[other], -other) <= (sizes[at], -at)
                or candidate.kind == "scare"
            ):
                continue
            holds = any(a <= row.cue.start and row.cue.end <= b for a, b in candidate.content)
            if holds and (best is None or (sizes[other], -other) < (sizes[best], -best)):
                best = other
        result.append(row if best is None else replace(row, inside=ordered[best].id))
    return result
