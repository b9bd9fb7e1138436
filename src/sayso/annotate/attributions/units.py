"""A document as the attribution model sees it: its words in a row, each with what is known of it.

A *unit* is a token of the parse that is not white space. What the rules found is among the
features, so that the model decides where they are right instead of learning grammar anew.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.rules import TABLES, Found
from sayso.annotate.attributions.scene import Scene
from sayso.rows import Span

Ints = NDArray[np.int32]

# Bits of the role that the rules give a unit.
SOURCE, CUE, CONTENT = 1, 2, 4
OUT, IN, MARK, UNCLOSED = range(4)
LOWER, INITIAL, CAPITALS, OTHER = range(4)
TITLE = 2
"""Places from this one on are in a title."""
# Above each of these shares of attributing uses a word stands in the next class.
RATES = (0.02, 0.1, 0.3, 0.6)
TABLE_CLASSES = len(RATES) + 1
SIZES = {"quote": 4, "case": 4, "role": 8, "edge": 4, "lexicon": 1 + 3 * TABLE_CLASSES, "place": 4}
QUOTES = str.maketrans({**dict.fromkeys("“”„‟«»〝〞″", '"'), **dict.fromkeys("‘’‚‹›`", "'")})


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a document in text order; every list and array has one item a unit.

    ``start`` and ``end`` are code points; ``head`` is a unit's number. ``quotation`` numbers the
    outermost quotation that a unit stands in (its marks included), or is -1.
    """

    words: list[str]
    start: Ints
    end: Ints
    block: Ints
    sentence: Ints
    head: Ints
    tags: list[str]
    deps: list[str]
    entity: list[str]
    quotation: Ints
    quote: Ints
    case: Ints
    role: Ints
    edge: Ints
    lexicon: Ints
    place: Ints
    token: Ints
    """A unit's number among the tokens of its block."""

    def __len__(self) -> int:
        return len(self.words)

    def reach(self, span: Span) -> tuple[int, int] | None:
        """The first unit that touches a span of the text, and the one after the last."""
        first = int(np.searchsorted(self.end, span.start, side="right"))
        last = int(np.searchsorted(self.start, span.end, side="left"))
        return (first, last) if first < last else None


def units(text: str, scenes: Sequence[Scene], found: Sequence[Found]) -> Units:
    """The units of the parsed blocks of ``text``; linear in them."""
    columns = _Columns()
    for number, scene in enumerate(scenes):
        columns.add(text, number, scene)
    return columns.done(found)


class _Columns:
    def __init__(self) -> None:
        self.words: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.block: list[int] = []
        self.sentence: list[int] = []
        self.head: list[int] = []
        self.tags: list[str] = []
        self.deps: list[str] = []
        self.entity: list[str] = []
        self.quotation: list[int] = []
        self.quote: list[int] = []
        self.lexicon: list[int] = []
        self.place: list[int] = []
        self.token: list[int] = []
        self._sentences = 0
        self._quotations = 0

    def add(self, text: str, number: int, scene: Scene) -> None:
        t = scene.tokens
        kept = [at for at in range(len(t)) if not t.words[at].isspace()]
        base = len(self.words)
        place = {at: base + n for n, at in enumerate(kept)}
        title = TITLE * scene.block.block.is_headline
        first_of = {a for a, _ in t.bounds}
        capitals = _headline([text[t.start[at] : t.end[at]] for at in kept])
        self.words += [text[t.start[at] : t.end[at]] for at in kept]
        self.start += [t.start[at] for at in kept]
        self.end += [t.end[at] for at in kept]
        self.block += [number] * len(kept)
        self.sentence += [self._sentences + t.sentence[at] for at in kept]
        if capitals:
            self.head += place.values()
            for column in (self.tags, self.deps, self.entity):
                column += [""] * len(kept)
            self.lexicon += [0] * len(kept)
        else:
            self.head += [place.get(t.head[at], own) for at, own in place.items()]
            self.tags += [t.tags[at] for at in kept]
            self.deps += [t.deps[at] for at in kept]
            self.entity += [t.entity[at] for at in kept]
            self.lexicon += [_lexicon(t.words[at], t.tags[at]) for at in kept]
        within = [scene.within[at] for at in kept]
        self.quotation += [self._quotations + one if one >= 0 else -1 for one in within]
        self.quote += [_quote(scene, at) if scene.quotes else OUT for at in kept]
        self.place += [title + (at in first_of) for at in kept]
        self.token += kept
        self._sentences += len(t.bounds)
        self._quotations += len(scene.quotes)

    def done(self, found: Sequence[Found]) -> Units:
        role, edge = _rules(self.start, self.end, found)
        return Units(
            self.words,
            _ints(self.start),
            _ints(self.end),
            _ints(self.block),
            _ints(self.sentence),
            _ints(self.head),
            self.tags,
            self.deps,
            self.entity,
            _ints(self.quotation),
            _ints(self.quote),
            _ints([_case(word) for word in self.words]),
            _ints(role),
            _ints(edge),
            _ints(self.lexicon),
            _ints(self.place),
            _ints(self.token),
        )


