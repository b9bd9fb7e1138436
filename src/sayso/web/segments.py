"""An article's text as nested segments: which stretch stands in whose voice, what is marked in it.

Pure: rows in, segments out. The text of the segments, joined, is the window's text, character by
character, whatever the rows say: spans that reach outside are clipped, unknown ids are ignored.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain as flatten
from itertools import pairwise
from typing import Literal, NamedTuple

from sayso.annotate.stage import Annotations
from sayso.read.layout import Block, BlockKind
from sayso.rows import Attribution, Passage, Span
from sayso.web.words import place_words, quantity_words, time_words

MarkKind = Literal[
    "cue", "source", "verbatim", "scare", "time", "quantity", "place", "passage", "published", "at"
]


class Mark(NamedTuple):
    """What a run is besides its voice. ``of``: the attribution's or passage's id, or words."""

    kind: MarkKind
    of: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch over which nothing changes: the same voice and the same marks."""

    span: Span
    text: str
    marks: tuple[Mark, ...] = ()
    starts: tuple[Mark, ...] = ()
    """The marks whose span begins with this run."""
    ends: tuple[Mark, ...] = ()
    """The marks whose span ends with this run."""


@dataclass(frozen=True, slots=True)
class VoiceSegment:
    """Parts that stand in the voice of one attribution; a voice inside it is one of its parts."""

    attribution: str
    start: int
    """The offset at which it starts."""
    opens: bool
    """Whether this voice starts here, or goes on here at the beginning of a block."""
    first: bool
    """Whether nothing of this attribution's content comes earlier in the window."""
    parts: tuple[Run | VoiceSegment, ...]


Segment = Run | VoiceSegment


@dataclass(frozen=True, slots=True)
class BlockSegment:
    """A block of the layout, or the ``gap`` of white space between two, and what it holds."""

    kind: BlockKind | Literal["gap"]
    span: Span
    parts: tuple[Segment, ...]


class Layer(NamedTuple):
    """A mark and where it lies."""

    span: Span
    mark: Mark


class _Covered(NamedTuple):
    """A stretch and the chain of voices it stands in."""

    span: Span
    chain: tuple[str, ...]


@dataclass(slots=True)
class _Node:
    """A voice segment while it is filled."""

    attribution: str
    parts: list[Run | _Node]


def segments(
    text: str,
    blocks: Sequence[Block],
    annotations: Annotations,
    layers: Iterable[Layer] = (),
    window: Span | None = None,
) -> tuple[BlockSegment, ...]:
    """The window of ``text`` as blocks of nested segments, in order, with no character missing."""
    window = clip(window or Span(0, len(text)), Span(0, len(text)))
    marks = [layer for layer in layers if layer.span.start < layer.span.end]
    voices = voice_chains(annotations)
    placed = list(_blocks(blocks, window))
    everything = flatten(
        (span for _, span in placed), (v.span for v in voices), (m.span for m in marks)
    )
    runs = deque(_runs(text, _cuts(window, everything), voices, marks))
    seen: set[str] = set()
    return tuple(_fill(kind, span, runs, seen) for kind, span in placed)


def clip(span: Span, window: Span) -> Span:
    """The part of ``span`` that lies in ``window``; empty, and inside it, if there is none."""
    start = min(max(span.start, window.start), window.end)
    return Span(start, max(start, min(span.end, window.end)))


def joined(parts: Iterable[BlockSegment | Segment]) -> str:
    """The text of segments, in order."""
    return "".join(run.text for run in runs_of(parts))


def runs_of(parts: Iterable[BlockSegment | Segment]) -> Iterator[Run]:
    """The runs of segments, in text order."""
    for part in parts:
        if isinstance(part, Run):
            yield part
        else:
            yield from runs_of(part.parts)


def attribution_layers(attributions: Iterable[Attribution]) -> Iterator[Layer]:
    """Source, cue, verbatim words and scare quotes of each attribution."""
    for row in attributions:
        yield Layer(row.cue, Mark("cue", row.id))
        if row.source:
            yield Layer(row.source, Mark("source", row.id))
        for span in row.verbatim:
            yield Layer(span, Mark("verbatim", row.id))
        for span in row.content if row.kind == "scare" else ():
            yield Layer(span, Mark("scare", row.id))


def passage_layers(passages: Iterable[Passage], doc: str) -> Iterator[Layer]:
    """The stretches of document ``doc`` that it shares with others."""
    for passage in passages:
        for member in passage.members:
            if member.doc == doc:
                yield Layer(member.span, Mark("passage", passage.id))


def amount_layers(annotations: Annotations) -> Iterator[Layer]:
    """Times, quantities and places, each with what it was read as."""
    for time in annotations.times:
        yield Layer(time.span, Mark("time", time_words(time)))
    for quantity in annotations.quantities:
        yield Layer(quantity.span, Mark("quantity", quantity_words(quantity)))
    for place in annotations.places:
        yield Layer(place.span, Mark("place", place_words(place)))


def chains(attributions: Iterable[Attribution]) -> dict[str, tuple[str, ...]]:
    """For each attribution the ids from the outermost one that holds it down to itself."""
    rows = {row.id: row for row in attributions}
    return {key: _ancestry(key, rows) for key in rows}


