"""The whole path on the example corpus, run once, and its rows beside the gold's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from example_gold import (
    CORPUS,
    GoldAttribution,
    GoldDocument,
    GoldPassage,
    GoldQuantity,
    GoldTime,
    load_gold,
    locate,
)

from sayso.annotate.pipeline import Annotated, annotate
from sayso.annotate.stage import Annotations
from sayso.bench.attribution import Figure, Triple, score
from sayso.bench.attribution import Gold as ScoredGold
from sayso.link.entities import link_entities
from sayso.link.passages import MemoryIndex, link_passages
from sayso.read.layout import layout
from sayso.read.reader import read
from sayso.read.sources import sources
from sayso.rows import Attribution, Document, Entity, Passage, Problem, Quantity, Span, Time

GOLD = load_gold()


@dataclass(frozen=True, slots=True)
class Example:
    """A document of the corpus as its gold has it and as Sayso reads and annotates it."""

    gold: GoldDocument
    document: Document
    rows: Annotations

    @property
    def text(self) -> str:
        return self.document.text

    def triple(self, one: GoldAttribution) -> Triple:
        found = locate(one.text, self.text, one.occurrence)
        return Triple(found.role("S"), found.role("C"), found.role("T"))

    def span(self, quote: str, occurrence: int | None = None) -> Span:
        return locate(quote, self.text, occurrence).role("")[0]


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold attribution and the one that Sayso found for it, if it did."""

    example: Example
    gold: GoldAttribution
    found: Attribution | None


@cache
def documents() -> dict[str, Document]:
    """What is read from the corpus, by file name, and by URL where a file holds several."""
    found: dict[str, Document] = {}
    for receipt in sources([str(CORPUS)]):
        document, problems = read(receipt)  # type: ignore[arg-type]
        assert not problems
        several = receipt.format in ("record", "entry")  # type: ignore[union-attr]
        found[str(document.url) if several else Path(document.name).name] = document
    return found


def document_of(gold: GoldDocument) -> Document:
    return documents().get(gold.file) or documents()[str(gold.url)]


@cache
def examples() -> tuple[Example, ...]:
    """The whole corpus, annotated; ``problems`` says whether every stage ran."""
    return tuple(
        Example(gold, document_of(gold), one.annotations)
        for gold, one in zip(GOLD.documents, _annotated(), strict=True)
    )


def problems() -> list[Problem]:
    """What the stages had to complain about. Kept apart, so that one failure is told once."""
    return [problem for one in _annotated() for problem in one.problems]


@cache
def _annotated() -> tuple[Annotated, ...]:
    return tuple(annotate([document_of(gold) for gold in GOLD.documents]))


def example(name: str) -> Example:
    return next(one for one in examples() if one.gold.name == name)


@cache
def pairs() -> tuple[Pair, ...]:
    """Every gold attribution with what Sayso found for it, outer ones and nested ones apart."""
    return tuple(pair for one in examples() for pair in _pairs(one))


def _pairs(one: Example) -> Iterator[Pair]:
    golden = one.gold.attributions
    matched: dict[int, Attribution] = {}
    for nested in (False, True):
        wanted = [at for at, row in enumerate(golden) if (row.inside is not None) is nested]
        guessed = [
            row
            for row in one.rows.attributions
            if (row.inside is not None) is nested and row not in matched.values()
        ]
        _match(one, wanted, guessed, matched)
    # What one side has as nested and the other as outermost is found, if in the wrong place.
    left = [at for at in range(len(golden)) if at not in matched]
    rest = [row for row in one.rows.attributions if row not in matched.values()]
    _match(one, left, rest, matched)
    for at, row in enumerate(golden):
        yield Pair(one, row, matched.get(at))


def _match(
    one: Example, wanted: list[int], guessed: list[Attribution], matched: dict[int, Attribution]
) -> None:
    """Pair the best agreeing first; greedy, as a test of one attribution needs its own partner."""
    agreeing = sorted(
        (
            (-agreement(one, one.triple(one.gold.attributions[at]), triple(row)), at, number)
            for at in wanted
            for number, row in enumerate(guessed)
        ),
    )
    taken: set[int] = set()
    for worth, at, number in agreeing:
        if worth <= -0.5 and at not in matched and number not in taken:
            matched[at] = guessed[number]
            taken.add(number)


def agreement(one: Example, gold: Triple, found: Triple) -> float:
    """F1 of the contents' characters; 0 unless cues overlap and sources overlap or both lack."""
    sources_agree = touching(gold.source, found.source) or not (gold.source or found.source)
    if not (sources_agree and touching(gold.cue, found.cue)):
        return 0.0
    left, right = characters(one.text, gold.content), characters(one.text, found.content)
    return 2 * len(left & right) / (len(left) + len(right) or 1)


def touching(left: tuple[Span, ...], right: tuple[Span, ...]) -> bool:
    return any(overlapping(a, b) for a in left for b in right)


def characters(text: str, spans: tuple[Span, ...]) -> set[int]:
    return {at for s in spans for at in range(s.start, s.end) if not text[at].isspace()}


def triple(row: Attribution) -> Triple:
    return Triple((row.source,) if row.source else (), (row.cue,), row.content)


def outer_figure() -> Figure:
    """Whole relations, lenient, outermost only, as ``sayso bench attribution`` counts them."""
    total = Figure(0, 0, 0)
    for one in examples():
        if "attributions" in one.gold.complete:
            golden = tuple(one.triple(row) for row in one.gold.attributions if row.inside is None)
            guessed = [triple(row) for row in one.rows.attributions if row.inside is None]
            total += score(ScoredGold(one.gold.name, one.text, golden), guessed).lenient
    return total


def overlapping(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


def times() -> Iterator[tuple[Example, GoldTime, Time | None]]:
    """Every gold time with the first of Sayso's that overlaps it."""
    for one in examples():
        for gold in one.gold.times:
            span = one.span(gold.text, gold.occurrence)
            found = (row for row in one.rows.times if overlapping(row.span, span))
            yield one, gold, next(found, None)


def quantities() -> Iterator[tuple[Example, GoldQuantity, Quantity | None]]:
    """Every gold quantity with the first of Sayso's that overlaps it."""
    for one in examples():
        for gold in one.gold.quantities:
            span = one.span(gold.text, gold.occurrence)
            found = (row for row in one.rows.quantities if overlapping(row.span, span))
            yield one, gold, next(found, None)


@cache
def passages() -> tuple[Passage, ...]:
    """The passages among the corpus's paragraphs, site furniture left out."""
    index = MemoryIndex()
    for document in documents().values():
        spans = [b.span for b in layout(document) if b.kind == "paragraph"]
        index.add(document.id, document.text, spans, document.published)
    return tuple(one for group in link_passages(index, index.units()) for one in group.passages)


def passage_of(gold: GoldPassage) -> Passage:
    """The one passage that has the gold's first carrier; an error unless it is one."""
    first = document_of(GOLD.document(gold.wordings[0].first))
    span = locate(gold.wordings[0].text, first.text).span
    return next(
        one
        for one in passages()
        if any(m.doc == first.id and overlapping(m.span, span) for m in one.members)
    )


@cache
def entities() -> dict[str, Entity]:
    """Entities across documents, by the id of each document's entity."""
    linked = link_entities(
        (one.document.id, one.document.outlet, entity)
        for one in examples()
        for entity in one.rows.entities
    )
    across = {entity.id: entity for entity in linked.entities}
    return {inner: across[outer] for inner, outer in linked.links}
