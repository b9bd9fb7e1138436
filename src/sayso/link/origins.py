"""Origins: how many independent texts a set of documents is, and which count once together.

Documents that share a passage's lineage count once, however much else each of them says: what they
have in common confirms nothing. The passage that most of the documents carry makes the first such
origin, the one that most of the rest carry the next. So all documents of an origin carry one
passage, which explains it, and none joins because it resembles something that resembles it. How
much of each document that passage is, is told with it.

Known loss: reports that have but one quotation or background paragraph in common count once; so do
pages of one site whose furniture was not recognised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from sayso.rows import Span


class Stretch(NamedTuple):
    """Where a passage stands in a document."""

    passage: str
    span: Span


class Text(NamedTuple):
    """A document: the code points of its sentences, and what others share of it."""

    doc: str
    length: int
    published: str | None
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that is no origin of its own, and how much of it is the shared passage."""

    doc: str
    share: float


@dataclass(frozen=True, slots=True)
class Origin:
    """Several documents that count once: the earliest seen here, and the others."""

    passage: str
    """The passage that all of them carry."""
    first: Copy
    """The earliest; of several it might be the longest."""
    copies: tuple[Copy, ...]
    """In the order of their dates, the undated last."""

    @property
    def documents(self) -> tuple[str, ...]:
        """All of them, the first one first."""
        return (self.first.doc, *(copy.doc for copy in self.copies))


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
        return {copy.doc: group.first.doc for group in self.groups for copy in group.copies}


def origins(texts: Iterable[Text], documents: int) -> Origins:
    """The origins among ``texts``; of ``documents`` in all, those not given share nothing.

    A function of the set of texts alone, whatever their order.
    """
    rest = {text.doc: text for text in texts}
    carriers: defaultdict[str, set[str]] = defaultdict(set)
    for text in rest.values():
        for passage, _ in text.stretches:
            carriers[passage].add(text.doc)
    queue = [(-len(docs), passage) for passage, docs in carriers.items()]
    heapify(queue)
    groups: list[Origin] = []
    while queue:
        size, passage = heappop(queue)
        own = carriers[passage] = carriers[passage] & rest.keys()
        if len(own) == -size > 1:
            groups.append(_origin(passage, [rest.pop(doc) for doc in own]))
        elif len(own) > 1:
            heappush(queue, (-len(own), passage))
    groups.sort(key=lambda origin: (-len(origin.copies), origin.first.doc))
    copies = sum(len(origin.copies) for origin in groups)
    return Origins(documents, documents - copies, tuple(groups))


def _origin(passage: str, texts: Sequence[Text]) -> Origin:
    ordered = sorted(texts, key=lambda text: (text.published or "~", -text.length, text.doc))
    first, *copies = (Copy(text.doc, _share(text, passage)) for text in ordered)
    return Origin(passage, first, tuple(copies))


def _share(text: Text, passage: str) -> float:
    """How much of a text is the passage."""
    covered = sum(span.end - span.start for one, span in text.stretches if one == passage)
    return round(min(1.0, covered / max(1, text.length)), 3)
