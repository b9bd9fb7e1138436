"""Pages across documents: search, copies, quotes, problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar, get_args

from fastapi import FastAPI
from starlette.requests import Request

from sayso.errors import QueryError
from sayso.ledger import DocumentSummary, Hit, Reader, search
from sayso.ledger.copies import Order
from sayso.link.outlets import Carried, Reach, reach
from sayso.rows import AttributionKind, Passage, PassageMember, Polarity, Span, Wording
from sayso.web.answer import PAGE_SIZE, Answer, Paging, Refused, add_page, asked, page_number
from sayso.web.entity import Filters, quotes_of
from sayso.web.origins import explained
from sayso.web.wordings import Piece, compare

Choice = TypeVar("Choice", bound=str)

KINDS: Final[tuple[AttributionKind, ...]] = get_args(AttributionKind)
ORDERS: Final[Mapping[Order, str]] = {
    "spread": "most documents first",
    "age": "earliest seen first",
    "edits": "most edits first",
}
MATRIX: Final = 12
"""Outlets that the matrix has room for."""
POLARITIES: Final[tuple[Polarity, ...]] = get_args(Polarity)


def add_record(pages: FastAPI, ledger: Reader) -> None:
    """Serve the pages that look across documents."""
    for path, data, make in (
        ("/search", "/search.json", search_page),
        ("/copies", "/copies.json", copies_page),
        ("/outlets", "/outlets.json", outlets_page),
        ("/passages/{passage}", "/passages/{passage}.json", passage_page),
        ("/quotes", "/quotes.json", quotes_page),
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
    context["groups"] = ()
    data: dict[str, object] = {"query": query}
    paging = Paging(number, False)
    status = 200
    if query:
        try:
            with ledger.snapshot() as now:
                result = search(now, query, PAGE_SIZE, paging.offset)
                context["groups"] = explained(now, result.origins)
        except QueryError as error:
            context["error"] = data["error"] = str(error)
            status = 400
        else:
            context["result"] = result
            data |= {"hits": result.hits, "total": result.total, "origins": result.origins}
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
class Branch:
    """A wording in the tree of wordings, with those made from it."""

    version: Version
    children: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """A passage in the list: its words in the earliest dated document, and who carries it."""

    passage: Passage
    text: str
    carriers: tuple[Carrier, ...]
    reach: Reach

    @property
    def edits(self) -> int:
        """How many edits its wordings made."""
        return sum(len(wording.edits) for wording in self.passage.wordings)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that carry it, in order of date."""
        return tuple(dict.fromkeys(c.document.outlet for c in self.carriers if c.document.outlet))


def copies_page(ledger: Reader, request: Request) -> Answer:
    """Passages, the most widely carried first."""
    number = page_number(request)
    paging = Paging(number, False)
    order = _one_of(tuple(ORDERS), asked(request, "order")) or "spread"
    pair = asked(request, "first"), asked(request, "later")
    among = _passages_of(ledger, *pair)
    with ledger.snapshot() as now:
        total = now.counts().passages if among is None else len(among)
        shown = now.copies(order, PAGE_SIZE, paging.offset, among)
        copied = [_copied(now, passage) for passage in shown]
    paging = Paging(number, number * PAGE_SIZE < total, total)
    context = {"copied": copied, "paging": paging, "order": order, "orders": ORDERS, "pair": pair}
    data = {
        "passages": shown,
        "reach": [one.reach for one in copied],
        "total": total,
        "paging": paging,
    }
    return Answer("copies.html", context, data)


def _passages_of(ledger: Reader, first: str | None, later: str | None) -> Collection[str] | None:
    """The passages that an outlet had first and another later, or that it repeats; null: all."""
    if first is None or later is None:
        return None
    found = ledger.outlet_copies()
    if first == later:
        return next((one.passages for one in found.repeats if one.outlet == first), ())
    pairs = (one for one in found.flows if (one.first, one.later) == (first, later))
    return next((one.passages for one in pairs), ())


def _copied(ledger: Reader, passage: Passage) -> Copied:
    carriers = _carriers(ledger, passage)
    text = _text(ledger, carriers[0].member) if carriers else ""
    return Copied(passage, text, carriers, _reach(carriers))


