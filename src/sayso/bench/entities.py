"""Pronouns and descriptions measured against GUM's coreference (Zeldes 2017; CoNLL-U, ``Entity=``).

Asked of every pronoun, and every description of a person or a body, whose gold chain holds a name:
did it get the entity that this name got? One that got none counts against recall only.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sayso.annotate.mentions import mentions
from sayso.annotate.parse import PLAIN, Parsed, ParsedBlock, model
from sayso.annotate.sentences import sentences
from sayso.annotate.stage import Annotations
from sayso.errors import BenchError
from sayso.read.layout import Block
from sayso.rows import Document, Entity, Mention, Span

HE_SHE = frozenset("he him his himself she her hers herself".split())  # noqa: SIM905
IT_THEY = frozenset("it its itself they them their theirs themselves".split())  # noqa: SIM905
_OPEN = re.compile(r"\((\d+)(?:\[\d+/\d+\])?-([^()]*)(\)?)|(\d+)(?:\[\d+/\d+\])?\)")


@dataclass(slots=True)
class GoldMention:
    """A mention of the gold: its chain, what it is, its characters and those of its head word."""

    chain: str
    what: str
    span: Span
    head: Span
    tag: str


@dataclass(slots=True)
class GoldText:
    """A document of the gold: its text, where its paragraphs are, and its mentions."""

    name: str
    text: str = ""
    paragraphs: list[Span] = field(default_factory=list)
    mentions: list[GoldMention] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Score:
    """How many had to be resolved, how many were, and how many of those rightly."""

    gold: int
    resolved: int
    right: int
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class EntityFigures:
    """Figures of pronoun and description resolution."""

    corpus: str
    documents: int
    he_she: Score
    it_they: Score
    descriptions: Score


def run(data: Path, genres: Sequence[str] = ("news", "speech", "interview")) -> EntityFigures:
    """Figures over the GUM documents in ``data``. Raises ``BenchError`` when there are none."""
    paths = [p for p in sorted(data.rglob("GUM_*.conllu")) if p.name.split("_")[1] in genres]
    if not paths:
        raise BenchError(f"{data}: no GUM_*.conllu files here; give the folder that holds them")
    counts: Counter[tuple[str, str]] = Counter()
    for path in paths:
        counts.update(_compare(load(path)))
    scores = [_score(counts, kind) for kind in ("he_she", "it_they", "descriptions")]
    return EntityFigures("GUM " + "+".join(genres), len(paths), *scores)


def load(path: Path) -> GoldText:
    """Read a GUM document: sentences joined by a space, paragraphs by an empty line."""
    gold = GoldText(path.stem)
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    words: list[tuple[Span, str]] = []
    parts: list[str] = []
    size = begin = 0
    gap = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line == "# newpar" and size > begin:
            gold.paragraphs.append(Span(begin, size))
            gap, begin = "\n\n", size + 2
        columns = line.split("\t")
        if len(columns) != 10 or not columns[0].isdigit():
            continue
        parts += [gap, columns[1]]
        start = size + len(gap)
        size = start + len(columns[1])
        words.append((Span(start, size), columns[4]))
        gap = "" if "SpaceAfter=No" in columns[9] else " "
        gold.mentions += _mentions(columns[9], opened, words)
    gold.paragraphs.append(Span(begin, size))
    gold.text = "".join(parts)
    return gold


def _mentions(
    misc: str, opened: dict[str, list[tuple[int, str]]], words: list[tuple[Span, str]]
) -> Iterator[GoldMention]:
    """Mentions that end at the last word, by the brackets in its last column."""
    brackets = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
    for match in _OPEN.finditer(brackets):
        chain = match[1] or match[4]
        if match[1]:
            opened[chain].append((len(words) - 1, match[2]))
        if (match[3] or match[4]) and opened[chain]:
            first, attributes = opened[chain].pop()
            fields = attributes.split("-")
            least = re.match(r"\d+", fields[4]) if len(fields) > 4 else None
            head = min(first + int(least[0]) - 1 if least else first, len(words) - 1)
            span = Span(words[first][0].start, words[-1][0].end)
            yield GoldMention(chain, fields[0], span, *words[head])


def _parsed(gold: GoldText) -> Parsed:
    blocks = tuple(Block("paragraph", span) for span in gold.paragraphs if span.end > span.start)
    docs = model().pipe(gold.text[a:b].translate(PLAIN) for _, (a, b) in blocks)
    pieces = tuple(
        ParsedBlock(block, block.span.start, doc) for block, doc in zip(blocks, docs, strict=True)
    )
    return Parsed(Document(gold.name, gold.name, "", gold.text), blocks, pieces)


def _compare(gold: GoldText) -> Iterator[tuple[str, str]]:
    """For every gold mention that is asked about: its kind, and gold, resolved or right."""
    parsed = _parsed(gold)
    rows = mentions(parsed, sentences(parsed, Annotations()))
    chains = _chains(gold, rows.mentions)
    named = {mention.chain for mention in gold.mentions if mention.tag in ("NNP", "NNPS")}
    found = _by_place(rows.mentions, rows.entities)
    for mention in gold.mentions:
        kind = _kind(mention, gold.text)
        if kind is None or mention.chain not in named:
            continue
        yield kind, "gold"
        entity = found.get(mention.head.start)
        if entity in chains:
            yield kind, "resolved"
            if chains[entity] == mention.chain:
                yield kind, "right"


def _kind(mention: GoldMention, text: str) -> str | None:
    word = text[slice(*mention.head)].lower()
    if word in HE_SHE:
        return "he_she"
    if word in IT_THEY:
        return "it_they"
    if mention.what in ("person", "organization") and mention.tag in ("NN", "NNS"):
        return "descriptions"
    return None


def _by_place(rows: Sequence[Mention], entities: Sequence[Entity]) -> dict[int, str]:
    """The entity of the smallest pronoun or description that covers each character."""
    known = {entity.id for entity in entities}
    found: dict[int, str] = {}
    for row in sorted(rows, key=lambda row: row.span.start - row.span.end):
        for place in range(*row.span):
            found.pop(place, None)
            if row.kind != "name" and row.entity in known and row.entity is not None:
                found[place] = row.entity
    return found


def _chains(gold: GoldText, rows: Sequence[Mention]) -> dict[str, str]:
    """The gold chain of each entity: the one that most of its names stand in.

    A name stands in the smallest gold mention around it, "Minister Jane Doe" around "Jane Doe".
    """
    around: dict[int, list[GoldMention]] = defaultdict(list)
    for mention in gold.mentions:
        for place in range(*mention.span):
            around[place].append(mention)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        holders = [m for m in around[row.span.start] if m.span.end >= row.span.end]
        if row.kind == "name" and row.entity is not None and holders:
            smallest = min(holders, key=lambda m: m.span.end - m.span.start)
            votes[row.entity][smallest.chain] += 1
    return {entity: count.most_common(1)[0][0] for entity, count in votes.items()}


def _score(counts: Counter[tuple[str, str]], kind: str) -> Score:
    gold, resolved, right = (counts[kind, what] for what in ("gold", "resolved", "right"))
    return Score(gold, resolved, right, right / max(resolved, 1), right / max(gold, 1))
