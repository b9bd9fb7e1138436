"""How well attributions agree with what careful readers found in whole articles, nested ones too.

The gold that ships holds offsets only, of articles that the caller has. Each article's hash is
kept, so that other text is refused. It has two splits, without an article or passage in common:

- ``held``: the five dispatches in ``seeds/``, 20 articles of ``data/articles/`` read from end to
  end, and 66 of PolNeAR's train split in which what is inside the outermost attributions was read.
  A second reader judged every label, mixed with rows of several engines that the first had not
  marked, without knowing which was which. What both hold to be an attribution beyond doubt is
  clear; what one of them does, or calls a matter of taste, is ``arguable``: finding it is not
  wrong, missing it is no miss.
- ``again``: the whole articles of ``held``, marked once more by a third reader, who saw no label.
- ``tuned``: what the network was adapted to: more articles of the same two kinds, agencies'
  dispatches and broadcasts (``data/time/tbaq``) and Wikinews (``data/geo``), with one reader each,
  who marked cue, source and content alone. Figures on it say nothing of other text.

- **found**: clear labels that a row agrees with (contents' characters with an F1 of at least a
  half, overlapping cues, and overlapping sources or none on both sides), scare quotes among them.
  ``found_in_article``: the same without labels in what is no part of the article, a headline that
  is repeated in the text or a link to another article, which readers labelled, too.
- **wrong**: rows whose cue and content agree with no label, clear or arguable.
- **nested**: the same for rows and labels inside another; a row counts only if both are.
- **people_found**, **people_wrong**: the same of what the third reader holds to be beyond doubt.
- **kind**, **polarity**, **speaker**, **audience**, **said**: the share that is right among the
  clear labels found. Kind is also judged from the labels' own spans (``kind_of_spans``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from sayso.annotate.attributions.assemble import kind
from sayso.annotate.attributions.marks import quotations
from sayso.annotate.pipeline import annotate
from sayso.annotate.stage import Annotations
from sayso.bench.attribution import HALF, NONE, Figure, _characters, _f1, _overlap, _pairs
from sayso.bench.texts import Texts
from sayso.errors import BenchError
from sayso.read.front import complete
from sayso.read.layout import layout
from sayso.rows import Attribution, Document, Span

GOLDS = {
    "held": "data/reading.jsonl",
    "again": "data/reading_again.jsonl",
    "tuned": "data/reading_tuned.jsonl",
}


@dataclass(frozen=True, slots=True)
class Label:
    """One attribution as a reader marked it; ``inside`` numbers another of the same article.

    ``speaker`` and ``audience`` are the fullest names that the text has for them.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    kind: str | None
    """Null, as the polarity, where nobody judged it."""
    polarity: str | None
    speaker: Span | None
    audience: Span | None
    said: str | None
    nested: bool
    arguable: bool


