"""Who speaks where an attribution's source is a pronoun: 200 of PolNeAR's dev part, read by us.

The gold that ships holds offsets only, of articles that the caller has. ``draw`` made the sample:
of all attributions of each article's first annotator whose source is one pronoun, 200 at random,
whatever the pronoun. A reader then looked up each in its article and marked who is meant: the
nearest name before it, or after it where none stands before. It was one reader, a language model,
who saw nothing of what Sayso makes of them.

- **right**: of the pronouns that stand for somebody or something that the article names, those
  whose mention has an entity with a name at the marked place, or with the same words elsewhere.
- **wrong**: those whose mention has another entity; **unresolved**: those with none.
- **invented**: mentions with a named entity among the pronouns that stand for nobody named, or for
  several together: authors, readers, groups, documents.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Literal

from sayso.annotate.mentions import mentions
from sayso.annotate.parse import parse
from sayso.annotate.sentences import sentences
from sayso.annotate.stage import Annotations
from sayso.bench.attribution import BATCH, PRONOUN, Gold
from sayso.bench.texts import Texts
from sayso.rows import Document, Mention, Span

SAMPLE = 200
SEED = 200

Verdict = Literal["right", "wrong", "unresolved", "invented", "left open"]


@dataclass(frozen=True, slots=True)
class Label:
    """A pronoun and the words that it stands for, a name where ``named``.

    ``note`` is what those are: person, body, group, thing; later and signature where the name
    comes after; several; author, reader and generic where there are no such words.
    """

    pronoun: Span
    antecedent: Span | None
    named: bool
    note: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article and its labelled pronouns."""

    name: str
    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class PronounSourceFigures:
    """What ``run`` measures. The lists say where: article, first code point of the pronoun."""

    articles: int
    pronouns: int
    named: int
    right: int
    wrong: int
    unresolved: int
    invented: int
    """Of those ``pronouns`` that are not ``named``."""
    errors: tuple[tuple[str, int], ...]
    """Where the ``wrong`` stand."""
    misses: tuple[tuple[str, int], ...]
    """Where the ``unresolved`` stand."""
    inventions: tuple[tuple[str, int], ...]

    @property
    def share(self) -> float:
        """``right`` of ``named``; 0 without any."""
        return self.right / self.named if self.named else 0.0


def run(data: Path) -> PronounSourceFigures:
    """Figures over the labelled pronouns; ``data`` is the folder that holds ``data/polnear``.

    Raises ``BenchError`` where an article is missing or is not the one that was labelled.
    """
    articles = load(data)
    places: dict[Verdict, list[tuple[str, int]]] = {}
    for article, rows in zip(articles, _rows(articles), strict=True):
        for label in article.labels:
            verdict = judge(article.text, label, rows)
            places.setdefault(verdict, []).append((article.name, label.pronoun.start))
    count = Counter({verdict: len(own) for verdict, own in places.items()})
    return PronounSourceFigures(
        len(articles),
        count.total(),
        count["right"] + count["wrong"] + count["unresolved"],
        count["right"],
        count["wrong"],
        count["unresolved"],
        count["invented"],
        tuple(places.get("wrong", ())),
        tuple(places.get("unresolved", ())),
        tuple(places.get("invented", ())),
    )


def load(data: Path, gold: str | None = None) -> list[Article]:
    """The labelled articles, with their text from ``data``; raises ``BenchError`` on other text."""
    own = files("sayso.bench").joinpath("data/pronoun_sources.jsonl")
    texts = Texts(data)
    articles = []
    for raw in map(json.loads, (gold or own.read_text(encoding="utf-8")).splitlines()):
        labels = tuple(
            Label(
                Span(*one["pronoun"]),
                Span(*one["antecedent"]) if one["antecedent"] else None,
                one["named"],
                one["note"],
            )
            for one in raw["labels"]
        )
        articles.append(Article(raw["name"], texts.of(raw["name"], raw["sha256"]), labels))
    return articles


def judge(text: str, label: Label, rows: Sequence[Mention]) -> Verdict:
    """What the document's ``rows`` make of one pronoun."""
    entity = next(
        (row.entity for row in rows if row.kind != "name" and row.span == label.pronoun), None
    )
    names = [row.span for row in rows if row.kind == "name" and row.entity == entity]
    if not label.named:
        return "invented" if entity is not None and names else "left open"
    if entity is None:
        return "unresolved"
    assert label.antecedent is not None
    return "right" if any(_same(text, label.antecedent, name) for name in names) else "wrong"


def _same(text: str, gold: Span, name: Span) -> bool:
    overlap = gold.start < name.end and name.start < gold.end
    return overlap or text[slice(*gold)].casefold() == text[slice(*name)].casefold()


def _rows(articles: Sequence[Article]) -> Iterator[Sequence[Mention]]:
    documents = [Document(one.name, one.name, "", one.text) for one in articles]
    for at in range(0, len(documents), BATCH):
        for parsed in parse(documents[at : at + BATCH]):
            yield mentions(parsed, sentences(parsed, Annotations())).mentions


def draw(golds: Sequence[Gold], size: int = SAMPLE, seed: int = SEED) -> list[tuple[str, Span]]:
    """The sample that was labelled: articles and their pronouns, in order."""
    sources = {
        (gold.name, triple.source[0])
        for gold in golds
        for triple in gold.triples
        if len(triple.source) == 1 and PRONOUN.fullmatch(gold.text, *triple.source[0])
    }
    return sorted(Random(seed).sample(sorted(sources), size))


__all__ = ["Article", "Label", "PronounSourceFigures", "draw", "judge", "load", "run"]
