"""Origins: how many independent texts a set of documents is, and which are copies of which.

What is counted is each document's article, or only the stretches of it that a count is about: the
members of a passage are one origin of it, though their documents may be independent texts.

Documents are taken in order of their published dates, those of one day the longest first, the
undated last. One of which at least ``HELD`` stands in a text that is there already is a copy of
it; any other is an origin. So a report stays one that shares a quotation or an agency's background
paragraph with others, and ten outlets that print one wire report are one. Where the order is not
known, and within one outlet, a text is also the same origin when it holds the first text of that
origin: an agency's flash and the report that follows it are one.

Every copy is compared with the origin's first text, or with one that holds it, and never with
another copy; so nothing joins an origin because it resembles something that resembles it. Known
loss: a digest that is undated, or of the same day as what it gathers, counts as the text from
which the gathered ones came, and they then count once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sayso.rows import Span

HELD = 0.5
"""The share of a text that makes it a copy: most of its words are another's. Two briefs that say
hardly more than one quotation are one origin, too. Measured on the development articles: of twelve
pairs that share a passage, eleven share 5 to 44 % of the one that has more of it, one 72 %."""


class Stretch(NamedTuple):
    """Where a passage stands in what is counted of a document."""

    passage: str
    span: Span


class Text(NamedTuple):
    """What is counted of one document: its length in code points, and what others share of it."""

    doc: str
    length: int
    published: str | None
    outlet: str | None
    stretches: tuple[Stretch, ...]
    """In text order."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that is no origin of its own, and the text that says so."""

    doc: str
    of: str
    """The document it was compared with."""
    share: float
    """How much of the document stands in ``of``; where it ``holds`` that, how much of that in it.
    """
    holds: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent text in several documents: the first of them, and its copies."""

    first: str
    """The earliest; of several it might be the longest."""
    copies: tuple[Copy, ...]
    passage: str
    """The passage that most of them carry, the longest of these."""
    carriers: int
    """How many of them carry it."""

    @property
    def documents(self) -> tuple[str, ...]:
        """All of them, the first one first."""
        return (self.first, *(copy.doc for copy in self.copies))


@dataclass(frozen=True, slots=True)
class Origins:
    """How many independent texts a number of documents is."""

    documents: int
    count: int
    groups: tuple[Origin, ...] = ()
    """The origins that are several documents, the largest first. Every other document is an origin
    by itself."""

    def firsts(self) -> dict[str, str]:
        """For each copy the first document of its origin; who is not there is one."""
        return {copy.doc: group.first for group in self.groups for copy in group.copies}


def origins(texts: Iterable[Text], documents: int) -> Origins:
    """The origins among ``texts``; of ``documents`` in all, those not given share nothing.

    A function of the set of texts alone, whatever their order. Takes time in proportion to the
    texts and, for each, to the origins that it may be a copy of.
    """
    ordered = sorted(texts, key=lambda text: (text.published or "~", -text.length, text.doc))
    found = _Found(ordered)
    for number in range(len(ordered)):
        found.place(number)
    groups = [_origin(ordered, group) for group in found.groups if group.copies]
    groups.sort(key=lambda origin: (-len(origin.copies), origin.first))
    copies = sum(len(origin.copies) for origin in groups)
    return Origins(documents, documents - copies, tuple(groups))


class _Match(NamedTuple):
    """How a text would belong to a group: ``covered`` code points of one of them are shared."""

    covered: int
    share: float
    core: int
    holds: bool

    def rank(self) -> tuple[int, bool, int]:
        """Where most is shared counts; of equals the text that holds this one, then the earlier."""
        return self.covered, not self.holds, -self.core


@dataclass(slots=True)
class _Group:
    """The number of the first text, and of each copy with its reason."""

    first: int
    copies: dict[int, _Match] = field(default_factory=dict)


class _Found:
    """The groups so far. *Cores* are first texts and those that hold them."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.groups: list[_Group] = []
        self._texts = texts
        self._carried = [{stretch.passage for stretch in text.stretches} for text in texts]
        self._spread = Counter(passage for carried in self._carried for passage in carried)
        self._group_of: dict[int, _Group] = {}
        self._carrying: defaultdict[str, list[int]] = defaultdict(list)
        self._needing: defaultdict[str, list[int]] = defaultdict(list)

    def place(self, number: int) -> None:
        """Put the next text into the group it is a copy of, or into one of its own."""
        needed = set(self._needed(self._texts[number]))
        best = max(self._matches(number, needed), key=_Match.rank, default=None)
        if best is None:
            group = _Group(number)
            self.groups.append(group)
        else:
            group = self._group_of[best.core]
            group.copies[number] = best
        if best is None or best.holds:
            self._group_of[number] = group
            for passage in self._carried[number]:
                self._carrying[passage].append(number)
            for passage in needed:
                self._needing[passage].append(number)

    def _needed(self, text: Text) -> Iterator[str]:
        """Passages of which a text that holds this one carries at least one: the rarest.

        What the others cover is too little. So what stands in every document of a site is not
        followed from each to each.
        """
        rest = sum(span.end - span.start for _, span in text.stretches)
        rarest = sorted(text.stretches, key=lambda one: (self._spread[one.passage], one))
        for passage, span in rarest:
            if rest < HELD * text.length:
                return
            yield passage
            rest -= span.end - span.start

    def _matches(self, number: int, needed: Collection[str]) -> Iterator[_Match]:
        for core in {core for passage in needed for core in self._carrying[passage]}:
            yield from self._match(number, core, core, False)
        for core in {core for passage in self._carried[number] for core in self._needing[passage]}:
            if self._group_of[core].first == core and self._may_hold(number, core):
                yield from self._match(core, number, core, True)

    def _match(self, held: int, holder: int, core: int, holds: bool) -> Iterator[_Match]:
        """The match, if enough of one text stands in passages that the other carries too."""
        text, carried = self._texts[held], self._carried[holder]
        covered = done = 0
        for passage, span in text.stretches:
            if passage in carried:
                covered += max(0, span.end - max(span.start, done))
                done = max(done, span.end)
        if covered and covered >= HELD * text.length:
            yield _Match(covered, min(1.0, covered / max(1, text.length)), core, holds)

    def _may_hold(self, number: int, core: int) -> bool:
        """Whether it is not surely a later text of another outlet that took the core in."""
        text, other = self._texts[number], self._texts[core]
        same = text.outlet is not None and text.outlet == other.outlet
        return same or not surely_before(other.published, text.published)


def _origin(texts: Sequence[Text], group: _Group) -> Origin:
    numbers = [group.first, *group.copies]
    carriers: Counter[str] = Counter()
    longest: Counter[str] = Counter()
    for number in numbers:
        stretches = texts[number].stretches
        carriers.update({stretch.passage for stretch in stretches})
        for passage, span in stretches:
            longest[passage] = max(longest[passage], span.end - span.start)
    passage = min(carriers, key=lambda one: (-carriers[one], -longest[one], one))
    copies = (
        Copy(texts[number].doc, texts[match.core].doc, round(match.share, 3), match.holds)
        for number, match in group.copies.items()
    )
    return Origin(texts[group.first].doc, tuple(copies), passage, carriers[passage])


def surely_before(one: str | None, other: str | None) -> bool:
    """Whether a date is certainly before another: "2023" and "2023-07" are in no order."""
    if not one or not other:
        return False
    return one < other and not other.startswith(one)