@dataclass(frozen=True, slots=True)
class Article:
    """A labelled article. In one that is not ``whole`` only nested attributions are labelled.

    In one that is not ``named`` nobody looked for speakers, audiences and dates of saying.
    """

    name: str
    text: str
    whole: bool
    named: bool
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some are right."""

    right: int
    of: int

    @property
    def share(self) -> float:
        """``right`` of ``of``; 0 without any."""
        return self.right / self.of if self.of else 0.0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)


NOTHING = Share(0, 0)
NAMING = frozenset(["speaker", "audience", "said"])
SLOTS = ("kind", "kind_of_spans", "polarity", "speaker", "audience", "said")


@dataclass(frozen=True, slots=True)
class ReadingFigures:
    """What ``run`` measures. ``misses`` and ``errors`` say where: article, first code point."""

    articles: int = 0
    found: Share = NOTHING
    found_but_source: Share = NOTHING
    """As ``found``, whatever the source."""
    found_in_article: Share = NOTHING
    """As ``found``, of the labels that stand in what is read."""
    wrong: Share = NOTHING
    people_found: Share = NOTHING
    people_wrong: Share = NOTHING
    nested: Figure = NONE
    kind: Share = NOTHING
    kind_of_spans: Share = NOTHING
    polarity: Share = NOTHING
    speaker: Share = NOTHING
    audience: Share = NOTHING
    said: Share = NOTHING
    misses: tuple[tuple[str, int], ...] = ()
    errors: tuple[tuple[str, int], ...] = ()

    def __add__(self, other: ReadingFigures) -> ReadingFigures:
        own, others = ([getattr(one, name) for name in self.__slots__] for one in (self, other))
        return ReadingFigures(*(a + b for a, b in zip(own, others, strict=True)))


def run(data: Path, limit: int | None = None, split: str = "held") -> ReadingFigures:
    """Figures over the labelled articles; raises ``BenchError`` where one is not under ``data``."""
    articles = load(data, split)[:limit]
    documents = [complete(Document(one.name, one.name, "", one.text)) for one in articles]
    rows = annotate(documents)
    total = ReadingFigures()
    for article, annotated in zip(articles, rows, strict=True):
        total += compare(article, annotated.annotations)
    if split != "held":
        return total
    another = people(data, articles)
    return replace(total, people_found=another.found, people_wrong=another.wrong)


def people(data: Path, articles: Sequence[Article]) -> ReadingFigures:
    """The figures of the third reader in articles of ``held``."""
    others = {one.name: one for one in load(data, "again")}
    total = ReadingFigures()
    for article in articles:
        if article.name in others:
            clear = [one for one in others[article.name].labels if not one.arguable]
            rows = [_row(article, number, one) for number, one in enumerate(clear)]
            total += compare(article, Annotations(attributions=tuple(rows)))
    return total


def _row(article: Article, number: int, label: Label) -> Attribution:
    spans = label.source, label.cue, label.content
    return Attribution(str(number), article.name, *spans, "indirect", (), "asserted", "neutral")


def load(data: Path, split: str = "held", gold: str | None = None) -> list[Article]:
    """The labelled articles, with their text from ``data``; raises ``BenchError`` on other text."""
    if split not in GOLDS:
        raise BenchError(f"bench reading has no split {split}, only {', '.join(GOLDS)}")
    lines = gold or files("sayso.bench").joinpath(GOLDS[split]).read_text(encoding="utf-8")
    texts = Texts(data)
    articles = []
    for line in lines.splitlines():
        raw = json.loads(line)
        text = texts.of(raw["name"], raw["sha256"])
        labels = tuple(_label(one) for one in raw["labels"])
        articles.append(Article(raw["name"], text, raw["whole"], raw["named"], labels))
    return articles


def _label(raw: dict[str, list[int]]) -> Label:
    spans = {
        name: Span(*raw[name]) if raw.get(name) else None
        for name in ("source", "cue", "speaker", "audience")
    }
    values: dict[str, object] = dict(raw)
    content = tuple(Span(*pair) for pair in raw["content"])  # type: ignore[misc]
    assert spans["cue"] is not None
    return Label(
        spans["source"],
        spans["cue"],
        content,
        _said(values.get("kind")),
        _said(values.get("polarity")),
        spans["speaker"],
        spans["audience"],
        _said(values.get("said")),
        bool(values.get("nested")),
        bool(values.get("arguable")),
    )


def _said(value: object) -> str | None:
    return None if value is None else str(value)


def compare(article: Article, annotations: Annotations) -> ReadingFigures:
    """The figures of one article."""
    rows = [row for row in annotations.attributions if article.whole or row.inside is not None]
    labels = article.labels
    pairs = dict(_paired(article.text, rows, labels))
    clear = [one for one in labels if not one.arguable]
    near = {label for row, label in pairs.items()}
    agreed = {label: row for row, label in pairs.items() if _sources(rows[row], labels[label])}
    misses = [
        (article.name, one.cue.start)
        for at, one in enumerate(labels)
        if not one.arguable and at not in agreed
    ]
    errors = [(article.name, row.cue.start) for at, row in enumerate(rows) if at not in pairs]
    found = [at for at in agreed if not labels[at].arguable]
    right = _Right(article, annotations)
    shares = {
        slot: sum((right.slot(slot, rows[agreed[at]], labels[at]) for at in found), NOTHING)
        for slot in SLOTS
    }
    if article.whole:
        own = [at for at, one in enumerate(labels) if not one.arguable and right.reads(one)]
        shares |= {
            "found": Share(len(found), len(clear)),
            "found_but_source": Share(sum(not labels[at].arguable for at in near), len(clear)),
            "found_in_article": Share(sum(at in agreed for at in own), len(own)),
            "wrong": Share(len(errors), len(rows)),
        }
    return ReadingFigures(
        1,
        nested=_nested(rows, labels, agreed),
        **shares,
        misses=tuple(misses),
        errors=tuple(errors),
    )


def _paired(
    text: str, rows: Sequence[Attribution], labels: Sequence[Label]
) -> Iterator[tuple[int, int]]:
    """Rows and labels one to one whose cues overlap and whose contents agree."""
    if not rows or not labels:
        return
    left = [_characters(row.content, text) for row in rows]
    right = [_characters(label.content, text) for label in labels]
    agreement = [
        [
            _f1(a, b) + (1.0 if _overlap((row.cue,), (label.cue,)) else 0.0)
            for b, label in zip(right, labels, strict=True)
        ]
        for a, row in zip(left, rows, strict=True)
    ]
    for a, b in _pairs(agreement):
        if agreement[a][b] >= 1 + HALF:
            yield a, b


def _sources(row: Attribution, label: Label) -> bool:
    if row.source is None or label.source is None:
        return row.source is None and label.source is None
    return _overlap((row.source,), (label.source,))


def _nested(rows: Sequence[Attribution], labels: Sequence[Label], agreed: dict[int, int]) -> Figure:
    inner = [at for at, row in enumerate(rows) if row.inside is not None and row.kind != "scare"]
    both = [at for at, row in agreed.items() if labels[at].nested and row in inner]
    clear = [one for one in labels if one.nested and not one.arguable and one.kind != "scare"]
    arguable = sum(labels[at].arguable for at in both)
    # What is arguable and found is neither expected nor wrong: it is left out on both sides.
    return Figure(len(both) - arguable, len(inner) - arguable, len(clear))


class _Right:
    """Whether what a row says of a label is right."""

    def __init__(self, article: Article, annotations: Annotations) -> None:
        self.text = article.text
        self.named = article.named
        document = Document(article.name, article.name, "", article.text)
        self.blocks = layout(document)
        self.quotes = [
            quote for block in self.blocks for quote in quotations(article.text, *block.span)
        ]
        self.annotations = annotations

    def reads(self, label: Label) -> bool:
        """Whether the label stands in what is read as the article."""
        own = (block.span for block in self.blocks if block.is_read)
        return any(start <= label.cue.start < end for start, end in own)

    def slot(self, name: str, row: Attribution, label: Label) -> Share:
        """1 of 1, 0 of 1, or nothing where neither has a value."""
        if name in ("kind", "kind_of_spans", "polarity") and label.kind is None:
            return NOTHING
        if name == "kind_of_spans":
            if label.kind == "scare":
                return NOTHING
            return Share(kind(self.text, label.content, self.quotes, label.cue)[0] == label.kind, 1)
        if name in NAMING and not self.named:
            return NOTHING
        if name in ("kind", "polarity"):
            return Share(getattr(row, name) == getattr(label, name), 1)
        if name == "said":
            return NOTHING if row.said == label.said is None else Share(row.said == label.said, 1)
        given, wanted = getattr(row, name), getattr(label, name)
        if given is None and wanted is None:
            return NOTHING
        return Share(given is not None and wanted is not None and self._names(given, wanted), 1)

    def _names(self, entity: str, wanted: Span) -> bool:
        """Whether the entity has a mention at the labelled name, or is known by these words."""
        words = self.text[slice(*wanted)].casefold()
        own = [one for one in self.annotations.mentions if one.entity == entity]
        if any(_overlap((one.span,), (wanted,)) for one in own):
            return True
        return any(self.text[slice(*one.span)].casefold() == words for one in own)


__all__ = ["Article", "Label", "ReadingFigures", "Share", "compare", "load", "run"]
