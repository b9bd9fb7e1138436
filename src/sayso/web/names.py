"""The pages of names: who or what has several, who uses which, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, get_args

from fastapi import FastAPI
from starlette.requests import Request

from sayso.ledger import NameExample, Reader
from sayso.link.referent import Referent
from sayso.rows import EntityKind, Name, NamingVoice
from sayso.web.answer import PAGE_SIZE, Answer, Paging, Refused, add_page, asked, page_number

KINDS: Final[tuple[EntityKind, ...]] = get_args(EntityKind)
VOICES: Final[Mapping[NamingVoice, str]] = {
    "own": "own voice",
    "scare": "at arm’s length",
    "indirect": "in reported speech",
    "verbatim": "in quotation marks",
}
COLUMNS: Final = 6
ROWS: Final = 8
SPEAKERS: Final = 5
ALL_SPEAKERS: Final = 24
EXAMPLES: Final = 12
"""How much of a matrix the list shows, how many speakers the page of a referent, and how many
examples of a name before they fold."""


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a party uses one name, by voice."""

    own: int = 0
    scare: int = 0
    indirect: int = 0
    verbatim: int = 0
    documents: int = 0

    @property
    def total(self) -> int:
        """All uses."""
        return self.own + self.scare + self.indirect + self.verbatim


