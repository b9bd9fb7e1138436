"""What the entities of single documents that are one entity add up to."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sayso.link.entities.keys import entity_id
from sayso.link.entities.offices import office_key
from sayso.rows import Alias, Entity, EntityKind, Role


class Gathering:
    """Adds up the entities of single documents that are one entity, in any order.

    Memory grows with the names and roles of this one entity only, so a ledger can gather key by
    key.
    """

    def __init__(self) -> None:
        self._kinds: Counter[EntityKind] = Counter()
        self._called: set[str] = set()
        self._aliases: Counter[tuple[str, str | None]] = Counter()
        self._roles: set[Role] = set()
        self._geonames: set[int] = set()

    def add(self, entity: Entity) -> None:
        """Count in one document's entity."""
        self._kinds[entity.kind] += sum(alias.count for alias in entity.aliases) or 1
        self._called.add(entity.name)
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
            self._kind(),
            tuple(Alias(name, outlet, count) for (name, outlet), count in order),
            tuple(
                replace(role, office=_office(role))
                for role in sorted(self._roles, key=lambda role: (role.doc, role.span, role.name))
            ),
            min(self._geonames) if len(self._geonames) == 1 else None,
        )

    def _kind(self) -> EntityKind:
        if self._geonames and "place" in self._kinds:
            return "place"  # "Kyiv" is taken for a person in some texts, and named often in them
        return min(self._kinds, key=lambda kind: (-self._kinds[kind], kind))

    def _name(self) -> str:
        names: Counter[str] = Counter()
        for (name, _), count in self._aliases.items():
            if name in self._called:  # a state is not called by the capital that acts for it
                names[name] += count
        names = names or Counter(self._called)
        full = {name: count for name, count in names.items() if " " in name} or names
        if "place" in self._kinds and len(full) < len(names):
            full = names  # "Ruritania" is a full name of "Republic of Ruritania"
        return min(full, key=lambda name: (-full[name], name))


def _office(role: Role) -> str | None:
    key = office_key(role.name)
    return None if key is None else entity_id(key)
