"""Entities across documents: who in one text is who in another.

A join needs evidence in the texts: the same full name and a kind that fits, or a name that one text
itself gives as another name of the same one ("Relief Committee (RC)"). A surname alone, an office
without its country and a bare "Ministry of Defence" are evidence of nothing outside their document:
they stay entities of that document, for a person to join. Known loss: such entities are many.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.annotate.fold import fold
from sayso.annotate.mentions.words import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    TITLE_MODIFIERS,
    TITLES,
    role_words,
)
from sayso.rows import Alias, Entity, EntityKind, Role

# A state acts as a body and lies at a place; spaCy calls it now one, now the other.
_FAMILY: dict[EntityKind, str] = {"organisation": "body", "place": "body"}
_GENERIC = BODY_NOUNS | TITLE_MODIFIERS | TITLES | DOCUMENT_NOUNS
_POSSESSIVE = re.compile(r"['’]s\b")
_SHORT = 5  # letters; "asian", "civilian" apart, short words in -ian are no demonyms
# An entity with more names than this is an error of recognition; its names join nothing else.
_MOST_NAMES = 24


@dataclass(frozen=True, slots=True)
class EntityLinks:
    """The entities across documents, by id, and which entity of a document is which of them."""

    entities: tuple[Entity, ...]
    links: tuple[tuple[str, str], ...]
    """(id within its document, id across documents), by the first."""


class Gathering:
    """Adds up the entities of single documents that are one entity, in any order.

    Memory grows with the names and roles of this one entity only, so a ledger can gather key by
    key.
    """

    def __init__(self) -> None:
        self._kinds: Counter[EntityKind] = Counter()
        self._aliases: Counter[tuple[str, str | None]] = Counter()
        self._roles: set[Role] = set()
        self._geonames: set[int] = set()

    def add(self, entity: Entity) -> None:
        """Count in one document's entity."""
        self._kinds[entity.kind] += sum(alias.count for alias in entity.aliases) or 1
        for alias in entity.aliases or (Alias(entity.name, None, 1),):
            self._aliases[alias.name, alias.outlet] += alias.count
        self._roles.update(entity.roles)
        if entity.geonames is not None:
            self._geonames.add(entity.geonames)

    def entity(self, identity: str) -> Entity:
        """What was gathered, under ``identity``: most used names first, roles in text order."""
        order = sorted(
            self._aliases.items(), key=lambda item: (-item[1], item[0][0], item[0][1] or "")
        )
        return Entity(
            identity,
            self._name(),
            min(self._kinds, key=lambda kind: (-self._kinds[kind], kind)),
            tuple(Alias(name, outlet, count) for (name, outlet), count in order),
            tuple(sorted(self._roles, key=lambda role: (role.doc, role.span, role.name))),
            min(self._geonames) if len(self._geonames) == 1 else None,
        )

    def _name(self) -> str:
        names: Counter[str] = Counter()
        for (name, _), count in self._aliases.items():
            names[name] += count
        full = {name: count for name, count in names.items() if " " in name} or names
        if "place" in self._kinds and len(full) < len(names):
            full = names  # "Ruritania" is a full name of "Republic of Ruritania"
        return min(full, key=lambda name: (-full[name], name))


def entity_key(entity: Entity) -> str:
    """What entities of different documents must share to be one: kind and name, as compared.

    Where the place is known, what they share is its GeoNames id, whatever each outlet calls it.
    The key of an entity that cannot be known elsewhere holds its own id, so that it joins nothing.
    Two keys may still be joined by ``same_keys``.
    """
    if entity.geonames is not None:
        return f"geonames|{entity.geonames}"
    family = _FAMILY.get(entity.kind, entity.kind)
    key = f"{family}|{_compared(entity.name, entity.kind)}"
    return key if _stands_alone(entity) else f"{key}|{entity.id}"


def entity_id(key: str) -> str:
    """The id across documents of the entities with this key: ``e`` and 16 hex digits."""
    return "e" + hashlib.sha256(key.encode()).hexdigest()[:16]


def other_keys(entity: Entity) -> frozenset[str]:
    """Keys under which other documents may name this one, by the other names in its own document.

    People have none: their other names are surnames, which join nobody.
    """
    if entity.kind == "person" or len(entity.aliases) > _MOST_NAMES or not _stands_alone(entity):
        return frozenset()
    names = dict.fromkeys([entity.name, *(alias.name for alias in entity.aliases)])
    others = (Entity(entity.id, name, entity.kind) for name in names if name)
    return frozenset(entity_key(other) for other in others if _stands_alone(other)) - {
        entity_key(entity)
    }