def _reach(carriers: Iterable[Carrier]) -> Reach:
    documents = (carrier.document for carrier in carriers)
    return reach(Carried("", one.id, one.outlet, one.published) for one in documents)


def outlets_page(ledger: Reader, request: Request) -> Answer:
    """Who had whose words first here, as a matrix of the outlets that take part most."""
    found = ledger.outlet_copies()
    weights: Counter[str] = Counter()
    for flow in found.flows:
        weights.update({flow.first: len(flow.passages), flow.later: len(flow.passages)})
    for one in found.repeats:
        weights[one.outlet] += len(one.passages)
    names = sorted(weights, key=lambda name: (-weights[name], name))
    context = {
        "found": found,
        "names": names[:MATRIX],
        "left_out": max(0, len(names) - MATRIX),
        "flows": {(flow.first, flow.later): flow for flow in found.flows},
        "repeats": {one.outlet: one for one in found.repeats},
    }
    return Answer("outlets.html", context, {"outlets": found})


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
        documents = {carrier.document.id: carrier.document for carrier in carriers}
    outlets = tuple(dict.fromkeys(c.document.outlet for c in carriers if c.document.outlet))
    claimed = Counter(one.claimed_source for one in documents.values() if one.claimed_source)
    context = {
        "reach": _reach(carriers),
        "claimed": claimed.most_common(),
        "passage": passage,
        "versions": versions,
        "tree": branches(versions, None),
        "carriers": carriers,
        "outlets": outlets,
        "documents": list(documents.values()),
    }
    data = {
        "passage": passage,
        "documents": context["documents"],
        "versions": versions,
        "reach": context["reach"],
    }
    return Answer("passage.html", context, data)


def branches(versions: Sequence[Version], parent: str | None) -> tuple[Branch, ...]:
    """The wordings made from ``parent`` (a letter; null: from none here), each with its own."""
    children: dict[str | None, list[Version]] = {}
    for version in versions:
        children.setdefault(version.parent, []).append(version)

    def grown(letter: str | None, above: frozenset[str]) -> tuple[Branch, ...]:
        # A wording that stands above itself would have no end.
        found = [one for one in children.get(letter, ()) if one.letter not in above]
        return tuple(Branch(one, grown(one.letter, above | {one.letter})) for one in found)

    return grown(parent, frozenset())


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


# Quotes


def quotes_page(ledger: Reader, request: Request) -> Answer:
    """Who said what, by date, filtered."""
    names = ("speaker", "outlet", "kind", "polarity", "after", "before")
    filters = {name: asked(request, name) for name in names}
    wanted = Filters(
        speaker=filters["speaker"],
        outlet=filters["outlet"],
        kind=_one_of(KINDS, filters["kind"]),
        polarity=_one_of(POLARITIES, filters["polarity"]),
        after=filters["after"],
        before=filters["before"],
    )
    try:
        with ledger.snapshot() as now:
            quotes, paging = quotes_of(now, request, wanted)
            speakers = now.speakers(limit=30)
            outlets = now.outlets()
            speaker = now.entities([wanted["speaker"] or ""]).get(wanted["speaker"] or "")
    except QueryError as error:
        raise Refused(400, "A filter that cannot be read", str(error)) from error
    context = {
        "quotes": quotes,
        "paging": paging,
        "filters": wanted,
        "speakers": speakers,
        "outlets": outlets,
        "speaker_name": speaker.name if speaker else wanted["speaker"],
        "speaker_entity": speaker,
    }
    data = {"quotes": quotes, "total": paging.total, "paging": paging}
    return Answer("quotes.html", context, data)


def _one_of(known: Sequence[Choice], given: str | None) -> Choice | None:
    return next((one for one in known if one == given), None)


# Problems


def problems_page(ledger: Reader, request: Request) -> Answer:
    """What went wrong, with what, and where."""
    paging = Paging(page_number(request), False)
    found = sorted(ledger.problems(), key=lambda problem: problem.severity != "failed")
    shown = found[paging.offset : paging.offset + PAGE_SIZE]
    paging = Paging(paging.number, paging.offset + PAGE_SIZE < len(found), len(found))
    context = {"problems": shown, "paging": paging, "failed": _failed(found)}
    return Answer("problems.html", context, {"problems": found})


def _failed(problems: Iterable[object]) -> int:
    return sum(1 for problem in problems if getattr(problem, "severity", "") == "failed")