@dataclass(frozen=True, slots=True)
class Party:
    """A row of the matrix: an outlet or a speaker, and its uses of each name in its column."""

    label: str | None
    stands_in: bool
    """Whether the label is the host of a web address, because the outlet is unknown."""
    entity: str | None
    cells: tuple[Uses | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who uses which name of one referent."""

    referent: Referent
    names: tuple[str, ...]
    """The columns, most used first."""
    outlets: tuple[Party, ...]
    speakers: tuple[Party, ...]
    more_names: int
    more_outlets: int
    more_speakers: int


def add_names(pages: FastAPI, ledger: Reader) -> None:
    """Serve the pages of names."""
    add_page(pages, "/names", partial(names_page, ledger), "/names.json")
    add_page(pages, "/names/{referent}", partial(referent_page, ledger), "/names/{referent}.json")


def names_page(ledger: Reader, request: Request) -> Answer:
    """Who or what has several names, the most telling first, each with a small matrix."""
    number = page_number(request)
    paging = Paging(number, False)
    text, outlet = asked(request, "q"), asked(request, "outlet")
    kind = next((one for one in KINDS if one == asked(request, "kind")), None)
    with ledger.snapshot() as now:
        total = now.count_referents(text, outlet, kind)
        found = now.referents(text, outlet, kind, PAGE_SIZE, paging.offset)
        rows = {one.id: now.names(one.id) for one in found}
        called = _called(now, (row for some in rows.values() for row in some))
        outlets = now.outlets()
    paging = Paging(number, number * PAGE_SIZE < total, total)
    context = {
        "matrices": [matrix(one, rows[one.id], called, COLUMNS, ROWS, SPEAKERS) for one in found],
        "paging": paging,
        "total": total,
        "filters": {"q": text, "outlet": outlet, "kind": kind},
        "kinds": KINDS,
        "outlets": outlets,
    }
    every = [row for one in found for row in rows[one.id]]
    data = {"referents": found, "names": every, "total": total, "paging": paging}
    return Answer("names.html", context, data)


def referent_page(ledger: Reader, request: Request) -> Answer:
    """One referent: the whole matrix, then every name with an example of each use of it."""
    identifier = request.path_params["referent"]
    with ledger.snapshot() as now:
        found = next((one for one in now.referents(identifier) if one.id == identifier), None)
        if found is None:
            message = (
                "This ledger knows no two names of anyone or anything with this id. Names are "
                "counted anew whenever documents are added; the list of names has those of now."
            )
            raise Refused(404, "No such names", message)
        rows = now.names(identifier)
        examples = now.name_examples(identifier)
        joins = now.name_joins(identifier)
        called = _called(now, rows)
        entity = now.entities([identifier]).get(identifier)
        documents = now.summaries({doc for one in joins for doc in (one.first_doc, one.second_doc)})
    whole = matrix(found, rows, called, len(rows), len(rows), ALL_SPEAKERS)
    context = {
        "referent": found,
        "entity": entity,
        "matrix": whole,
        "shown": [
            (name, _forms(name, rows), _examples(name, rows, examples)) for name in whole.names
        ],
        "called": called,
        "joins": joins,
        "documents": documents,
        "voices": VOICES,
        "most": EXAMPLES,
    }
    data = {"referent": found, "names": rows, "examples": examples, "joins": joins}
    return Answer("referent.html", context, data)


def matrix(
    referent: Referent,
    rows: Sequence[Name],
    called: Mapping[str, str],
    columns: int,
    outlets: int,
    speakers: int,
) -> Matrix:
    """The uses by outlet and by speaker; at most so many names and parties of each sort."""
    names = tuple(dict.fromkeys(row.name for row in rows))
    shown = names[:columns]
    by_outlet = _outlets(rows, shown)
    by_speaker = _speakers(rows, shown, called)
    return Matrix(
        referent,
        shown,
        by_outlet[:outlets],
        by_speaker[:speakers],
        len(names) - len(shown),
        max(0, len(by_outlet) - outlets),
        max(0, len(by_speaker) - speakers),
    )


def _outlets(rows: Sequence[Name], names: Sequence[str]) -> tuple[Party, ...]:
    cells: defaultdict[tuple[str | None, str | None], dict[str, Uses]] = defaultdict(dict)
    for row in rows:
        uses = Uses(row.own, row.scare, row.indirect, row.verbatim, len(row.docs))
        cells[row.outlet, row.site][row.name] = uses
    parties = (
        Party(outlet or site, outlet is None and site is not None, None, _cells(uses, names))
        for (outlet, site), uses in cells.items()
    )
    return _ordered(parties)


def _speakers(
    rows: Sequence[Name], names: Sequence[str], called: Mapping[str, str]
) -> tuple[Party, ...]:
    counts: defaultdict[str, defaultdict[str, Counter[str]]]
    counts = defaultdict(lambda: defaultdict(Counter))
    for row in rows:
        for one in row.speakers:
            if one.speaker is not None and one.speaker in called:
                counted = counts[one.speaker][row.name]
                counted.update(indirect=one.indirect, verbatim=one.verbatim)
    parties = (
        Party(
            called[speaker],
            False,
            speaker,
            _cells(
                {
                    name: Uses(indirect=counted["indirect"], verbatim=counted["verbatim"])
                    for name, counted in uses.items()
                },
                names,
            ),
        )
        for speaker, uses in counts.items()
    )
    return _ordered(parties)


def _cells(uses: Mapping[str, Uses], names: Sequence[str]) -> tuple[Uses | None, ...]:
    return tuple(uses.get(name) for name in names)


def _ordered(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Those that use names shown here, most uses first; whoever is unknown comes last."""

    def order(party: Party) -> tuple[bool, int, str]:
        uses = sum(cell.total for cell in party.cells if cell)
        return party.label is None, -uses, party.label or ""

    return tuple(sorted((one for one in parties if any(one.cells)), key=order))


def _called(ledger: Reader, rows: Iterable[Name]) -> dict[str, str]:
    """The names of those who speak in these rows, by id."""
    whose = {one.speaker for row in rows for one in row.speakers if one.speaker}
    return {identity: one.name for identity, one in ledger.entities(whose).items()}


def _forms(name: str, rows: Iterable[Name]) -> list[str]:
    """The other spellings of a name."""
    forms = dict.fromkeys(form for row in rows if row.name == name for form in row.forms)
    return [form for form in forms if form != name]


def _examples(
    name: str, rows: Iterable[Name], examples: Iterable[NameExample]
) -> list[NameExample]:
    """One use for each outlet, voice and speaker: own voices first, then by date."""
    forms = {
        (row.outlet, row.site, doc): set(row.forms)
        for row in rows
        if row.name == name
        for doc in row.docs
    }
    fitting = [
        one
        for one in examples
        if one.naming.name in forms.get((one.outlet, one.site, one.naming.doc), ())
    ]
    voices = list(VOICES)
    fitting.sort(
        key=lambda one: (
            voices.index(one.naming.voice),
            one.document.published or "~",
            one.naming.doc,
            one.naming.span,
        )
    )
    once: dict[tuple[object, ...], NameExample] = {}
    for one in fitting:
        whose = (one.outlet, one.site) if one.outlet or one.site else (one.naming.doc,)
        once.setdefault((*whose, one.naming.voice, one.speaker), one)
    return list(once.values())
