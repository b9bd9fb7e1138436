"""Who is who within a document, measured against gold chains of whichever corpus.

Two kinds of figures. **Scores** ask of each gold mention of a kind (pronouns, descriptions, names)
whose chain holds a name: did it get the entity that this name got? One that got none counts against
recall only. A name must also share its entity with most names of its chain. **Chains** are compared
whole by the field's metrics (``chains``).

A row and a gold mention are the same mention when they have the same head word, by the gold or else
by the parse; of several the one whose characters agree best (the *head match* of CorefUD). Compared
are chains that hold a name, on both sides. Chains of one mention are left out, on both sides, as in
CoNLL-2012: of what is left a mention of a single-mention chain is one too many. Titles, relative
pronouns and adjectives ("Ruritanian") are rows of Sayso's that these golds do not mark: they are
left out where no gold mention has their head.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from sayso.annotate.mentions import mentions
from sayso.annotate.parse import Parsed
from sayso.annotate.sentences import sentences
from sayso.annotate.stage import Annotations
from sayso.bench import chains as metrics
from sayso.bench.chains import Chain, ChainFigures
from sayso.rows import Mention, Span


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention of the gold, and its chain. ``asked`` is the score that it counts in, or none."""

    chain: str
    span: Span
    named: bool
    asked: str | None
    head: Span | None = None
    """Its head word, where the gold says."""


@dataclass(slots=True)
class GoldText:
    """A document of the gold: its text, where its paragraphs are, and its mentions."""

    name: str
    text: str = ""
    paragraphs: list[Span] = field(default_factory=list)
    mentions: list[GoldMention] = field(default_factory=list)
    partial: bool = False
    """Whether the gold leaves out mentions of the sort that it marks."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many of a kind had to be resolved, how many were, and how many of those rightly."""

    kind: str
    gold: int
    resolved: int
    right: int

    @property
    def precision(self) -> float:
        """``right`` of ``resolved``; 0 without any."""
        return self.right / self.resolved if self.resolved else 0.0

    @property
    def recall(self) -> float:
        """``right`` of ``gold``; 0 without any."""
        return self.right / self.gold if self.gold else 0.0


@dataclass(frozen=True, slots=True)
class EntityFigures:
    """Figures of one corpus. ``errors`` says where the wrong ones stand: document, code point."""

    corpus: str
    documents: int
    scores: tuple[Score, ...]
    chains: ChainFigures
    unread: int
    """Gold mentions where nothing is parsed (furniture, datelines): they count as missed."""
    errors: tuple[tuple[str, int], ...]

    def score(self, kind: str) -> Score:
        """The score of a kind."""
        return next(score for score in self.scores if score.kind == kind)


class Tally:
    """Adds up what documents give."""

    def __init__(self, corpus: str, kinds: Sequence[str]) -> None:
        self.corpus = corpus
        self.kinds = kinds
        self.documents = 0
        self.counts: Counter[tuple[str, str]] = Counter()
        self.chains = ChainFigures()
        self.unread = 0
        self.errors: list[tuple[str, int]] = []

    def add(self, gold: GoldText, parsed: Parsed) -> None:
        """Compare a document's rows with its gold."""
        rows = mentions(parsed, sentences(parsed, Annotations())).mentions
        words = Words(parsed)
        self.documents += 1
        self.unread += sum(words.head(mention.span) is None for mention in gold.mentions)
        for kind, verdict, mention in judge(gold, rows, words):
            self.counts[kind, verdict] += 1
            if verdict == "wrong":
                self.errors.append((gold.name, mention.span.start))
        self.chains += metrics.compare(*same_mentions(gold, rows, words))

    def figures(self) -> EntityFigures:
        """The figures of all documents so far."""
        scores = tuple(self._score(kind) for kind in self.kinds)
        errors = tuple(self.errors)
        return EntityFigures(self.corpus, self.documents, scores, self.chains, self.unread, errors)

    def _score(self, kind: str) -> Score:
        right, wrong, none = (self.counts[kind, what] for what in ("right", "wrong", "unresolved"))
        return Score(kind, right + wrong + none, right + wrong, right)