# Of so many long words nearly all begin with a capital in "Mayor Says Dam Will Hold".
FEWEST_CAPITALS, CAPITAL_SHARE = 4, 0.8
LONG = 4
"""Shorter words ("of", "the") are in small letters in headlines, too."""


def _headline(words: Sequence[str]) -> bool:
    """Whether a block is in capitals like a headline: the parser takes its verbs for names."""
    long = [word for word in words if len(word) >= LONG and word.isalpha()]
    capital = sum(word[0].isupper() for word in long)
    return capital >= FEWEST_CAPITALS and capital >= CAPITAL_SHARE * len(long)


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int32)


def _quote(scene: Scene, at: int) -> int:
    number = scene.within[at]
    if number < 0:
        return OUT
    one = scene.quotes[number]
    start, end = scene.tokens.start[at], scene.tokens.end[at]
    if end <= one.inner.start or start >= one.inner.end:
        return MARK
    return IN if one.closed else UNCLOSED


@lru_cache(maxsize=1 << 14)
def _case(word: str) -> int:
    if not word[:1].isalpha():
        return OTHER
    if word.isupper() and len(word) > 1:
        return CAPITALS
    return INITIAL if word[:1].isupper() else LOWER


@lru_cache(maxsize=1 << 14)
def _lexicon(word: str, tag: str) -> int:
    """Class of a word by its word class and by how often it attributes; 0 for all others."""
    table = TABLES.get(tag[:2])
    entry = None if table is None else lexicon().entry(table, word)
    if table is None or entry is None:
        return 0
    return 1 + TABLE_CLASSES * list(TABLES.values()).index(table) + bisect_right(RATES, entry.rate)


def _rules(
    start: Sequence[int], end: Sequence[int], found: Sequence[Found]
) -> tuple[list[int], list[int]]:
    """For each unit the roles that the rules give it, and whether one begins (1) or ends (2)."""
    role, edge = [0] * len(start), [0] * len(start)
    for one in found:
        row = one.row
        for bit, spans in ((SOURCE, (row.source,)), (CUE, (row.cue,)), (CONTENT, row.content)):
            for span in spans:
                if span is None:
                    continue
                first, last = bisect_right(end, span.start), bisect_left(start, span.end)
                for at in range(first, last):
                    role[at] |= bit
                if first < last:
                    edge[first] |= 1
                    edge[last - 1] |= 2
    return role, edge


Part = tuple[int, int, int]
"""A role (``SOURCE``, ``CUE`` or ``CONTENT``), its first unit, and the one after its last."""


def parts(
    own: Units, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]
) -> tuple[Part, ...]:
    """One attribution by its units; what lies in no parsed block is left out."""
    roles = ((SOURCE, source), (CUE, cue), (CONTENT, content))
    reaches = [(role, own.reach(span)) for role, spans in roles for span in spans]
    return tuple((role, *reach) for role, reach in reaches if reach is not None)


def proposals(own: Units, found: Sequence[Found]) -> tuple[tuple[Part, ...], ...]:
    """What the rules found, by its units."""
    rows = [one.row for one in found]
    return tuple(
        parts(own, (row.source,) if row.source else (), (row.cue,), row.content) for row in rows
    )


def plain(word: str) -> str:
    """A word with straight quotation marks, as the encoder's vocabulary knows them best."""
    word = word.translate(QUOTES)
    return '"' if word in ("''", '""') else word
