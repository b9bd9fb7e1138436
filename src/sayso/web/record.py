"""Pages across documents: search, copies, quotes, entities, problems."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TypeVar, get_args

from fastapi import FastAPI
from starlette.requests import Request

from sayso.errors import QueryError
from sayso.ledger import DocumentSummary, Hit, Reader, search
from sayso.rows import AttributionKind, Passage, PassageMember, Span, Wording
from sayso.web.answer import PAGE_SIZE, Answer, Paging, Refused, add_page, asked, page_number
from sayso.web.wordings import Piece, compare

Item = TypeVar("Item")


def add_record(pages: FastAPI, ledger: Reader) -> None:
    """Serve the pages that look across documents."""
    for path, data, make in (
        ("/search", "/search.json", search_page),
        ("/copies", "/copies.json", copies_page),
        ("/passages/{passage}", "/passages/{passage}.json", passage_page),
        ("/quotes", "/quotes.json", quotes_page),
        ("/entities/{entity}", "/entities/{entity}.json", entity_page),
        ("/problems", "/problems.json", problems_page),
    ):
        add_page(pages, path, partial(make, ledger), data)


# Search


@dataclass(frozen=True, slots=True)
class Piecewise:
    """A stretch of a snippet, and whether the query matched exactly it."""

    text: str
    match: Span | None


def search_page(ledger: Reader, request: Request) -> Answer:
    """What a query finds, with the matches marked; without one, how to ask."""
    query = asked(request, "q")
    number = page_number(request)
    context: dict[str, object] = {"query": query or "", "error": None, "result": None}
    data: dict[str, object] = {"query": query}
    paging = Paging(number, False)
    status = 200
    if query:
        try:
            result = search(ledger, query, PAGE_SIZE, paging.offset)
        except QueryError as error:
            context["error"] = data["error"] = str(error)
            status = 400
        else:
            context["result"] = result
            data |= {"hits": result.hits, "total": result.total}
            paging = Paging(number, paging.offset + len(result.hits) < result.total, result.total)
    context |= {"paging": paging, "pieces": pieces}
    data["paging"] = paging
    return Answer("search.html", context, data, status)


def pieces(hit: Hit) -> Iterator[Piecewise]:
    """The snippet cut where matches begin and end."""
    start, end = hit.snippet_span
    at = start
    for span in hit.spans:
        if span.start < at or span.end > end:
            continue
        if span.start > at:
            yield Piecewise(hit.snippet[at - start : span.start - start], None)
        yield Piecewise(hit.snippet[span.start - start : span.end - start], span)
        at = span.end
    if at < end:
        yield Piecewise(hit.snippet[at - start :], None)


# Copies


@dataclass(frozen=True, slots=True)
class Carrier:
    """A document that carries a passage, where, and in which wording (A, B, …)."""

    document: DocumentSummary
    member: PassageMember
    letter: str


@dataclass(frozen=True, slots=True)
class Version:
    """A wording as its page shows it: its text, and what it changed of its parent's."""

    letter: str
    wording: Wording
    text: str
    pieces: tuple[Piece, ...]
    parent: str | None
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """A passage in the list: its words in the earliest dated document, and who carries it."""

    passage: Passage
    text: str
    carriers: tuple[Carrier, ...]

    @property
    def documents(self) -> int:
        """How many documents carry it."""
        return len({carrier.document.id for carrier in self.carriers})

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that carry it, in order of date."""
        return tuple(dict.fromkeys(c.document.outlet for c in self.carriers if c.document.outlet))


def copies_page(ledger: Reader, request: Request) -> Answer:
    """Passages, the most widely carried first."""
    paging = Paging(page_number(request), False)
    last = paging.offset + PAGE_SIZE
    with ledger.snapshot() as now:
        found = heapq.nlargest(last + 1, now.passages(), key=_spread)
        total = now.counts().passages
        shown = found[paging.offset : last]
        copied = [_copied(now, passage) for passage in shown]
    paging = Paging(paging.number, len(found) > last, total)
    context = {"copied": copied, "paging": paging}
    return Answer("copies.html", context, {"passages": shown, "total": total, "paging": paging})


def _spread(passage: Passage) -> tuple[int, int, str]:
    longest = max((m.span.end - m.span.start for m in passage.members), default=0)
    return len({m.doc for m in passage.members}), longest, passage.id


def _copied(ledger: Reader, passage: Passage) -> Copied:
    carriers = _carriers(ledger, passage)
    text = _text(ledger, carriers[0].member) if carriers else ""
    return Copied(passage, text, carriers)


def _carriers(ledger: Reader, passage: Passage) -> tuple[Carrier, ...]:
    """Who carries the passage, by published date, the undated last."""
    summaries = ledger.summaries({member.doc for member in passage.members})
    letters = _letters(passage, summaries)
    carriers = [
        Carrier(summaries[member.doc], member, letters.get(member.wording, "?"))
        for member in passage.members
        if member.doc in summaries
    ]
    return tuple(sorted(carriers, key=lambda c: (_date(c.document), c.letter, c.document.id)))


def _date(document: DocumentSummary | None) -> str:
    """The published date for sorting: what is unknown comes last."""
    return (document.published if document else None) or "~"


def _letters(passage: Passage, summaries: dict[str, DocumentSummary]) -> dict[str, str]:
    """A letter for each wording, in order of the date it is first seen here."""
    order = sorted(passage.wordings, key=lambda w: _date(summaries.get(w.first or "")))
    return {wording.id: _letter(number) for number, wording in enumerate(order)}


def _letter(number: int) -> str:
    """A, B, … Z, AA, AB, …"""
    head, tail = divmod(number, 26)
    return (_letter(head - 1) if head else "") + chr(ord("A") + tail)


def _text(ledger: Reader, member: PassageMember) -> str:
    return ledger.document(member.doc).text[member.span.start : member.span.end]


def passage_page(ledger: Reader, request: Request) -> Answer:
    """One passage: its wordings in order of date, what each changed, who carried which when."""
    with ledger.snapshot() as now:
        try:
            passage = now.passage(request.path_params["passage"])
        except KeyError:
            message = (
                "This ledger holds no passage with this id. Passages are found anew whenever "
                "documents are added; the list of copies has those of now."
            )
            raise Refused(404, "No such passage", message) from None
        carriers = _carriers(now, passage)
        versions = _versions(now, passage, carriers)
    outlets = tuple(dict.fromkeys(c.document.outlet for c in carriers if c.document.outlet))
    documents = {carrier.document.id: carrier.document for carrier in carriers}
    context = {
        "passage": passage,
        "versions": versions,
        "carriers": carriers,
        "outlets": outlets,
        "documents": list(documents.values()),
    }
    return Answer("passage.html", context, {"passage": passage, "documents": context["documents"]})


def _versions(
    ledger: Reader, passage: Passage, carriers: tuple[Carrier, ...]
) -> tuple[Version, ...]:
    by_wording: dict[str, list[Carrier]] = {}
    for carrier in carriers:
        by_wording.setdefault(carrier.member.wording, []).append(carrier)
    texts = {key: _text(ledger, found[0].member) for key, found in by_wording.items()}
    made = []
    for wording in passage.wordings:
        here = tuple(by_wording.get(wording.id, ()))
        if not here:
            continue
        text, parent = texts[wording.id], wording.parent or ""
        changed = compare(texts[parent], text) if parent in texts else (Piece("same", text),)
        above = by_wording[parent][0].letter if parent in texts else None
        made.append(Version(here[0].letter, wording, text, changed, above, here))
    return tuple(sorted(made, key=lambda version: (len(version.letter), version.letter)))


# Quotes and entities


def quotes_page(ledger: Reader, request: Request) -> Answer:
    """Who said what, by date, filtered."""
    names = ("speaker", "outlet", "kind", "after", "before")
    filters = {name: asked(request, name) for name in names}
    kind = _kind(filters["kind"])
    paging = Paging(page_number(request), False)
    try:
        with ledger.snapshot() as now:
            found = now.quotes(
                speaker=filters["speaker"],
                outlet=filters["outlet"],
                kind=kind,
                after=filters["after"],
                before=filters["before"],
                limit=paging.offset + PAGE_SIZE + 1,
            )
            quotes, more = _page(found, paging.offset)
            speakers = now.speakers(limit=30)
            outlets = now.outlets()
            speaker = now.entities([filters["speaker"] or ""]).get(filters["speaker"] or "")
    except QueryError as error:
        raise Refused(400, "A filter that cannot be read", str(error)) from error
    paging = Paging(paging.number, more)
    context = {
        "quotes": quotes,
        "paging": paging,
        "filters": filters | {"kind": kind},
        "speakers": speakers,
        "outlets": outlets,
        "speaker_name": speaker.name if speaker else filters["speaker"],
    }
    return Answer("quotes.html", context, {"quotes": quotes, "paging": paging})


def _page(found: Iterable[Item], offset: int) -> tuple[list[Item], bool]:
    """One page of a stream, and whether anything comes after it."""
    page = list(islice(found, offset, offset + PAGE_SIZE + 1))
    return page[:PAGE_SIZE], len(page) > PAGE_SIZE


def _kind(given: str | None) -> AttributionKind | None:
    return next((kind for kind in get_args(AttributionKind) if kind == given), None)


def entity_page(ledger: Reader, request: Request) -> Answer:
    """One entity: what the outlets call it, its roles, what it said and where."""
    identifier = request.path_params["entity"]
    paging = Paging(page_number(request), False)
    with ledger.snapshot() as now:
        try:
            entity = now.entity(identifier)
        except KeyError:
            message = (
                "This ledger holds no entity with this id. Entities are joined anew whenever "
                "documents are added; look for the name under quotes or in the search."
            )
            raise Refused(404, "No such entity", message) from None
        limit = paging.offset + PAGE_SIZE + 1
        quotes, more = _page(now.quotes(speaker=identifier, limit=limit), paging.offset)
        roles = now.summaries({role.doc for role in entity.roles})
    paging = Paging(paging.number, more)
    context = {
        "entity": entity,
        "quotes": quotes,
        "roles": [(role, roles[role.doc]) for role in entity.roles if role.doc in roles],
        "aliases": sorted(entity.aliases, key=lambda alias: (-alias.count, alias.name)),
        "paging": paging,
    }
    data = {"entity": entity, "quotes": quotes, "paging": paging}
    return Answer("entity.html", context, data)


# Problems


def problems_page(ledger: Reader, request: Request) -> Answer:
    """What went wrong, with what, and where."""
    paging = Paging(page_number(request), False)
    found = ledger.problems()
    shown = found[paging.offset : paging.offset + PAGE_SIZE]
    paging = Paging(paging.number, paging.offset + PAGE_SIZE < len(found), len(found))
    context = {"problems": shown, "paging": paging, "failed": _failed(found)}
    return Answer("problems.html", context, {"problems": found})


def _failed(problems: Iterable[object]) -> int:
    return sum(1 for problem in problems if getattr(problem, "severity", "") == "failed")
