"""What the rules look at: one block's tokens with its quotations, and what the rules propose."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from sayso.annotate.attributions.lexicon import Entry
from sayso.annotate.attributions.marks import Quotation, quotations
from sayso.annotate.attributions.repair import repair
from sayso.annotate.attributions.tokens import Tokens, tokens
from sayso.annotate.parse import ParsedBlock
from sayso.rows import Span

# Only single marks nest in double ones, so a quotation that reaches this far forward stands at
# most so many places before in the list.
NESTED = 8
Reach = tuple[int, int]
"""First and last token of a stretch, both included."""

PUNCTUATION = frozenset([",", ".", ":", ";", "-", "--", "—", "–", "(", ")", "...", "…"])
NOT_SPEECH_WORDS = 3


@dataclass(slots=True)
class Candidate:
    """What one rule proposes: token stretches of one block."""

    rule: str
    anchor: int
    lemma: str
    source: Reach | None
    cue: Reach
    content: list[Reach]
    head: int | None = None
    """The source's head noun."""
    audience: Reach | None = None
    audience_in: bool = False
    """Whether the content begins with whom it was said to ("urged them to leave")."""
    passive: bool = False
    negated: bool = False
    sure: float = 0.0
    """A score that needs no counts, because the construction tells enough."""
    refused: str = ""
    """The verb that "declined to" and the like lead to, once it is part of the cue."""
    score: float = 0.5
    entry: Entry | None = None
    outer: Candidate | None = None
    """The candidate that this one is inside by its construction, not by its place."""
    waits: bool = False
    """Whether it ends its block with a colon, so that the next block is its content."""


@dataclass
class Scene:
    """One block. ``quotes`` are its quotations and ``bounds`` their tokens, marks included."""

    text: str
    block: ParsedBlock
    tokens: Tokens
    quotes: list[Quotation]
    bounds: list[Reach] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, block: ParsedBlock) -> Scene:
        """The scene of a block of the document's ``text``."""
        own = tokens(block)
        repair(own)
        quotes = quotations(text, block.offset, block.end)
        scene = cls(text, block, own, quotes)
        scene.quotes = [one for one in quotes if scene.reach(one.outer) is not None]
        scene.bounds = [scene.reach(one.outer) or (0, 0) for one in scene.quotes]
        return scene

    def reach(self, span: Span) -> Reach | None:
        """The tokens that touch a span."""
        first = bisect_right(self.tokens.end, span.start)
        last = bisect_left(self.tokens.start, span.end) - 1
        return (first, last) if first <= last else None

    def near(self, first: int, last: int) -> Iterator[int]:
        """The numbers of the quotations that touch the tokens ``first`` to ``last``."""
        at = bisect_left(self.bounds, (first, 0))
        for number in range(max(0, at - NESTED), at):
            if self.bounds[number][1] >= first:
                yield number
        while at < len(self.bounds) and self.bounds[at][0] <= last:
            yield at
            at += 1

    @cached_property
    def within(self) -> list[int]:
        """For each token the outermost quotation it stands in, or -1."""
        found = [-1] * len(self.tokens)
        for number in range(len(self.quotes) - 1, -1, -1):
            if self.quotes[number].single and self._inner(number):
                continue
            first, last = self.bounds[number]
            for at in range(first, last + 1):
                found[at] = number
        return found

    def _inner(self, number: int) -> bool:
        a, b = self.quotes[number].outer
        return any(
            one.outer.start <= a and b <= one.outer.end
            for one in self.quotes[max(0, number - NESTED) : number]
        )

    def clip(self, reach: Reach, anchor: int) -> Reach | None:
        """``reach`` without what lies on the other side of the quotation that ``anchor`` is in."""
        own = self.within[anchor]
        if own < 0:
            return reach
        first, last = self.bounds[own]
        a, b = max(reach[0], first), min(reach[1], last)
        return (a, b) if a <= b else None


def propose(candidate: Candidate, **changes: object) -> Candidate:
    """A copy of a candidate with changes."""
    return replace(candidate, **changes)  # type: ignore[arg-type]
