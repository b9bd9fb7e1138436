"""The page of one entity: what it said, what was said to it, and everywhere it is mentioned."""

from __future__ import annotations

from typing import Final, TypedDict

from starlette.requests import Request

from sayso.ledger import Appearance, Presence, Quote, Reader
from sayso.rows import Alias, AttributionKind, Entity, Polarity, Role
from sayso.web.answer import PAGE_SIZE, Answer, Paging, Refused, page_number
from sayso.web.origins import explained
from sayso.web.words import located_words

MENTIONS_SHOWN: Final = 5
"""Mentions of one document that are shown at once; the others unfold."""


class Filters(TypedDict, total=False):
    """Which attributions a page asks for; what is not there, or null, means any."""

    speaker: str | None
    audience: str | None
    outlet: str | None
    kind: AttributionKind | None
    polarity: Polarity | None
    after: str | None
    before: str | None


def quotes_of(ledger: Reader, request: Request, wanted: Filters) -> tuple[list[Quote], Paging]:
    """One page of attributions, and where it stands among all that fit."""
    number = page_number(request)
    total = ledger.count_quotes(**wanted)
    paging = Paging(number, number * PAGE_SIZE < total, total)
    return list(ledger.quotes(**wanted, limit=PAGE_SIZE, offset=paging.offset)), paging


def entity_page(ledger: Reader, request: Request) -> Answer:
    """One entity. ``?show=`` is ``said`` (else), ``heard`` or ``mentions``."""
    identifier = request.path_params["entity"]
    with ledger.snapshot() as now:
        entity = _entity(now, identifier)
        presence = now.presence(identifier)
        said, heard = _counts(now, identifier)
        show = _shown(request, said, heard)
        quotes, appearances, paging = _listed(now, request, identifier, show, presence)
        summaries = now.summaries({role.doc for role in entity.roles})
        groups = explained(now, presence.origins)
        place = None if entity.geonames is None else now.place(entity.geonames)
    roles = [(role, summaries[role.doc]) for role in _roles(entity) if role.doc in summaries]
    context = {
        "entity": entity,
        "where": located_words(place) if place else None,
        "presence": presence,
        "groups": groups,
        "said": said,
        "heard": heard,
        "show": show,
        "quotes": quotes,
        "appearances": appearances,
        "mentions_shown": MENTIONS_SHOWN,
        "roles": roles,
        "aliases": _names(entity),
        "paging": paging,
    }
    data = {
        "entity": entity,
        "place": place,
        "presence": presence,
        "show": show,
        "quotes": quotes,
        "appearances": appearances,
        "paging": paging,
    }
    return Answer("entity.html", context, data)


def _entity(ledger: Reader, identifier: str) -> Entity:
    try:
        return ledger.entity(identifier)
    except KeyError:
        message = (
            "This ledger holds no entity with this id. Entities are joined anew whenever "
            "documents are added; look for the name under quotes or in the search."
        )
        raise Refused(404, "No such entity", message) from None


def _counts(ledger: Reader, identifier: str) -> tuple[int, int]:
    """How many attributions have it as speaker, and as audience."""
    return ledger.count_quotes(speaker=identifier), ledger.count_quotes(audience=identifier)


def _shown(request: Request, said: int, heard: int) -> str:
    """The part asked for, else the first one that holds something."""
    given = request.query_params.get("show", "")
    if given in ("said", "heard", "mentions"):
        return given
    return "said" if said else "heard" if heard else "mentions"


def _listed(
    ledger: Reader, request: Request, identifier: str, show: str, presence: Presence
) -> tuple[list[Quote], list[Appearance], Paging]:
    if show != "mentions":
        role: Filters = {"speaker": identifier} if show == "said" else {"audience": identifier}
        quotes, paging = quotes_of(ledger, request, role)
        return quotes, [], paging
    number = page_number(request)
    paging = Paging(number, number * PAGE_SIZE < presence.mentioned, presence.mentioned)
    return [], ledger.appearances(identifier, PAGE_SIZE, paging.offset), paging


def _names(entity: Entity) -> list[tuple[str, list[Alias]]]:
    """Its names, most used first, each with the outlets that use it."""
    found: dict[str, list[Alias]] = {}
    for alias in sorted(entity.aliases, key=lambda alias: (-alias.count, alias.outlet or "~")):
        found.setdefault(alias.name, []).append(alias)
    return sorted(found.items(), key=lambda item: (-sum(one.count for one in item[1]), item[0]))


def _roles(entity: Entity) -> list[Role]:
    """Each wording of a role once, where it comes first."""
    first: dict[str, Role] = {}
    for role in entity.roles:
        first.setdefault(role.name.casefold(), role)
    return list(first.values())
