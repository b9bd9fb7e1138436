"""From linked units to rows: passages with their members, wordings, parents and edits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from sayso.link.edits import edits
from sayso.link.passages.cluster import Cluster, Extent, Link, clusters
from sayso.link.passages.lineage import Version, parents
from sayso.link.passages.words import Words, key, words
from sayso.rows import Edit, Passage, PassageMember, Span, Wording


class Carrier(NamedTuple):
    """A paragraph of a document, and the document's published date, ISO 8601, if known."""

    doc: str
    span: Span
    published: str | None


class Carriers(Protocol):
    """Who carries a unit, and how they write it."""

    def carriers(self, unit: int) -> Sequence[Carrier]:
        """Every paragraph that is this unit, in any order."""
        ...

    def text(self, carrier: Carrier) -> str:
        """The words of one carrier."""
        ...

    def stored(self, passage: str) -> Passage | None:
        """The passage with this id as it was, if it was there: its edits are not found again."""
        ...


_Edits = dict[tuple[PassageMember, PassageMember], tuple[Edit, ...]]


class _Member(NamedTuple):
    """A member before its wording has an id; ordered by date, the undated last."""

    undated: bool
    published: str
    doc: str
    span: Span
    unit: int


def passages(
    links: Iterable[Link], words_of: Callable[[int], Words], carriers: Carriers
) -> list[Passage]:
    """The passages among linked units that at least two documents carry, ordered by id."""
    taken: set[str] = set()
    found = []
    for cluster in clusters(links):
        passage = _passage(cluster, words_of, carriers, taken)
        if passage is not None:
            taken.add(passage.id)
            found.append(passage)
    return sorted(found, key=lambda passage: passage.id)


def _passage(
    cluster: Cluster, words_of: Callable[[int], Words], carriers: Carriers, taken: set[str]
) -> Passage | None:
    hashes: dict[int, tuple[int, ...]] = {}
    members: dict[int, list[_Member]] = defaultdict(list)
    for extent in cluster:
        own = words_of(extent.unit).hashes[extent.first : extent.last]
        wording = key(own)
        hashes[wording] = own
        members[wording].extend(_members(extent, words_of(extent.unit), carriers))
    if len({member.doc for group in members.values() for member in group}) < 2:
        return None
    for group in members.values():
        group.sort()
    versions = [
        Version(one, hashes[one], group[0].published or None) for one, group in members.items()
    ]
    lineage = parents(versions)
    order = sorted(members, key=lambda one: (*members[one][0][:2], one))
    identifier = _id(order[0], members[order[0]], taken)
    firsts = {one: members[one][0] for one in order}
    known = _edits(carriers.stored(identifier)) if any(lineage.values()) else {}
    return Passage(
        identifier,
        tuple(
            PassageMember(member.doc, member.span, _hex("w", one))
            for one in order
            for member in members[one]
        ),
        tuple(_wording(one, lineage[one], firsts, known, carriers) for one in order),
    )


def _members(extent: Extent, unit: Words, carriers: Carriers) -> Iterator[_Member]:
    """Where the extent stands in each carrier; only a part of a unit needs its text again."""
    whole = (extent.first, extent.last) == (0, len(unit))
    for carrier in carriers.carriers(extent.unit):
        start = carrier.span.start
        if whole:
            span = carrier.span
        else:
            inner = words(carriers.text(carrier)).stretch(extent.first, extent.last)
            span = Span(start + inner.start, start + inner.end)
        published = carrier.published or ""
        yield _Member(not published, published, carrier.doc, span, extent.unit)


def _edits(stored: Passage | None) -> _Edits:
    """The edits of a passage's wordings, by the first carriers of the wording and its parent."""
    if stored is None:
        return {}
    first: dict[str, PassageMember] = {}
    for member in stored.members:
        first.setdefault(member.wording, member)
    return {
        (first[wording.parent], first[wording.id]): wording.edits
        for wording in stored.wordings
        if wording.parent is not None
    }


def _wording(
    one: int, parent: int | None, firsts: dict[int, _Member], known: _Edits, carriers: Carriers
) -> Wording:
    name, first = _hex("w", one), firsts[one]
    if parent is None:
        return Wording(name, None if first.undated else first.doc, None, ())
    older, older_name = firsts[parent], _hex("w", parent)
    both = (
        PassageMember(older.doc, older.span, older_name),
        PassageMember(first.doc, first.span, name),
    )
    changed = known.get(both)
    if changed is None:
        changed = edits(_text(older, carriers), _text(first, carriers))
    return Wording(name, None if first.undated else first.doc, older_name, changed)


def _text(member: _Member, carriers: Carriers) -> str:
    return carriers.text(Carrier(member.doc, member.span, member.published or None))


def _id(root: int, carriers: Sequence[_Member], taken: set[str]) -> str:
    """From the earliest wording and the unit it stands in, which no unlinked passage can share."""
    parts: tuple[int, ...] = (root, min(member.unit for member in carriers))
    found = _hex("p", key(parts))
    while found in taken:  # another passage among the same units begins with the same wording
        parts = (*parts, 0)
        found = _hex("p", key(parts))
    return found


def _hex(prefix: str, value: int) -> str:
    return f"{prefix}{value & (1 << 64) - 1:016x}"
