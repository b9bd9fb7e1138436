"""The roles of an entity over time, as the texts word them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sayso.ledger import DocumentSummary, Reader
from sayso.rows import Entity, Role


@dataclass(frozen=True, slots=True)
class RoleSeen:
    """One wording of a role and of whom it is, with where it is seen first and last."""

    name: str
    of: Entity | None
    """The entity whose office or body it is, where the texts say so."""
    first: tuple[Role, DocumentSummary]
    last: tuple[Role, DocumentSummary]
    documents: int

    @property
    def dated(self) -> bool:
        """Whether any document that says so has a date."""
        return self.first[1].published is not None


def roles_of(ledger: Reader, entity: Entity) -> tuple[RoleSeen, ...]:
    """Each wording once, by when it is first seen here; those without a date last."""
    summaries = ledger.summaries({role.doc for role in entity.roles})
    bodies = ledger.entities({role.of for role in entity.roles if role.of})
    seen: defaultdict[tuple[str, str], list[Role]] = defaultdict(list)
    for role in entity.roles:
        if role.doc in summaries:
            body = bodies.get(role.of or "")
            seen[role.name.casefold(), body.id if body else ""].append(role)
    found = [_seen(roles, summaries, bodies) for roles in seen.values()]
    return tuple(sorted(found, key=_order))


def _seen(
    roles: list[Role], summaries: dict[str, DocumentSummary], bodies: dict[str, Entity]
) -> RoleSeen:
    order = sorted(roles, key=lambda role: (_day(summaries[role.doc]), role.doc, role.span))
    dated = [role for role in order if summaries[role.doc].published] or order
    first, last = dated[0], dated[-1]
    return RoleSeen(
        first.name,
        bodies.get(first.of or ""),
        (first, summaries[first.doc]),
        (last, summaries[last.doc]),
        len({role.doc for role in roles}),
    )


def _order(role: RoleSeen) -> tuple[str, int, str]:
    return _day(role.first[1]), -role.documents, role.name.casefold()


def _day(document: DocumentSummary) -> str:
    return document.published or "~"