def same_keys(given: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Which key each key is counted under, where that is another than itself.

    ``given`` maps the key of an entity to the ``other_keys`` that documents give it. A key that is
    given for two different entities is ambiguous and stays on its own.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for key, others in given.items():
        for other in others:
            owners[other].add(key)
    joined: dict[str, str] = {}
    for other in sorted(owners):
        if len(owners[other]) == 1:
            (owner,) = owners[other]
            # Two that name each other: the one first in order is kept, whichever came first.
            if other in owners.get(owner, ()) and other < owner:
                continue
            joined[other] = owner
    return {key: end for key in joined if (end := _end(key, joined)) != key}


class Grouping:
    """Which entities of documents are one: a store asks it, so that memory holds no corpus.

    First ``key`` for every entity, then ``joined`` once, then ``entity`` for each group. What it
    keeps meanwhile are the other names that documents give their entities.
    """

    def __init__(self) -> None:
        self._given: dict[str, set[str]] = defaultdict(set)

    def key(self, entity: Entity) -> str:
        """What an entity is grouped by; entities with equal keys are one."""
        key = entity_key(entity)
        if others := other_keys(entity):
            self._given[key] |= others
        return key

    def joined(self) -> dict[str, str]:
        """The keys that count as another key, after all entities have been seen."""
        return same_keys(self._given)

    def entity(self, key: str, group: Iterable[Entity]) -> Entity:
        """The entity across documents that a group with one key is."""
        gathering = Gathering()
        for entity in group:
            gathering.add(entity)
        return gathering.entity(entity_id(key))


def link_entities(items: Iterable[tuple[str, str | None, Entity]]) -> EntityLinks:
    """Join the entities of documents: (document id, its outlet, one of its entities).

    The result does not depend on the order of ``items``, and another document leaves the ids of
    the rest as they are unless it shows two of them to be one. For what fits in memory; a ledger
    asks ``Grouping`` itself.
    """
    grouping = Grouping()
    entities = {entity.id: entity for _, _, entity in items}
    keys = {identity: grouping.key(entity) for identity, entity in entities.items()}
    joined = grouping.joined()
    groups: dict[str, list[Entity]] = defaultdict(list)
    for identity in sorted(entities):
        groups[joined.get(keys[identity], keys[identity])].append(entities[identity])
    links = sorted((one.id, entity_id(key)) for key, group in groups.items() for one in group)
    linked = (grouping.entity(key, group) for key, group in groups.items())
    return EntityLinks(tuple(sorted(linked, key=lambda entity: entity.id)), tuple(links))


def _compared(name: str, kind: EntityKind) -> str:
    key = fold(_POSSESSIVE.sub("", name))
    words = key.split()
    if kind == "person" and len(words) > 2:
        # "Jane Q. Doe" is "Jane Doe": papers differ in whether they print the letter.
        words = [words[0], *(word for word in words[1:-1] if len(word) > 1), words[-1]]
    elif kind == "group" and key.endswith("s") and not key.endswith("ss"):
        words[-1] = words[-1][:-1]
    elif kind in ("organisation", "office") and not (BODY_NOUNS | TITLES).isdisjoint(words):
        # "Defence Ministry of X", "Ministry of Defence of X", "X's Defence Ministry"
        words = sorted(_country(word) for word in role_words(words))
    return " ".join(words)


def _country(word: str) -> str:
    """ "ruritania" for "ruritanian": the one form of demonym that tells its country letter by
    letter. Other endings do not (Niger's people are not Nigeria's), so they join nothing."""
    return word[:-1] if word.endswith("ian") and len(word) > _SHORT else word


def _stands_alone(entity: Entity) -> bool:
    """Whether the name says outside its document who is meant."""
    words = fold(entity.name).split()
    if not words:
        return False
    if entity.kind == "person":
        return len(words) > 1
    if entity.kind in ("document", "happening"):
        return len(words) > 1 and not _GENERIC.issuperset(words)
    return not _GENERIC.issuperset(role_words(words))


def _end(key: str, joined: Mapping[str, str]) -> str:
    """Follow ``joined`` to its end; in a ring, to the key that is first in order."""
    seen = [key]
    while seen[-1] in joined and joined[seen[-1]] not in seen:
        seen.append(joined[seen[-1]])
    if seen[-1] in joined:
        return min(seen[seen.index(joined[seen[-1]]) :])
    return seen[-1]
