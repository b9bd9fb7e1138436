"""Entities of documents in memory, for what fits there; a ledger keeps its own on disk."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sayso.link.entities.grouping import Grouping, Keyed
from sayso.link.entities.keys import entity_id
from sayso.link.entities.profile import Join
from sayso.link.rulings import Rulings
from sayso.rows import Entity


@dataclass(frozen=True, slots=True)
class EntityLinks:
    """The entities across documents, by id, and which entity of a document is which of them."""

    entities: tuple[Entity, ...]
    links: tuple[tuple[str, str], ...]
    """(id within its document, id across documents), by the first."""
    joins: tuple[Join, ...] = ()


class Memory:
    """A ``Store`` of entities that are given."""

    def __init__(self, items: Iterable[tuple[str, Entity]]) -> None:
        self._items = sorted(
            {entity.id: (doc, entity) for doc, entity in items}.values(),
            key=lambda item: (item[0], item[1].id),
        )
        self.keyed: dict[str, Keyed] = {}
        self._docs: dict[str, set[str]] = defaultdict(set)

    def locals(self) -> Iterable[tuple[str, Entity]]:
        """The id of each document with each of its entities."""
        return self._items

    def keep(self, keyed: Iterable[Keyed]) -> None:
        """Take the keys of all of them."""
        self.keyed = {one.local: one for one in keyed}
        for one in self.keyed.values():
            self._docs[one.key].add(one.doc)

    def blocks(self) -> Iterable[str]:
        """Blocks with several keys, in order."""
        keys: dict[str, set[str]] = defaultdict(set)
        for one in self.keyed.values():
            for block in one.blocks:
                keys[block].add(one.key)
        return sorted(block for block in keys if len(keys[block]) > 1)

    def members(self, block: str, *, alone: bool) -> Iterator[tuple[str, str, Entity]]:
        """(key, document, entity) of a block, by key: those that stand alone, or the others."""
        found = [
            (self.keyed[entity.id].key, doc, entity)
            for doc, entity in self._items
            if block in self.keyed[entity.id].blocks and self.keyed[entity.id].alone == alone
        ]
        return iter(sorted(found, key=lambda member: (member[0], member[1], member[2].id)))

    def count(self, keys: Iterable[str]) -> Mapping[str, int]:
        """In how many documents each of these keys is."""
        return {key: len(self._docs[key]) for key in keys}

    def beside(self, docs: Iterable[str]) -> Mapping[str, float]:
        """What these documents mention, by key, each with its weight: the rarer the heavier."""
        wanted = set(docs)
        every = len({doc for doc, _ in self._items})
        found = Counter(one.key for one in self.keyed.values() if one.alone and one.doc in wanted)
        return {key: math.log(every / len(self._docs[key])) for key in found}


def link_entities(
    items: Iterable[tuple[str, str | None, Entity]], rulings: Rulings | None = None
) -> EntityLinks:
    """Join the entities of documents: (document id, its outlet, one of its entities).

    The result does not depend on the order of ``items``.
    """
    store = Memory((doc, entity) for doc, _, entity in items)
    grouping = Grouping(rulings)
    linked = grouping.link(store)
    groups: dict[str, list[Entity]] = defaultdict(list)
    for _, entity in store.locals():
        key = store.keyed[entity.id].key
        groups[linked.owners.get(key, key)].append(entity)
    links = sorted((one.id, entity_id(key)) for key, group in groups.items() for one in group)
    entities = (grouping.entity(key, group) for key, group in groups.items())
    return EntityLinks(
        tuple(sorted(entities, key=lambda entity: entity.id)), tuple(links), linked.joins
    )