class Words:
    """The words of a parsed document by their place."""

    def __init__(self, parsed: Parsed) -> None:
        self._words: dict[int, tuple[int, Token]] = {
            place: (block.offset + token.idx, token)
            for block in parsed.blocks
            for token in block.doc
            for place in range(block.offset + token.idx, block.offset + token.idx + len(token))
        }

    def head(self, span: Span) -> tuple[int, Token] | None:
        """Where the head word of ``span`` begins, and the word; none where nothing was parsed."""
        found = {
            word[1].i: word
            for place in range(*span)
            if (word := self._words.get(place)) is not None
        }
        own = [word for word in found.values() if word[1].head.i not in found]
        own += [word for word in found.values() if word[1].head.i == word[1].i]
        return own[0] if own else None


def judge(
    gold: GoldText, rows: Sequence[Mention], words: Words
) -> Iterator[tuple[str, str, GoldMention]]:
    """For every gold mention that is asked about: its kind, the verdict, and itself."""
    of_entity = _chains(gold, rows)
    row_of = {other: rows[at] for at, other in _paired(gold.mentions, rows, words)}
    named = {mention.chain for mention in gold.mentions if mention.named}
    asked = [
        (mention, row_of.get(at))
        for at, mention in enumerate(gold.mentions)
        if mention.asked and mention.chain in named
    ]
    of_chain = _entities((one.chain, row) for one, row in asked if one.named)
    for mention, row in asked:
        assert mention.asked is not None
        is_name = row is not None and row.kind == "name"
        if row is None or row.entity not in of_entity or is_name != mention.named:
            verdict = "unresolved"
        elif of_entity[row.entity] != mention.chain:
            verdict = "wrong"
        else:
            split = mention.named and of_chain[mention.chain] != row.entity
            verdict = "wrong" if split else "right"
        yield mention.asked, verdict, mention


def _entities(named: Iterator[tuple[str, Mention | None]]) -> dict[str, str]:
    """The entity that most names of each gold chain have."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for chain, row in named:
        if row is not None and row.kind == "name" and row.entity is not None:
            votes[chain][row.entity] += 1
    return {chain: count.most_common(1)[0][0] for chain, count in votes.items()}


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


def same_mentions(
    gold: GoldText, rows: Sequence[Mention], words: Words
) -> tuple[list[Chain], list[Chain]]:
    """The chains of gold and rows that are compared; what is the same mention has the same key."""
    pairs = dict(_paired(gold.mentions, rows, words))
    golden: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for at, mention in enumerate(gold.mentions):
        golden[mention.chain].add(("gold", at))
    found: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for at, row in enumerate(rows):
        if row.entity is not None and at in pairs:
            found[row.entity].add(("gold", pairs[at]))
        elif row.entity is not None and _expected(row, gold, words):
            found[row.entity].add(("found", at))
    named = {mention.chain for mention in gold.mentions if mention.named}
    known = {row.entity for row in rows if row.kind == "name"}
    return (
        [own for chain, own in golden.items() if chain in named and len(own) > 1],
        [own for entity, own in found.items() if entity in known and len(own) > 1],
    )


def _paired(
    golden: Sequence[GoldMention], rows: Sequence[Mention], words: Words
) -> Iterator[tuple[int, int]]:
    """Rows and gold mentions one to one that have the same head, those that agree best first."""
    heads: dict[int, list[int]] = defaultdict(list)
    for at, mention in enumerate(golden):
        if (place := _head(mention, words)) is not None:
            heads[place].append(at)
    agreeing = [
        (-_agreement(row.span, golden[other].span), at, other)
        for at, row in enumerate(rows)
        if (head := words.head(row.span)) is not None
        for other in heads[head[0]]
    ]
    left, right = set[int](), set[int]()
    for _, at, other in sorted(agreeing):
        if at not in left and other not in right:
            left.add(at)
            right.add(other)
            yield at, other


def _head(mention: GoldMention, words: Words) -> int | None:
    """Where the head word begins. A name's is the parse's: GUM has the first of several words."""
    if mention.head is not None and not mention.named:
        return mention.head.start
    head = words.head(mention.span)
    return None if head is None else head[0]


def _agreement(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * max(shared, 0) / (one.end - one.start + other.end - other.start)


def _expected(row: Mention, gold: GoldText, words: Words) -> bool:
    """Whether a row that is no gold mention is one too many."""
    head = words.head(row.span)
    if gold.partial or row.kind == "title" or head is None:
        return False
    return not head[1].tag_.startswith(("W", "J"))


__all__ = ["EntityFigures", "GoldMention", "GoldText", "Score", "Tally", "Words"]
