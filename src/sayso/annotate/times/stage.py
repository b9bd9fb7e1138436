"""The times stage: TIMEX3 rows for the title and the sentences of a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sayso.annotate.parse import Parsed
from sayso.annotate.stage import Annotations, Stage
from sayso.annotate.times.find import FoundTime, find_times
from sayso.rows import Span, Time


def run(parsed: Parsed, rows: Annotations) -> Annotations:
    """Add the times of ``parsed``: of its title and its sentences, resolved in text order.

    What the rest of the page says (dateline, header, furniture) is metadata and gives no times,
    but the text's own order is kept, so that "two days later" counts across paragraphs.
    """
    document = parsed.document
    reference = document.published if document.published_precision != "unknown" else None
    found = find_times(masked(parsed.text, kept(parsed, rows)), reference)
    return replace(rows, times=tuple(_row(document.id, time) for time in found))


def kept(parsed: Parsed, rows: Annotations) -> list[Span]:
    """The stretches whose times and quantities count: title, deck and sentences."""
    spans = [sentence.span for sentence in rows.sentences]
    return spans + [block.span for block in parsed.layout if block.is_headline]


def masked(text: str, spans: Iterable[Span]) -> str:
    """``text`` with line breaks for every character outside ``spans``; offsets stay the same."""
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        start = max(start, position)
        if end > start:
            pieces += ["\n" * (start - position), text[start:end]]
            position = end
    pieces.append("\n" * (len(text) - position))
    return "".join(pieces)


def _row(doc: str, time: FoundTime) -> Time:
    return Time(
        doc,
        Span(time.start, time.end),
        time.type,
        time.value,
        time.mod,
        time.begin,
        time.end_day,
        time.anchor,
    )


STAGE = Stage("times", "4", needs=("sentences",), makes=("times",), run=run)
