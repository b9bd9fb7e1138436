"""Asking a ledger who is who: entities, what they are called, and what people ruled of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.ledger import (
    appearances,
    decisions,
    entities,
    names,
    offices,
    resolve,
    voiced,
)
from sayso.ledger.rowmap import build, columns
from sayso.ledger.views import (
    Appearance,
    Candidate,
    Holding,
    Member,
    NameExample,
    NameJoin,
    Presence,
    SpeakerCount,
    Standing,
    Voiced,
)
from sayso.link.evidence import Evidence
from sayso.link.referent import Referent
from sayso.rows import (
    Anchor,
    Entity,
    EntityKind,
    Name,
    Place,
)

if TYPE_CHECKING:
    pass


from sayso.ledger.lender import Lender, same_state


class WhoReader:
    """The questions about entities; ``Reader`` answers these and all others."""

    def __init__(self, lender: Lender) -> None:
        self._lender = lender

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """The entities with these ids, by the id asked for, without those that are unknown."""
        with self._lender.borrow() as connection:
            return resolve.entities(connection, ids)

    def entity(self, identifier: str) -> Entity:
        """The entity with this id. Raises ``KeyError`` if there is none."""
        return self.entities([identifier])[identifier]

    def evidence(self, entity: str) -> list[Evidence]:
        """Why the entities of documents that are this one are taken for it; none for one of a
        single document."""
        with self._lender.borrow() as connection:
            return resolve.evidence(connection, entity)

    def holders(self, office: str) -> list[Holding]:
        """Whom the texts call the holder of an office, the earliest text first."""
        with self._lender.borrow() as connection:
            return offices.holders(connection, office)

    def offices(self, person: str) -> list[Holding]:
        """The offices that the texts give a person, the earliest text first."""
        with self._lender.borrow() as connection:
            return offices.offices(connection, person)

    def place(self, geonames: int) -> Place | None:
        """The place with this GeoNames id, as one of the documents names it; null if none does."""
        sql = f"SELECT {', '.join(columns(Place))} FROM places WHERE geonames = ? LIMIT 1"
        with self._lender.borrow() as connection:
            record = connection.execute(sql, (geonames,)).fetchone()
        return None if record is None else build(Place, record)

    def speakers(self, name: str | None = None, limit: int | None = None) -> list[SpeakerCount]:
        """Who speaks, most often first; only those with these words in a name, if given."""
        with self._lender.borrow() as connection:
            return resolve.speakers(connection, name, limit)

    def appearances(
        self, entity: str, limit: int | None = None, offset: int = 0
    ) -> list[Appearance]:
        """The documents that mention an entity, with every mention, by published date.

        ``entity``: an id across documents or within one; undated documents come last.
        """
        with self._lender.borrow() as connection:
            return appearances.appearances(connection, entity, limit, offset)

    def presence(self, entity: str) -> Presence:
        """In how many documents an entity is mentioned, speaks, is spoken to, or neither."""
        with self._lender.borrow() as connection:
            return appearances.presence(connection, entity)

    def find_entities(self, words: str, limit: int = 20) -> list[Candidate]:
        """The entities with these words in a name, of the last of which the beginning is enough.

        Those of whom it is a whole name come first, then those in the most documents.
        """
        with self._lender.borrow() as connection:
            return entities.find(connection, words, limit)

    def members(self, entity: str) -> list[Member]:
        """The entities of documents that the entity with this id is, by document."""
        with self._lender.borrow() as connection:
            return entities.members(connection, entity)

    def in_whose_words(self, entity: str) -> tuple[Voiced, ...]:
        """In whose words an entity is mentioned, by outermost speaker, the most mentions first."""
        with self._lender.borrow() as connection, same_state(connection):
            return voiced.voiced(connection, entity)

    def decisions(self, entity: str | None = None) -> list[Standing]:
        """What people ruled, with how it stands today, the latest first.

        ``entity``: only what is about the entity with this id.
        """
        with self._lender.borrow() as connection, same_state(connection):
            found = decisions.standings(connection)
        return [one for one in found if entity is None or entity in one.entities]

    def anchor(self, entity: str, doc: str | None = None) -> Anchor:
        """Words of the entity with this id to rule on; ``doc``: those in this document.

        Raises ``KeyError`` if there is no such entity, or not there.
        """
        with self._lender.borrow() as connection:
            return decisions.anchor(connection, entity, doc)

    def referents(
        self,
        text: str | None = None,
        outlet: str | None = None,
        kind: EntityKind | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Referent]:
        """Who or what has several names, the most unevenly used first (``sayso.link.names``).

        ``text``: an entity id, or words of one of the names. ``outlet``: words of the name of an
        outlet that uses one of them.
        """
        wanted = names.Wanted(text, outlet, kind)
        with self._lender.borrow() as connection:
            return names.referents(connection, wanted, limit, offset)

    def count_referents(
        self, text: str | None = None, outlet: str | None = None, kind: EntityKind | None = None
    ) -> int:
        """How many ``referents`` would give without a limit."""
        with self._lender.borrow() as connection:
            return names.count(connection, names.Wanted(text, outlet, kind))

    def names(self, referent: str) -> list[Name]:
        """What the outlets call a referent, the name most used first; none if it has but one."""
        with self._lender.borrow() as connection:
            return names.names_of(connection, referent)

    def name_examples(self, referent: str) -> list[NameExample]:
        """The earliest use of each spelling by each outlet and speaker, with its context."""
        with self._lender.borrow() as connection, same_state(connection):
            return names.examples(connection, referent)

    def name_joins(self, referent: str) -> list[NameJoin]:
        """Why names that no document joins by itself are of this referent."""
        with self._lender.borrow() as connection:
            return names.joins(connection, referent)
