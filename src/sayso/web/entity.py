"""The page of one entity: what it said, what was said to it and about it, in whose words it is
mentioned, its names and roles, and what makes it one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypedDict, get_args
from urllib.parse import quote

from starlette.requests import Request

from sayso.ledger import Appearance, Presence, Quote, Reader
from sayso.rows import Alias, AttributionKind, Entity, Polarity
from sayso.web.answer import PAGE_SIZE, Answer, Moved, Paging, Refused, page_number
from sayso.web.origins import explained
from sayso.web.roles import roles_of
from sayso.web.standings import shown
from sayso.web.words import located_words

Show = Literal["said", "heard", "about", "mentions"]

MENTIONS_SHOWN: Final = 5
"""Mentions of one document that are shown at once; the others unfold."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much each part of the page holds: attributions, and documents that mention it."""

    said: int
    heard: int
    about: int
    mentions: int


class Filters(TypedDict, total=False):
    """Which attributions a page asks for; what is not there, or null, means any."""

    speaker: str | None
    audience: str | None
    about: str | None
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
    """One entity. ``?show=`` is ``said`` (else), ``heard``, ``about`` or ``mentions``."""
    with ledger.snapshot() as now:
        entity = entity_of(now, request)
        presence = now.presence(entity.id)
        numbers = _numbers(now, entity.id, presence)
        show = _shown(request, numbers)
        quotes, appearances, paging = _listed(now, request, entity.id, show, presence)
        place = None if entity.geonames is None else now.place(entity.geonames)
        decisions = shown(now, now.decisions(entity.id))
        both = {
            "entity": entity,
            "presence": presence,
            "show": show,
            "quotes": quotes,
            "appearances": appearances,
            "roles": roles_of(now, entity),
            "holders": now.holders(entity.id),
            "offices": now.offices(entity.id),
            "in_whose_words": now.in_whose_words(entity.id),
            "evidence": now.evidence(entity.id),
            "paging": paging,
        }
        groups = explained(now, presence.origins)
    context = {
        "where": located_words(place) if place else None,
        "groups": groups,
        "numbers": numbers,
        "mentions_shown": MENTIONS_SHOWN,
        "aliases": names_of(entity),
        "decisions": decisions,
    }
    ruled = [one.standing for one in decisions]
    return Answer(
        "entity.html",
        both | context,
        both | {"place": place, "counts": numbers, "decisions": ruled},
    )


def entity_of(ledger: Reader, request: Request, part: str = "") -> Entity:
    """The entity that the address names. An id from before leads on to who holds it now.

    ``part``: what stands in the address after the id. Raises ``Moved`` and ``Refused``.
    """
    identifier = request.path_params["entity"]
    try:
        entity = ledger.entity(identifier)
    except KeyError:
        message = (
            "This ledger holds no entity with this id. Entities are joined anew whenever "
            "documents are added; look for the name under quotes or in the search."
        )
        raise Refused(404, "No such entity", message) from None
    if entity.id != identifier:
        ending = ".json" if request.url.path.endswith(".json") else ""
        query = f"?{request.url.query}" if request.url.query else ""
        raise Moved(f"/entities/{quote(entity.id, safe='')}{part}{ending}{query}")
    return entity


def _numbers(ledger: Reader, identifier: str, presence: Presence) -> Numbers:
    return Numbers(
        ledger.count_quotes(speaker=identifier),
        ledger.count_quotes(audience=identifier),
        ledger.count_quotes(about=identifier),
        presence.mentioned,
    )


def _shown(request: Request, numbers: Numbers) -> Show:
    """The part asked for, else the first one that holds something."""
    shows: tuple[Show, ...] = get_args(Show)
    given = request.query_params.get("show", "")
    holding = next((show for show in shows if getattr(numbers, show)), shows[-1])
    return next((show for show in shows if show == given), holding)


def _listed(
    ledger: Reader, request: Request, identifier: str, show: Show, presence: Presence
) -> tuple[list[Quote], list[Appearance], Paging]:
    if show != "mentions":
        roles: Mapping[Show, Filters] = {
            "said": {"speaker": identifier},
            "heard": {"audience": identifier},
            "about": {"about": identifier},
        }
        quotes, paging = quotes_of(ledger, request, roles[show])
        return quotes, [], paging
    number = page_number(request)
    paging = Paging(number, number * PAGE_SIZE < presence.mentioned, presence.mentioned)
    return [], ledger.appearances(identifier, PAGE_SIZE, paging.offset), paging


def names_of(entity: Entity) -> list[tuple[str, list[Alias]]]:
    """Its names, most used first, each with the outlets that use it."""
    found: dict[str, list[Alias]] = {}
    for alias in sorted(entity.aliases, key=lambda alias: (-alias.count, alias.outlet or "~")):
        found.setdefault(alias.name, []).append(alias)
    return sorted(found.items(), key=lambda item: (-sum(one.count for one in item[1]), item[0]))
