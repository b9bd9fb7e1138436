"""Ruling in the browser: the list of decisions, merging, parting, naming and taking back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import quote

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.errors import DecisionError
from sayso.ledger import Appearance, Ledger, Presence, Reader
from sayso.rows import Alias, Entity
from sayso.run import ruling
from sayso.web.answer import PAGE_SIZE, Answer, Paging, Refused, add_page, asked, page_number
from sayso.web.entity import entity_of, entity_page, names_of
from sayso.web.gate import Form, Gate, form_of
from sayso.web.roles import RoleSeen, roles_of
from sayso.web.standings import shown

EXAMPLES: Final = 3
"""Mentions that stand for each of two entities that are compared."""
CANDIDATES: Final = 30


@dataclass(frozen=True, slots=True)
class Side:
    """One of two entities that are compared."""

    entity: Entity
    names: list[tuple[str, list[Alias]]]
    roles: tuple[RoleSeen, ...]
    presence: Presence
    said: int
    examples: tuple[Appearance, ...]


def add_decisions(pages: FastAPI, ledger: Reader, gate: Gate) -> None:
    """Serve the pages of entities and those that rule on them."""
    for path, make in (
        ("/entities/{entity}/merge", merge_page),
        ("/entities/{entity}/split", split_page),
        ("/entities/{entity}", entity_page),
        ("/decisions", decisions_page),
    ):
        add_page(pages, path, _with_gate(partial(make, ledger), gate), f"{path}.json")

    async def rule(request: Request) -> Response:
        form = await form_of(request)
        gate.check(request, form)
        return await run_in_threadpool(_rule, gate, form)

    pages.add_api_route("/decisions", rule, methods=["POST"], include_in_schema=False)


def _with_gate(make: Callable[[Request], Answer], gate: Gate) -> Callable[[Request], Answer]:
    """The page with what its forms need."""

    def page(request: Request) -> Answer:
        answer = make(request)
        ruled = RULED.get(request.query_params.get("ruled", ""))
        context = {**answer.context, "gate": gate, "ruled": ruled}
        return Answer(answer.template, context, answer.data, answer.status)

    return page


RULED: Final = {
    "same": "Merged. Both are this one now.",
    "different": "Ruled different. They stay apart, whatever is found later.",
    "split": "Parted. The documents chosen mean somebody else now.",
    "name": "Renamed. The sources' own names are kept below.",
    "withdraw": "Withdrawn. The decision stays in the log and has no effect.",
}
"""What a page says after a form was sent."""


# Ruling


def _rule(gate: Gate, form: Form) -> Response:
    """Do what a form asks, and lead to where it shows."""
    verdict = form.one("verdict")
    if verdict not in _VERDICTS:
        raise Refused(400, "Nothing was ruled", "The form does not say what to rule.")
    with Ledger.create(gate.path) as ledger:
        try:
            _VERDICTS[verdict](ledger, form)
        except DecisionError as error:
            raise Refused(400, "Nothing was ruled", str(error)) from error
        there = _there(ledger, form.one("entity"))
    return RedirectResponse(f"{there}?ruled={verdict}", 303)


def _there(ledger: Reader, entity: str) -> str:
    """The page of the entity, which may have another id now; else the list of decisions."""
    found = ledger.entities([entity]).get(entity)
    return "/decisions" if found is None else f"/entities/{quote(found.id, safe='')}"


def _same(ledger: Ledger, form: Form) -> None:
    ruling.same(ledger, form.one("entity"), form.one("other"), form.one("by"))


def _different(ledger: Ledger, form: Form) -> None:
    ruling.different(ledger, form.one("entity"), form.one("other"), form.one("by"))


def _split(ledger: Ledger, form: Form) -> None:
    together = form.one("together") != "no"
    ruling.split(ledger, form.one("entity"), form.all("doc"), form.one("by"), together)


def _name(ledger: Ledger, form: Form) -> None:
    ruling.rename(ledger, form.one("entity"), form.one("value"), form.one("by"))


def _withdraw(ledger: Ledger, form: Form) -> None:
    ruling.withdraw(ledger, form.one("decision"), form.one("by"))


_VERDICTS: Final[Mapping[str, Callable[[Ledger, Form], None]]] = {
    "same": _same,
    "different": _different,
    "split": _split,
    "name": _name,
    "withdraw": _withdraw,
}


# Pages


def decisions_page(ledger: Reader, request: Request) -> Answer:
    """Everything that was ruled, the latest first."""
    number = page_number(request)
    with ledger.snapshot() as now:
        found = now.decisions()
        paging = Paging(number, number * PAGE_SIZE < len(found), len(found))
        page = found[paging.offset :][:PAGE_SIZE]
        made = shown(now, page)
    data = {"decisions": page, "total": len(found), "paging": paging}
    return Answer("decisions.html", {"decisions": made, "paging": paging}, data)


def merge_page(ledger: Reader, request: Request) -> Answer:
    """Choose with whom to merge (``?q=`` words of a name), or see both (``?with=`` an id)."""
    with ledger.snapshot() as now:
        entity = entity_of(now, request, "/merge")
        other = asked(request, "with")
        if other is not None:
            return _compare(now, entity, other)
        query = asked(request, "q") or _telling_word(entity.name)
        candidates = now.find_entities(query, CANDIDATES + 1)
        examples = {one.id: now.appearances(one.id, 1) for one in candidates}
    candidates = [one for one in candidates if one.id != entity.id][:CANDIDATES]
    context = {"entity": entity, "query": query, "candidates": candidates, "examples": examples}
    data = {"entity": entity, "query": query, "candidates": candidates}
    return Answer("merge.html", context, data)


def _telling_word(name: str) -> str:
    """What another name of the same one may have in common with it: a surname, a town."""
    return max(reversed(name.split()), key=len, default="") if name else ""


def _compare(ledger: Reader, entity: Entity, other: str) -> Answer:
    known = ledger.entities([other]).get(other)
    if known is None:
        raise Refused(404, "No such entity", f"This ledger holds no entity {other}.")
    if known.id == entity.id:
        raise Refused(400, "One entity already", "An entity cannot be merged with itself.")
    sides = [_side(ledger, one) for one in (entity, known)]
    ruled = [one for one in ledger.decisions(entity.id) if known.id in one.entities]
    context = {"entity": entity, "sides": sides, "decisions": shown(ledger, ruled)}
    data = {
        "entity": entity,
        "other": known,
        "presence": [side.presence for side in sides],
        "examples": [side.examples for side in sides],
        "decisions": ruled,
    }
    return Answer("compare.html", context, data)


def _side(ledger: Reader, entity: Entity) -> Side:
    return Side(
        entity,
        names_of(entity),
        roles_of(ledger, entity),
        ledger.presence(entity.id),
        ledger.count_quotes(speaker=entity.id),
        tuple(one for one in ledger.appearances(entity.id, EXAMPLES) if one.mentions),
    )


def split_page(ledger: Reader, request: Request) -> Answer:
    """Choose the documents in which an entity is somebody else."""
    number = page_number(request)
    with ledger.snapshot() as now:
        entity = entity_of(now, request, "/split")
        total = now.presence(entity.id).mentioned
        paging = Paging(number, number * PAGE_SIZE < total, total)
        appearances = now.appearances(entity.id, PAGE_SIZE, paging.offset)
    context = {"entity": entity, "appearances": appearances, "paging": paging}
    data = {"entity": entity, "appearances": appearances, "paging": paging}
    return Answer("split.html", context, data)
