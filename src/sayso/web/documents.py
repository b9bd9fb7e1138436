"""The list of documents, and the reader."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fastapi import FastAPI
from starlette.requests import Request

from sayso.errors import QueryError
from sayso.ledger import DocumentSummary, Reader
from sayso.ledger.documents import Order
from sayso.rows import Document, Entity, Span
from sayso.web.answer import (
    PAGE_SIZE,
    Answer,
    Paging,
    Refused,
    add_page,
    asked,
    page_number,
)
from sayso.web.article import Article, Asked, article
from sayso.web.segments import Run

ORDERS: Mapping[Order, str] = {
    "published": "oldest first",
    "newest": "newest first",
    "name": "name",
}
_AT = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)


def add_documents(pages: FastAPI, ledger: Reader) -> None:
    """Serve ``/``, ``/documents`` and ``/documents/ID``."""

    def listing(request: Request) -> Answer:
        return documents_page(ledger, request)

    def reader(request: Request) -> Answer:
        return document_page(ledger, request)

    add_page(pages, "/documents/{doc}", reader, "/documents/{doc}.json")
    add_page(pages, "/documents", listing, "/documents.json")
    add_page(pages, "/", listing, "/documents.json")


def documents_page(ledger: Reader, request: Request) -> Answer:
    """The documents that fit the filters, a page at a time."""
    number = page_number(request)
    names = ("outlet", "q", "after", "before")
    filters = {name: asked(request, name) for name in names}
    try:
        found, total = _listed(ledger, filters, _order(request), number)
    except QueryError as error:
        raise Refused(400, "A date that cannot be read", str(error)) from error
    paging = Paging(number, number * PAGE_SIZE < total, total)
    counts = ledger.counts()
    context = {
        "documents": found,
        "counts": counts,
        "outlets": ledger.outlets(),
        "orders": ORDERS,
        "order": _order(request),
        "paging": paging,
        "ledger_name": ledger.path.name,
        "filters": filters,
    }
    data = {"counts": counts, "documents": found, "total": total, "paging": paging}
    return Answer("documents.html", context, data)


def _listed(
    ledger: Reader, filters: Mapping[str, str | None], order: Order, number: int
) -> tuple[list[DocumentSummary], int]:
    outlet, query, after, before = (filters[name] for name in ("outlet", "q", "after", "before"))
    offset = (number - 1) * PAGE_SIZE
    with ledger.snapshot() as now:
        page = now.documents(outlet, query, order, PAGE_SIZE, offset, after, before)
        return page, now.count_documents(outlet, query, after, before)


def _order(request: Request) -> Order:
    given = request.query_params.get("order")
    return next((order for order in ORDERS if order == given), "published")


def document_page(ledger: Reader, request: Request) -> Answer:
    """The reader. ``?at=START-END`` points at a stretch, ``?a=ID`` at an attribution."""
    doc = request.path_params["doc"]
    with ledger.snapshot() as now:
        document = _document(now, doc)
        annotations = now.annotations(doc)
        passages = tuple(now.passages(doc))
        entities = {entity.id: entity for entity in annotations.entities}
        summary = now.summary(doc)
        carriers = now.summaries({member.doc for p in passages for member in p.members})
        problems = now.problems(doc)
    made = article(document, annotations, entities, passages, carriers, asked_of(request))
    context = _context(made, summary, entities) | {"problems": problems}
    data = {
        "document": document,
        "sentences": annotations.sentences,
        "times": annotations.times,
        "quantities": annotations.quantities,
        "mentions": annotations.mentions,
        "entities": annotations.entities,
        "places": annotations.places,
        "attributions": annotations.attributions,
        "voices": annotations.voices,
        "shares": made.cast.shares,
        "passages": passages,
        "sharing": list(made.sharing.values()),
        "problems": problems,
    }
    partial = request.headers.get("HX-Request") == "true"
    return Answer("panel.html" if partial else "reader.html", context, data)


def _context(
    made: Article, summary: DocumentSummary, entities: Mapping[str, Entity]
) -> dict[str, object]:
    return {"article": made, "summary": summary, "entities": entities, "classes": run_classes}


def run_classes(run: Run) -> str:
    """The classes of the stylesheet for a run's marks, and for where a passage begins and ends."""
    kinds = dict.fromkeys(mark.kind for mark in run.marks)
    edges = [
        name
        for name, marks in (("passage-start", run.starts), ("passage-end", run.ends))
        if any(mark.kind == "passage" for mark in marks)
    ]
    return " ".join([*kinds, *edges])


def asked_of(request: Request) -> Asked:
    """What of the document the address asks for; what cannot be read of it is as if not there."""
    at = _AT.fullmatch(request.query_params.get("at", ""))
    start = request.query_params.get("from", "")
    return Asked(
        start=int(start) if start.isascii() and start.isdecimal() and len(start) < 12 else 0,
        at=Span(int(at[1]), int(at[2])) if at else None,
        attribution=asked(request, "a"),
        amounts=asked(request, "amounts") is not None,
    )


def _document(ledger: Reader, doc: str) -> Document:
    try:
        return ledger.document(doc)
    except KeyError:
        message = (
            "This ledger holds no document with this id. It may have come from another ledger, "
            "or its bytes have changed since: a document's id is made from what was received."
        )
        raise Refused(404, "No such document", message) from None
