"""Entities across documents: who in one text is who in another.

What has one key is one; then each block of keys that might be one is judged by itself, so that
memory holds one block and the joins found, never the corpus. Joins are made strongest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sayso.annotate.fold import fold
from sayso.link.entities.bodies import initials, is_acronym, judge_acronym, judge_name
from sayso.link.entities.evidence import evidence
from sayso.link.entities.gather import Gathering
from sayso.link.entities.keys import MOST_NAMES, entity_id, entity_key, other_keys, stands_alone
from sayso.link.entities.people import judge
from sayso.link.entities.profile import Join, Profile, Surroundings
from sayso.link.entities.spelling import skeleton
from sayso.link.evidence import Evidence
from sayso.link.rulings import Parts, Rulings, own_key
from sayso.rows import Entity


@dataclass(frozen=True, slots=True)
class Keyed:
    """An entity of a document, its key, and the blocks in which it may meet others."""

    local: str
    doc: str
    key: str
    alone: bool
    blocks: frozenset[str]


class Store(Surroundings, Protocol):
    """Where the entities of documents are; a ledger, or memory."""

    def locals(self) -> Iterable[tuple[str, Entity]]:
        """The id of each document with each of its entities."""

    def keep(self, keyed: Iterable[Keyed]) -> None:
        """Take the keys of all of them."""

    def blocks(self) -> Iterable[str]:
        """Blocks with several keys, in order."""

    def members(self, block: str, *, alone: bool) -> Iterable[tuple[str, str, Entity]]:
        """(key, document, entity) of a block, by key: those that stand alone, or the others."""

    def count(self, keys: Iterable[str]) -> Mapping[str, int]:
        """In how many documents each of these keys is."""


def keyed(doc: str, entity: Entity) -> Keyed:
    """The key and the blocks of an entity of a document."""
    return Keyed(
        entity.id, doc, entity_key(entity), stands_alone(entity), frozenset(_blocks(entity))
    )


def _blocks(entity: Entity) -> Iterator[str]:
    names = dict.fromkeys([entity.name, *(alias.name for alias in entity.aliases)])
    if len(names) > MOST_NAMES:
        return
    name = fold(entity.name)
    if name:
        yield f"name|{name}"
    if entity.kind == "person":
        yield from (f"person|{skeleton(fold(n).split()[-1])}" for n in names if fold(n))
    elif entity.kind in ("organisation", "place"):
        for one in names:
            yield from (f"initials|{letters}" for letters in initials(one))
            if is_acronym(one):
                yield f"initials|{fold(one)}"


@dataclass(frozen=True, slots=True)
class Linked:
    """Which keys count as another key, and why."""

    owners: Mapping[str, str]
    joins: tuple[Join, ...]

    def by_owner(self) -> dict[str, list[Join]]:
        """The joins that made each entity, by the key that it counts under."""
        found: dict[str, list[Join]] = defaultdict(list)
        for join in self.joins:
            found[self.owners.get(join.one, join.one)].append(join)
        return found


def link(store: Store, rulings: Rulings | None = None) -> Linked:
    """Key all entities of ``store`` and find which keys are one.

    What people ruled comes first: an entity that is ruled about has a key of its own, which counts
    as the key that its names give it unless that would join it to what it is ruled different from.
    """
    rulings = rulings or Rulings()
    paired = rulings.paired
    # Who is ruled to be somebody else is whoever else people say, and nobody by evidence.
    leaving = {pair.second for pair in rulings.different}
    given: dict[str, set[str]] = defaultdict(set)
    ruled: dict[str, str] = {}

    def keys() -> Iterator[Keyed]:
        for doc, entity in store.locals():
            made = keyed(doc, entity)
            if others := other_keys(entity):
                given[made.key] |= others
            if entity.id in paired:
                ruled[entity.id] = made.key
                blocks = frozenset[str]() if entity.id in leaving else made.blocks
                made = replace(made, key=own_key(entity.id), blocks=blocks)
            yield made

    store.keep(keys())
    found = [*_given(given), *(join for block in store.blocks() for join in _judged(store, block))]
    return _united(found, ruled, rulings, store)


def _given(given: Mapping[str, Iterable[str]]) -> Iterator[Join]:
    """Joins of names that a text itself gives, unless it is given for two different entities."""
    owners: dict[str, set[str]] = defaultdict(set)
    for key, others in given.items():
        for other in others:
            owners[other].add(key)
    for other in sorted(owners):
        if len(owners[other]) == 1:
            (owner,) = owners[other]
            if _part_of(other, owner):
                continue  # "Gazette" is short for the "Strelsau Gazette" in that text alone
            yield Join(other, owner, "given", _name(other), "a text itself gives both names", 9.0)


def _name(key: str) -> str:
    return key.partition("|")[2]


def _part_of(other: str, owner: str) -> bool:
    (family, _, words), (whose, _, whole) = other.partition("|"), owner.partition("|")
    return family == whose and set(words.split()) < set(whole.split())


def _judged(store: Store, block: str) -> Iterator[Join]:
    kind, _, what = block.partition("|")
    full = list(_profiles(store.members(block, alone=True), alone=True))
    short = _profiles(store.members(block, alone=False), alone=False)
    if kind == "person":
        yield from judge(full, short, store)
    elif kind == "name":
        yield from judge_name([*full, *short])
    else:
        letters = [one for one in full if any(fold(name) == what for name in one.names)]
        words = [one for one in full if one not in letters]
        yield from judge_acronym(letters, words, store)


def _profiles(members: Iterable[tuple[str, str, Entity]], *, alone: bool) -> Iterator[Profile]:
    """The members of each key together; they come by key."""
    profile = None
    for key, doc, entity in members:
        if profile is None or profile.key != key:
            if profile is not None:
                yield profile
            profile = Profile(key, alone)
        profile.add(doc, entity)
    if profile is not None:
        yield profile


def _united(
    found: Sequence[Join], ruled: Mapping[str, str], rulings: Rulings, store: Store
) -> Linked:
    """Make the joins, strongest first; of a name that is part of another's only the first.

    ``ruled``: the key that its names give each entity which is ruled about.
    """
    parts = _ruled(ruled, rulings)
    made: list[Join] = []
    taken: set[str] = set()
    for join in sorted(found, key=lambda join: (-join.strength, join.one, join.other)):
        if join.kind in ("short", "kind") and join.one in taken:
            continue
        if parts.join(join.one, join.other) is None:
            taken.add(join.one)
            made.append(join)
    keys = {join.one for join in made} | {join.other for join in made}
    keys |= {*ruled.values(), *map(own_key, ruled)}
    return Linked(_owners(keys, parts, ruled, store), tuple(made))


def _ruled(ruled: Mapping[str, str], rulings: Rulings) -> Parts:
    parts = Parts()
    for pair in rulings.different:
        parts.keep_apart(own_key(pair.first), own_key(pair.second), pair.decision)
    for pair in rulings.same:
        parts.join(own_key(pair.first), own_key(pair.second))
    # Who is ruled different from another goes last, so that it is the one that leaves.
    leaving = {pair.second for pair in rulings.different}
    for local in sorted(ruled, key=lambda local: (local in leaving, local)):
        parts.join(own_key(local), ruled[local])
    return parts


def _owners(
    keys: Iterable[str], parts: Parts, ruled: Mapping[str, str], store: Store
) -> dict[str, str]:
    """Each key's owner: of those that are one the key in most documents, so that ids stay.

    A set of nothing but entities that are ruled about has a key made of what their names give.
    """
    sets: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        sets[parts.of(key)].append(key)
    own = {own_key(local): f"{key}|{local}" for local, key in ruled.items()}
    owners: dict[str, str] = {}
    for same in sets.values():
        named = [key for key in same if key not in own]
        counts = store.count(named)
        owner = min(named, key=lambda key: (-counts.get(key, 0), key), default=own.get(same[0], ""))
        owners |= {key: owner for key in same if key != owner}
    return owners


class Grouping:
    """How a store groups the entities of documents, and what each group adds up to."""

    def __init__(self, rulings: Rulings | None = None) -> None:
        """``rulings``: what people decided."""
        self._rulings = rulings or Rulings()

    def link(self, store: Store) -> Linked:
        """Which keys count as another key, and why."""
        return link(store, self._rulings)

    def evidence(
        self, group: Sequence[tuple[str, Entity]], joins: Iterable[Join]
    ) -> list[Evidence]:
        """Why the entities of documents in ``group``, each with its key, are one."""
        return evidence(group, joins)

    def entity(self, key: str, group: Iterable[Entity]) -> Entity:
        """The entity across documents that the group with this key is."""
        gathering = Gathering()
        members = list(group)
        for entity in members:
            gathering.add(entity)
        found = gathering.entity(entity_id(key))
        name = self._rulings.name(member.id for member in members)
        return replace(found, name=name) if name else found
