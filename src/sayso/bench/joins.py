"""Who is joined across documents, and who is not: pairs of names in real articles, read by us.

The gold that ships holds offsets only, of articles that the caller has. ``draw`` made the samples
from what Sayso joined when they were drawn; a reader then looked up both names in their articles
and said whether they mean the same.

- **merges**: of the pairs that Sayso joins, those that are the same. ``sample`` is ``merge`` for
  pairs of an entity of several documents, each entity once; ``evidence`` for pairs that more than
  an equal name joined.
- **apart**: of the pairs of people with one surname whom Sayso keeps apart, those who are two.

Pairs that the reader could not tell, or whose names Sayso no longer finds, do not count.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Literal

from sayso.annotate.fold import fold
from sayso.annotate.pipeline import annotate
from sayso.bench.texts import Texts
from sayso.link.entities import EntityLinks, link_entities
from sayso.link.entities.spelling import alike, skeleton
from sayso.read.front import complete
from sayso.rows import Document, Entity, Span

Sample = Literal["merge", "evidence", "apart"]
SEED = 100
Where = tuple[str, int, str, int]
"""Two articles, each with the first code point of the name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in an article."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names of two articles, and whether they mean the same; null where it cannot be told."""

    sample: Sample
    one: Name
    other: Name
    same: bool | None


@dataclass(frozen=True, slots=True)
class JoinFigures:
    """What ``run`` measures. The lists give the errors: two articles with the names' offsets."""

    joined: int
    joined_right: int
    apart: int
    apart_right: int
    not_found: int
    wrongly_joined: tuple[Where, ...]
    wrongly_apart: tuple[Where, ...]

    @property
    def merges(self) -> float:
        """The share of joined pairs that are the same; 0 without any."""
        return self.joined_right / self.joined if self.joined else 0.0

    @property
    def non_merges(self) -> float:
        """The share of pairs with one surname kept apart who are two; 0 without any."""
        return self.apart_right / self.apart if self.apart else 0.0


