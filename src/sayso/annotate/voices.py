"""Whose voice every stretch of every sentence stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.annotate.parse import Parsed
from sayso.annotate.stage import Annotations, Stage
from sayso.rows import Attribution, Sentence, Span, Voice

Chain = tuple[str, ...]
STOPS = ",.;:!?…"


def voices(parsed: Parsed, annotations: Annotations) -> Annotations:
    """Add a voice for every stretch of every sentence, in text order.

    A sentence is covered completely; where the voice changes inside it, it is cut there, and only
    white space falls between the cuts. Source and cue stand in the voice around their attribution.
    Scare quotes change no voice: the words are the outlet's, held at arm's length.
    """
    rows = tuple(_voices(parsed.text, annotations.sentences, annotations.attributions))
    return replace(annotations, voices=rows)


def _voices(
    text: str, sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> Iterator[Voice]:
    stretches = _stretches(attributions)
    at = 0
    for sentence in sentences:
        while at < len(stretches) and stretches[at][0].end <= sentence.span.start:
            at += 1
        for span, chain in _cut(text, sentence.span, stretches, at):
            words = _trimmed(text, span)
            if words is not None:
                yield Voice(sentence.doc, words, chain)


def _stretches(attributions: Sequence[Attribution]) -> list[tuple[Span, Chain]]:
    """The contents as flat, ordered stretches, each with its whole chain."""
    speaking = [one for one in attributions if one.kind != "scare"]
    chains = _chains(speaking)
    edges: list[tuple[int, int, int]] = []
    for number, one in enumerate(speaking):
        for span in one.content:
            if span.start < span.end:
                edges.append((span.start, 1, number))
                edges.append((span.end, 0, number))
    edges.sort()
    open_: dict[int, int] = {}
    flat: list[tuple[Span, Chain]] = []
    before = 0
    for place, opens, number in edges:
        if open_ and before < place:
            deepest = max(open_, key=lambda n: (len(chains[speaking[n].id]), n))
            flat.append((Span(before, place), chains[speaking[deepest].id]))
        open_[number] = open_.get(number, 0) + (1 if opens else -1)
        if not open_[number]:
            del open_[number]
        before = place
    return flat


def _chains(attributions: Sequence[Attribution]) -> dict[str, Chain]:
    above = {one.id: one.inside for one in attributions}
    chains: dict[str, Chain] = {}
    for one in attributions:
        path = [one.id]
        while (outer := above.get(path[-1])) is not None and outer in above and outer not in path:
            path.append(outer)
        chains[one.id] = tuple(reversed(path))
    return chains


def _cut(
    text: str, sentence: Span, stretches: Sequence[tuple[Span, Chain]], at: int
) -> Iterator[tuple[Span, Chain]]:
    """The sentence from left to right; what no stretch covers is the outlet's own."""
    pieces: list[tuple[Span, Chain]] = []
    place = sentence.start
    for span, chain in (stretches[i] for i in range(at, len(stretches))):
        if span.start >= sentence.end:
            break
        start, end = max(span.start, sentence.start), min(span.end, sentence.end)
        if place < start:
            pieces.append((Span(place, start), ()))
        if start < end:
            pieces.append((Span(start, end), chain))
        place = max(place, end)
    if place < sentence.end:
        pieces.append((Span(place, sentence.end), ()))
    return iter(_joined(text, pieces))


def _joined(text: str, pieces: Sequence[tuple[Span, Chain]]) -> list[tuple[Span, Chain]]:
    """Neighbours of one voice as one piece; stops, and pieces of marks alone, go to their left.

    A comma between a content and its cue is nobody's words, and a voice of its own would be noise.
    """
    joined: list[tuple[Span, Chain]] = []
    for piece, chain in pieces:
        span = piece
        if joined:
            start = _after_stops(text, piece)
            joined[-1] = Span(joined[-1][0].start, start), joined[-1][1]
            span = Span(start, piece.end)
        if joined and (joined[-1][1] == chain or not _worded(text, span)):
            joined[-1] = Span(joined[-1][0].start, span.end), joined[-1][1]
        elif joined and not _worded(text, joined[-1][0]):
            joined[-1] = Span(joined[-1][0].start, span.end), chain
        else:
            joined.append((span, chain))
    return joined


def _after_stops(text: str, span: Span) -> int:
    """Where a piece begins without the stops that end the piece before it."""
    start = span.start
    while start < span.end and text[start] in STOPS:
        start += 1
    return start


def _worded(text: str, span: Span) -> bool:
    return any(letter.isalnum() for letter in text[span.start : span.end])


def _trimmed(text: str, span: Span) -> Span | None:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if start < end else None


STAGE = Stage("voices", "1", ("sentences", "attributions"), ("voices",), voices)
