"""Which outlet carries whose words: who had a passage first here, who had it later, who repeats.

An outlet is first only where its earliest dated document is surely before every dated one of any
other outlet. Of documents of one day, or "2031" and "2031-05", neither is first; those without a
date are neither first nor later. First means earliest seen here, among dated documents, and never
that the words were that outlet's own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from sayso.link.dates import surely_before


class Carried(NamedTuple):
    """A document that carries a passage."""

    passage: str
    doc: str
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a passage goes: across outlets, or only within one."""

    documents: int
    outlets: int
    unknown: int
    """Documents of which the outlet is unknown."""
    repeats: int
    """Documents whose outlet has it in another one already."""

    @property
    def kind(self) -> Literal["across", "within", "unknown"]:
        """``unknown`` where one outlet at most is known, and others may carry it."""
        return "across" if self.outlets > 1 else "unknown" if self.unknown else "within"


@dataclass(frozen=True, slots=True)
class Flow:
    """What one outlet had first here and another carried later."""

    first: str
    later: str
    passages: tuple[str, ...]
    documents: int
    """Documents of ``later`` that carry any of them."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """What an outlet carries in several documents of its own."""

    outlet: str
    passages: tuple[str, ...]
    documents: int
    """Documents that carry any of them."""


@dataclass(frozen=True, slots=True)
class Outlets:
    """Who carries whose words, most passages first."""

    flows: tuple[Flow, ...]
    repeats: tuple[Repeats, ...]
    ordered: int
    """Passages that one outlet had first and another later."""
    unordered: int
    """Passages that several outlets carry and none is known to have had first."""


def reach(carriers: Iterable[Carried]) -> Reach:
    """How far the carriers of one passage go."""
    outlets = Counter(outlet for _, outlet in {(one.doc, one.outlet) for one in carriers})
    unknown = outlets.pop(None, 0)
    known = outlets.total()
    return Reach(known + unknown, len(outlets), unknown, known - len(outlets))


def first_outlet(carriers: Sequence[Carried]) -> str | None:
    """The outlet that had a passage first here; null where that is not known."""
    earliest = min(
        (one for one in carriers if one.published),
        key=lambda one: (one.published or "", one.outlet or ""),
        default=None,
    )
    if earliest is None or earliest.outlet is None:
        return None
    others = (one for one in carriers if one.published and one.outlet != earliest.outlet)
    surely = all(surely_before(earliest.published, one.published) for one in others)
    return earliest.outlet if surely else None


def outlets(carried: Iterable[Carried]) -> Outlets:
    """Who carries whose words; the carriers of each passage must come one after another."""
    flows: defaultdict[tuple[str, str], _Cell] = defaultdict(_Cell)
    repeats: defaultdict[str, _Cell] = defaultdict(_Cell)
    ordered = unordered = 0
    for passage, group in groupby(carried, key=lambda one: one.passage):
        carriers = list(group)
        docs = _by_outlet(carriers)
        for outlet, own in docs.items():
            if len(own) > 1:
                repeats[outlet].add(passage, own)
        first = first_outlet(carriers)
        later = _by_outlet(one for one in carriers if one.published and one.outlet != first)
        if first is not None and later:
            ordered += 1
            for outlet, own in later.items():
                flows[first, outlet].add(passage, own)
        elif len(docs) > 1:
            unordered += 1
    return Outlets(
        tuple(Flow(*pair, *cell.counted()) for pair, cell in sorted(flows.items(), key=_most)),
        tuple(Repeats(one, *cell.counted()) for one, cell in sorted(repeats.items(), key=_most)),
        ordered,
        unordered,
    )


def _by_outlet(carriers: Iterable[Carried]) -> dict[str, set[str]]:
    """The documents of each known outlet."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in carriers:
        if one.outlet is not None:
            found[one.outlet].add(one.doc)
    return found


class _Cell:
    def __init__(self) -> None:
        self.passages: list[str] = []
        self.docs: set[str] = set()

    def add(self, passage: str, docs: set[str]) -> None:
        self.passages.append(passage)
        self.docs |= docs

    def counted(self) -> tuple[tuple[str, ...], int]:
        return tuple(self.passages), len(self.docs)


def _most(item: tuple[object, _Cell]) -> tuple[int, int, str]:
    return -len(item[1].passages), -len(item[1].docs), str(item[0])