class Linked:
    """The articles of a folder, annotated and joined."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        documents = [complete(Document(name, name, "", text)) for name, text in texts.items()]
        self.names: dict[str, list[tuple[Span, str]]] = {}
        self.locals: dict[str, tuple[str, Entity]] = {}
        for document, annotated in zip(documents, annotate(documents), strict=True):
            rows = annotated.annotations
            self.names[document.id] = [
                (row.span, row.entity)
                for row in rows.mentions
                if row.kind == "name" and row.entity is not None
            ]
            named = {entity for _, entity in self.names[document.id]}
            self.locals |= {
                entity.id: (document.id, entity) for entity in rows.entities if entity.id in named
            }
        self.links: EntityLinks = link_entities(
            (doc, None, entity) for doc, entity in self.locals.values()
        )
        self.across = dict(self.links.links)

    def entity(self, name: Name) -> str | None:
        """The entity across documents that a name is of; null where no name stands there."""
        for span, entity in self.names[name.article]:
            if span.start < name.span.end and name.span.start < span.end:
                return self.across.get(entity)
        return None


def articles(data: Path) -> dict[str, str]:
    """All texts that the samples were drawn from, by name."""
    texts = Texts(data)
    seeds = {f"seeds/{path.name}": path for path in sorted((data / "seeds").glob("*.txt"))}
    found = {name: path.read_bytes().decode("utf-8") for name, path in seeds.items()}
    return found | {f"articles/{name}": text for name, text in texts.articles.items()}


def run(data: Path) -> JoinFigures:
    """Figures over the labelled pairs; raises ``BenchError`` where an article is another."""
    pairs = load(data)
    return score(pairs, Linked(articles(data)))


def score(pairs: Iterable[Pair], linked: Linked) -> JoinFigures:
    """The figures of what ``linked`` makes of labelled pairs."""
    joined: list[Pair] = []
    apart: list[Pair] = []
    not_found = 0
    for pair in pairs:
        one, other = linked.entity(pair.one), linked.entity(pair.other)
        if pair.same is None:
            continue
        if one is None or other is None:
            not_found += 1
        elif one == other:
            joined.append(pair)
        elif pair.sample == "apart":
            apart.append(pair)
    wrong = [pair for pair in joined if not pair.same]
    one_after_all = [pair for pair in apart if pair.same]
    return JoinFigures(
        len(joined),
        len(joined) - len(wrong),
        len(apart),
        len(apart) - len(one_after_all),
        not_found,
        tuple(map(_where, wrong)),
        tuple(map(_where, one_after_all)),
    )


def _where(pair: Pair) -> Where:
    return pair.one.article, pair.one.span.start, pair.other.article, pair.other.span.start


def load(data: Path, gold: str | None = None) -> list[Pair]:
    """The labelled pairs; raises ``BenchError`` where an article is not the one that was read."""
    own = files("sayso.bench").joinpath("data/joins.jsonl")
    texts = Texts(data)
    pairs = []
    for raw in map(json.loads, (gold or own.read_text(encoding="utf-8")).splitlines()):
        for name in (raw["one"], raw["other"]):
            texts.of(name["name"], name["sha256"])
        one, other = (
            Name(side["name"], Span(*side["span"])) for side in (raw["one"], raw["other"])
        )
        pairs.append(Pair(raw["sample"], one, other, raw["same"]))
    return pairs


def draw(linked: Linked, size: int = 100, seed: int = SEED) -> list[Pair]:
    """Pairs to be read: ``size`` each of merges, of joins by more than the name, and of people of
    one surname that stayed apart; fewer where there are fewer."""
    random = Random(seed)
    by_entity: dict[str, list[str]] = defaultdict(list)
    for local, entity in sorted(linked.links.links):
        by_entity[entity].append(local)
    merged = [members for members in by_entity.values() if _documents(linked, members) > 1]
    found = [
        _two(linked, random, members) for members in random.sample(merged, min(size, len(merged)))
    ]
    pairs = [_pair(linked, "merge", *two) for two in found]
    risky = [two for members in merged for two in _unlike(linked, members)]
    pairs += [_pair(linked, "evidence", *two) for two in _some(random, risky, size)]
    pairs += [_pair(linked, "apart", *two) for two in _some(random, _namesakes(linked), size)]
    return pairs


def _some(random: Random, items: Sequence[tuple[str, str]], size: int) -> list[tuple[str, str]]:
    return sorted(random.sample(items, min(size, len(items))))


def _documents(linked: Linked, members: Iterable[str]) -> int:
    return len({linked.locals[local][0] for local in members})


def _two(linked: Linked, random: Random, members: Sequence[str]) -> tuple[str, str]:
    """Two of the entities of documents that are one, of two documents."""
    pairs = [pair for pair in combinations(members, 2) if _documents(linked, pair) > 1]
    return random.choice(pairs)


def _unlike(linked: Linked, members: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The first of an entity's most usual name with one of each other name or kind."""
    seen: dict[tuple[str, str], str] = {}
    for local in members:
        entity = linked.locals[local][1]
        seen.setdefault((fold(entity.name), entity.kind), local)
    first, *others = seen.values()
    yield from ((first, other) for other in others if _documents(linked, (first, other)) > 1)


def _namesakes(linked: Linked) -> list[tuple[str, str]]:
    """Pairs of people of two documents with one surname who are two."""
    by_surname: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for local, (_, entity) in sorted(linked.locals.items()):
        words = fold(entity.name).split()
        if entity.kind == "person" and words:
            by_surname[skeleton(words[-1])].append((local, words[-1]))
    return [
        (one, other)
        for members in by_surname.values()
        for (one, surname), (other, second) in combinations(members, 2)
        if linked.across[one] != linked.across[other]
        and alike(surname, second)
        and _documents(linked, (one, other)) > 1
    ]


def _pair(linked: Linked, sample: Sample, one: str, other: str) -> Pair:
    return Pair(sample, _name(linked, one), _name(linked, other), None)


def _name(linked: Linked, local: str) -> Name:
    """Where an entity's document first gives its longest name."""
    doc, _ = linked.locals[local]
    spans = [span for span, entity in linked.names[doc] if entity == local]
    return Name(doc, max(spans, key=lambda span: (span.end - span.start, -span.start)))


def dump(linked: Linked, pair: Pair) -> str:
    """A pair as a line of the gold."""
    names = {
        side: {
            "name": name.article,
            "sha256": sha256(linked.texts[name.article].encode()).hexdigest(),
            "span": list(name.span),
        }
        for side, name in (("one", pair.one), ("other", pair.other))
    }
    return json.dumps({"sample": pair.sample, **names, "same": pair.same})


__all__ = ["JoinFigures", "Linked", "Name", "Pair", "articles", "draw", "dump", "load", "run"]
