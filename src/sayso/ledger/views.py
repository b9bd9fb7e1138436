"""What the reader hands out beyond plain rows: each a value that a page or a command can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.link.origins import Origins
from sayso.rows import Attribution, Decision, EntityKind, Mention, Naming, Precision, Span

State = Literal["in force", "overruled", "not fitting", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows a ledger holds, and the days its dated documents cover."""

    documents: int
    names: int
    outlets: int
    sentences: int
    attributions: int
    speakers: int
    """Entities that at least one attribution has as its speaker."""
    entities: int
    times: int
    quantities: int
    passages: int
    problems: int
    undated: int
    first: str | None
    """The earliest published date, as precise as it is known."""
    last: str | None


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document as a list shows it: without its text. Counts are of rows."""

    id: str
    name: str
    names: tuple[str, ...]
    """Every name it was received under, sorted."""
    title: str | None
    outlet: str | None
    published: str | None
    published_precision: Precision
    language: str | None
    characters: int
    """Code points of the frozen text."""
    words: int
    attributions: int
    speakers: int
    """How many different entities speak in it."""
    passages: int
    """How many passages it shares with other documents."""
    problems: int
    claimed_source: str | None = None
    """Whom the document itself names as its source."""
    opening: str | None = None
    """The first words of the article where it has no title; null where it has one, where the text
    is very long, and in a list of very many documents."""

    @property
    def label(self) -> str:
        """What to call it: its title, else its name."""
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class OutletCount:
    """How many documents an outlet published; ``outlet`` is null for those of an unknown one."""

    outlet: str | None
    documents: int


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """How often an entity speaks, and in how many documents."""

    id: str
    name: str
    attributions: int
    documents: int


@dataclass(frozen=True, slots=True)
class Quote:
    """An attribution with the words it stands on; the words are cut from the frozen text."""

    attribution: Attribution
    document: DocumentSummary
    source: str | None
    cue: str
    content: tuple[str, ...]
    """The words of each content span."""
    speaker: str | None
    """The speaker's name; null where it is unknown who speaks (``source`` then says what is)."""
    chain: tuple[str, ...]
    """Who speaks, outermost first and this attribution's speaker last: names, or the source's
    words where there is no name; an attribution without a source is left out."""
    audience: str | None = None
    """The name of whom it was said to."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A document that mentions an entity, and how often the entity speaks or is spoken to in it."""

    document: DocumentSummary
    mentions: tuple[Mention, ...]
    """In text order."""
    contexts: tuple[tuple[str, str, str], ...]
    """For each mention the words before it, its own, and those after it, from the frozen text."""
    attributions: int
    """How many attributions have it as their speaker."""
    addressed: int
    """How many have it as their audience."""


@dataclass(frozen=True, slots=True)
class NameExample:
    """A use of a name with the words around it."""

    naming: Naming
    document: DocumentSummary
    outlet: str | None
    site: str | None
    speaker: str | None
    """Entity id of whose word it is; null in the outlet's own voice, or where it is unknown."""
    context: tuple[str, str, str]
    """The words before it, its own, and those after it, from the frozen text."""


@dataclass(frozen=True, slots=True)
class NameJoin:
    """Why two names are of one referent: the words of two documents, or of one, that show it."""

    first: str
    """The words that name it in the first place, ``second`` those in the other."""
    second: str
    evidence: str
    first_doc: str
    first_span: Span
    second_doc: str
    second_span: Span


@dataclass(frozen=True, slots=True)
class Presence:
    """In how many documents an entity is found; one document may count in several."""

    mentioned: int
    speaking: int
    addressed: int
    only_mentioned: int
    """Documents that mention it, and in which it neither speaks nor is spoken to."""
    origins: Origins | None
    """How many independent texts mention it; null where they are too many to compare."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that a search found."""

    document: DocumentSummary
    spans: tuple[Span, ...]
    """Every match, as code points of the document's frozen text, in text order."""
    snippet: str
    """A stretch of the frozen text around the best matches, unchanged."""
    snippet_span: Span
    """Where the snippet stands in the text; subtract its start from ``spans`` to mark matches."""
    copies: int
    """How many other documents share a passage with this one: never hidden, only counted."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of a search. ``total`` and ``origins`` count every document found."""

    query: str
    hits: tuple[Hit, ...]
    total: int
    origins: Origins | None
    """How many independent texts they are; null where they are too many to compare."""


@dataclass(frozen=True, slots=True)
class Holding:
    """That texts call somebody the holder of an office, and when those texts are from."""

    office: str
    holder: str
    name: str
    """The holder's, or the office's where a person's offices were asked for."""
    first: str | None
    """When the first and the last of these documents were published; null when none is dated."""
    last: str | None
    documents: int
    span: Span
    """Where the first of these documents says so."""
    doc: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision, and how it stands among the rows and decisions of today."""

    decision: Decision
    state: State
    why: str | None
    """Why it does not fit; null if it does."""
    overruled_by: str | None
    """The later decision that it contradicts."""
    entities: tuple[str | None, ...]
    """The entity that each of its anchors is now; null where it does not fit, or is of no entity.
    """


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name may mean."""

    id: str
    name: str
    kind: EntityKind
    documents: int
    attributions: int
    """How many attributions have it as their speaker."""
    whole: bool
    """Whether what was asked for is the whole of one of its names."""


@dataclass(frozen=True, slots=True)
class Member:
    """An entity of one document, as part of one across documents."""

    doc: str
    local: str
    named: bool
    """Whether its document gives it the name that is shown."""


@dataclass(frozen=True, slots=True)
class Voiced:
    """How often an entity is mentioned in the words of one outermost speaker."""

    voice: Literal["own", "speaker", "unknown", "outside"]
    """``own``: the outlets' own voice. ``speaker``: an entity. ``unknown``: sources of which it is
    unknown who they are. ``outside``: in no sentence, such as a headline."""
    speaker: str | None
    """The entity's id."""
    name: str | None
    mentions: int
    documents: int
    origins: int | None
    """How many independent texts these documents are; null where they are too many to compare."""