def voice_chains(annotations: Annotations) -> list[_Covered]:
    """Where which chain of voices stands: the voices, and contents that no voice row covers.

    Headlines have no voice rows, being no sentences of the article, but may hold a quotation; the
    voice rows come last because where two lie over one another, the later one counts.
    """
    known = chains(annotations.attributions)
    contents = (
        _Covered(span, known[row.id])
        for row in annotations.attributions
        if row.kind != "scare"
        for span in row.content
    )
    rows = (
        _Covered(voice.span, tuple(key for key in voice.chain if key in known))
        for voice in annotations.voices
    )
    outermost_first = sorted(contents, key=lambda item: len(item.chain))
    return [item for item in flatten(outermost_first, rows) if item.span.start < item.span.end]


def _ancestry(key: str, rows: dict[str, Attribution]) -> tuple[str, ...]:
    path = [key]
    while (parent := rows[path[-1]].inside) in rows and parent not in path:
        path.append(parent)
    return tuple(reversed(path))


def _cuts(window: Span, spans: Iterable[Span]) -> list[int]:
    """The points inside the window where anything begins or ends, and the window's own ends."""
    points = set(window)
    for span in spans:
        points.update(point for point in span if window.start < point < window.end)
    return sorted(points)


def _blocks(
    blocks: Sequence[Block], window: Span
) -> Iterator[tuple[BlockKind | Literal["gap"], Span]]:
    """The blocks inside the window with the gaps between them, end to end."""
    at = window.start
    for kind, span in sorted(blocks, key=lambda block: block.span):
        inside = clip(span, Span(at, window.end))
        if inside.start == inside.end:
            continue
        if at < inside.start:
            yield "gap", Span(at, inside.start)
        yield kind, inside
        at = inside.end
    if at < window.end:
        yield "gap", Span(at, window.end)


def _runs(
    text: str, cuts: Sequence[int], voices: Sequence[_Covered], marks: Sequence[Layer]
) -> list[tuple[tuple[str, ...], Run]]:
    """Each stretch between two cuts with its chain: one sweep, so linear in rows and characters."""
    spans = [item.span for item in voices] + [layer.span for layer in marks]
    active: set[int] = set()
    opening = _index(spans, 0, cuts)
    closing = _index(spans, 1, cuts)
    runs = []
    for start, end in pairwise(cuts):
        active.difference_update(closing.get(start, ()))
        active.update(opening.get(start, ()))
        here = sorted(active)
        voice = max((i for i in here if i < len(voices)), default=None)
        found = tuple(marks[i - len(voices)].mark for i in here if i >= len(voices))
        starts = tuple(m for m in _marks(opening.get(start, ()), voices, marks) if m in found)
        ends = tuple(m for m in _marks(closing.get(end, ()), voices, marks) if m in found)
        run = Run(Span(start, end), text[start:end], found, starts, ends)
        runs.append(((voices[voice].chain if voice is not None else ()), run))
    return runs


def _index(spans: Sequence[Span], side: int, cuts: Sequence[int]) -> dict[int, list[int]]:
    """Which spans open (``side`` 0) or close (1) at which cut; earlier ones open at the first."""
    first, last = cuts[0], cuts[-1]
    index: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        if span.start < last and span.end > first:
            index.setdefault(max(span[side], first), []).append(number)
    return index


def _marks(
    numbers: Iterable[int], voices: Sequence[_Covered], marks: Sequence[Layer]
) -> Iterator[Mark]:
    return (marks[i - len(voices)].mark for i in numbers if i >= len(voices))


def _fill(
    kind: BlockKind | Literal["gap"],
    span: Span,
    runs: deque[tuple[tuple[str, ...], Run]],
    seen: set[str],
) -> BlockSegment:
    """Take the runs of one block from the front of ``runs`` and nest them by their chains."""
    root = _Node("", [])
    path = [root]
    while runs and runs[0][1].span.end <= span.end:
        chain, run = runs.popleft()
        path = _descend(path, chain)
        path[-1].parts.append(run)
    return BlockSegment(kind, span, _freeze(root, seen, set()))


def _descend(path: list[_Node], chain: tuple[str, ...]) -> list[_Node]:
    """The path of nodes for ``chain``, going on with those of ``path`` as far as they agree."""
    shared = 0
    while shared < min(len(path) - 1, len(chain)) and path[shared + 1].attribution == chain[shared]:
        shared += 1
    path = path[: shared + 1]
    for key in chain[shared:]:
        node = _Node(key, [])
        path[-1].parts.append(node)
        path.append(node)
    return path


def _freeze(node: _Node, seen: set[str], opened: set[str]) -> tuple[Segment, ...]:
    parts: list[Segment] = []
    for part in node.parts:
        if isinstance(part, Run):
            parts.append(part)
            continue
        first, opens = part.attribution not in seen, part.attribution not in opened
        seen.add(part.attribution)
        opened.add(part.attribution)
        inner = _freeze(part, seen, opened)
        start = next(runs_of(inner)).span.start
        parts.append(VoiceSegment(part.attribution, start, opens, first, inner))
    return tuple(parts)
