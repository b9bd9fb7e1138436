"""A parsed block as plain lists: reading spaCy's tokens one attribute at a time is far slower."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.annotate.parse import ParsedBlock
from sayso.rows import Span

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

COLUMNS = ["ORTH", "TAG", "DEP", "HEAD", "ENT_TYPE", "SENT_START", "IDX", "LENGTH"]
FINITE = frozenset(["VBD", "VBP", "VBZ"])
"""Tags of finite verbs."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one parsed block. ``head`` is an index; ``first`` and ``last`` bound a subtree.

    ``start`` and ``end`` are code points in the document's text; ``sentence`` numbers sentences.
    """

    words: list[str]
    tags: list[str]
    deps: list[str]
    head: list[int]
    entity: list[str]
    start: list[int]
    end: list[int]
    sentence: list[int]
    children: list[list[int]]
    first: list[int]
    last: list[int]
    bounds: list[tuple[int, int]] = field(default_factory=list)
    """First token of each sentence and the one after its last."""

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """The code points from token ``first`` to token ``last``, both included."""
        return Span(self.start[first], self.end[last])

    def child(self, at: int, *deps: str) -> int | None:
        """The first child with one of these relations."""
        for one in self.children[at]:
            if self.deps[one] in deps:
                return one
        return None

    def ancestors(self, at: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        while self.head[at] != at:
            at = self.head[at]
            yield at


def tokens(block: ParsedBlock) -> Tokens:
    """The lists of a block; linear in its tokens."""
    doc = block.doc
    rows = doc.to_array(COLUMNS)
    names = _names(doc, rows[:, :5])
    size = len(doc)
    heads = rows[:, 3].astype("int64")
    begins = _begins(rows[:, 5].astype("int64").tolist())
    bounds = list(zip(begins, [*begins[1:], size], strict=True)) if size else []
    sentence = [number for number, (a, b) in enumerate(bounds) for _ in range(a, b)]
    head = [at + int(step) for at, step in enumerate(heads.tolist())]
    head = [above if sentence[above] == sentence[at] else at for at, above in enumerate(head)]
    start = [block.offset + at for at in rows[:, 6].tolist()]
    length = rows[:, 7].tolist()
    children: list[list[int]] = [[] for _ in range(size)]
    for at, above in enumerate(head):
        if above != at:
            children[above].append(at)
    first, last = edges(head)
    words, tags, deps, entity = names
    words = [word.lower() for word in words]
    end = [a + n for a, n in zip(start, length, strict=True)]
    return Tokens(
        words, tags, deps, head, entity, start, end, sentence, children, first, last, bounds
    )


# No sentence that somebody wrote has more tokens. Broken marks can make one of a whole block, and
# what the rules do within a sentence may take the square of its length.
LONGEST_SENTENCE = 300


def _begins(flags: list[int]) -> list[int]:
    """The first token of every sentence; a sentence that never ends is cut."""
    begins: list[int] = []
    for at, flag in enumerate(flags):
        if at == 0 or flag == 1 or at - begins[-1] >= LONGEST_SENTENCE:
            begins.append(at)
    return begins


class _Names(dict[int, str]):
    """The strings of a vocabulary by their hashes, each looked up once; of none the empty one."""

    def __init__(self, strings: StringStore) -> None:
        super().__init__({0: ""})
        self.strings = strings

    def __missing__(self, value: int) -> str:
        found = self[value] = self.strings[value]
        return found


def _names(doc: Doc, rows):  # type: ignore[no-untyped-def]
    known = _Names(doc.vocab.strings)
    return tuple([known[value] for value in rows[:, column].tolist()] for column in (0, 1, 2, 4))


def edges(head: list[int]) -> tuple[list[int], list[int]]:
    """Bounds of every subtree. Children are folded into heads from the leaves up."""
    size = len(head)
    first, last = list(range(size)), list(range(size))
    waiting = [0] * size
    for at, above in enumerate(head):
        if above != at:
            waiting[above] += 1
    ready = [at for at in range(size) if not waiting[at]]
    while ready:
        at = ready.pop()
        above = head[at]
        if above == at:
            continue
        first[above] = min(first[above], first[at])
        last[above] = max(last[above], last[at])
        waiting[above] -= 1
        if not waiting[above]:
            ready.append(above)
    return first, last
