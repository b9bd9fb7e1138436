"""What the reader's page shows of one document: its text in voices, who speaks, what is shared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain as flatten

from sayso.annotate.stage import Annotations
from sayso.ledger import DocumentSummary
from sayso.read.layout import Block, layout
from sayso.rows import Attribution, Document, Entity, Passage, Span
from sayso.web.legend import Legend, legend
from sayso.web.margin import Place, places
from sayso.web.segments import (
    BlockSegment,
    Layer,
    Mark,
    amount_layers,
    attribution_layers,
    passage_layers,
    segments,
)
from sayso.web.sharing import Sharing, sharing
from sayso.web.speakers import Cast, cast, chain_names

WINDOW = 100_000
"""Code points of a document on one page."""

WHOLE_LAYOUT = 200_000
"""The longest text that is laid out whole for every page; measured, half a second."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a document is asked for: a window, a stretch to point at, an attribution."""

    start: int = 0
    at: Span | None = None
    attribution: str | None = None
    amounts: bool = False


@dataclass(frozen=True, slots=True)
class Detail:
    """One attribution with everything the panel says of it."""

    row: Attribution
    chain: tuple[str, ...]
    source: str | None
    cue: str
    content: tuple[str, ...]
    verbatim: tuple[str, ...]
    audience: Entity | None
    before: str | None
    """The attribution before it in the text, and the one ``after`` it."""
    after: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """A window of a document, ready for the template."""

    document: Document
    window: Span
    blocks: tuple[BlockSegment, ...]
    cast: Cast
    legend: Legend
    chains: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, Attribution]
    sharing: Mapping[str, Sharing]
    """By passage id."""
    detail: Detail | None
    headline: int | None
    """The index in ``blocks`` of the one that is the page's heading."""
    places: Mapping[tuple[str, int], Place]
    """Where the initials of each voice stand, by attribution and offset."""

    @property
    def earlier(self) -> int | None:
        """Where the window before this one starts, or earlier: windows may overlap."""
        return max(0, self.window.start - WINDOW) if self.window.start else None

    @property
    def later(self) -> int | None:
        """Where the window after this one starts."""
        return self.window.end if self.window.end < len(self.document.text) else None


def article(
    document: Document,
    annotations: Annotations,
    entities: Mapping[str, Entity],
    passages: Sequence[Passage],
    carriers: Mapping[str, DocumentSummary],
    asked: Asked,
) -> Article:
    """The part of ``document`` that is asked for. ``carriers``: who carries its passages."""
    rows = {row.id: row for row in annotations.attributions}
    chosen = rows.get(asked.attribution or "")
    window = find_window(document.text, asked, chosen)
    made = cast(document, annotations, entities.values())
    names = chain_names(made, annotations)
    layers = list(_layers(document, annotations, passages, asked))
    blocks = segments(document.text, window_layout(document, window), annotations, layers, window)
    return Article(
        document=document,
        window=window,
        blocks=blocks,
        cast=made,
        legend=legend(made),
        chains=names,
        rows=rows,
        sharing={p.id: sharing(p, document, carriers) for p in passages},
        detail=_detail(document, rows, chosen, names, entities) if chosen else None,
        headline=next((i for i, block in enumerate(blocks) if block.kind == "title"), None),
        places=places(blocks),
    )


def find_window(text: str, asked: Asked, chosen: Attribution | None = None) -> Span:
    """The window that holds what is asked for, cut at line ends where there are any."""
    if len(text) <= WINDOW:
        return Span(0, len(text))
    spans = [asked.at] if asked.at else [*chosen.content, chosen.cue] if chosen else []
    target = min((span.start - WINDOW // 2 for span in spans), default=asked.start)
    start = min(max(target, 0), len(text) - 1)
    start = text.rfind("\n", max(0, start - WINDOW // 4), start) + 1 or start
    end = start + WINDOW
    if end < len(text):
        end = text.rfind("\n", end - WINDOW // 4, end) + 1 or end
    return Span(start, min(end, len(text)))


def window_layout(document: Document, window: Span) -> Sequence[Block]:
    """The blocks in ``window``. In a very long document the window is laid out by itself.

    Known loss there: a headline or dateline past the first window is shown as a paragraph.
    """
    if len(document.text) <= WHOLE_LAYOUT:
        return layout(document)
    part = replace(document, text=document.text[window.start : window.end])
    if window.start == 0:
        return layout(part)
    blocks = layout(replace(part, title_span=None, outlet_span=None, byline_span=None))
    return [
        Block(
            "furniture" if kind == "furniture" else "paragraph",
            Span(span.start + window.start, span.end + window.start),
        )
        for kind, span in blocks
    ]


def _layers(
    document: Document, annotations: Annotations, passages: Iterable[Passage], asked: Asked
) -> Iterator[Layer]:
    published = (Layer(span, Mark("published")) for span in document.published_spans)
    pointed = [Layer(asked.at, Mark("at"))] if asked.at else []
    return flatten(
        published,
        attribution_layers(annotations.attributions),
        amount_layers(annotations) if asked.amounts else (),
        passage_layers(passages, document.id),
        pointed,
    )


def _detail(
    document: Document,
    rows: Mapping[str, Attribution],
    chosen: Attribution,
    names: Mapping[str, tuple[str, ...]],
    entities: Mapping[str, Entity],
) -> Detail:
    def cut(span: Span) -> str:
        return document.text[span.start : span.end]

    order = sorted(rows, key=lambda key: min((rows[key].cue, *rows[key].content)))
    place = order.index(chosen.id)
    return Detail(
        row=chosen,
        chain=names[chosen.id],
        source=cut(chosen.source) if chosen.source else None,
        cue=cut(chosen.cue),
        content=tuple(cut(span) for span in chosen.content),
        verbatim=tuple(cut(span) for span in chosen.verbatim),
        audience=entities.get(chosen.audience or ""),
        before=order[place - 1] if place else None,
        after=order[place + 1] if place + 1 < len(order) else None,
    )
