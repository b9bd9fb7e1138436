"""Every row type that Sayso makes: the one place where the export schema is defined.

A row is a frozen dataclass. Its fields are the columns of the ledger's tables and the keys of the
exported JSON, in this order; a trailing underscore (``from_``) is dropped on export because
``from`` is a Python keyword. Offsets are code points into ``Document.text``, ``[start, end)``.
Dates are ISO 8601, no more precise than the text is ("2023", "2023-07", "2023-07-29").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Precision = Literal["day", "month", "year", "unknown"]
PublishedFrom = Literal["given", "metadata", "dateline", "text", "unknown"]
AttributionKind = Literal["direct", "mixed", "indirect", "scare"]
Polarity = Literal["asserted", "denied", "withheld", "asked", "demanded", "intended"]
Stance = Literal["neutral", "endorsing", "doubting"]
MentionKind = Literal["name", "title", "pronoun", "description"]
EntityKind = Literal["person", "organisation", "office", "place", "group", "document", "happening"]
EditKind = Literal["number", "date", "attribution", "name", "hedge", "other"]
EditOp = Literal["insert", "delete", "replace"]
PlacePrecision = Literal["point", "town", "region", "country", "area"]
PlaceRole = Literal["named", "adjective", "dateline", "outlet"]
NamingVoice = Literal["own", "scare", "indirect", "verbatim"]
Severity = Literal["failed", "warning"]
Verdict = Literal["same", "different", "name", "right", "wrong", "other"]
RuledTable = Literal["entities", "attributions", "claims", "passages"]


class Span(NamedTuple):
    """A stretch of a document's frozen text: code points, ``[start, end)``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article or statement as received. ``text`` is frozen: every span points into it."""

    id: str
    name: str
    sha256: str
    text: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    published_precision: Precision = "unknown"
    published_from: PublishedFrom = "unknown"
    published_spans: tuple[Span, ...] = ()
    """The characters the published date was read from; empty when it was not read from the text."""
    title_span: Span | None = None
    outlet_span: Span | None = None
    byline_span: Span | None = None
    format: str = "text"
    encoding: str | None = None
    """How the bytes were decoded, when they were text: ``utf-8``, ``windows-1251``, …"""
    claimed_source: str | None = None
    """Whom the article itself names as where it is from ("Agency X reports"), other than its
    outlet, in its words: a claim, which explains and proves nothing. Null where it names nobody."""
    claimed_source_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article itself: no headline, deck, dateline, byline or site furniture."""

    doc: str
    span: Span


@dataclass(frozen=True, slots=True)
class Time:
    """A TIMEX3 expression and the interval it covers."""

    doc: str
    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    mod: str | None = None
    begin: str | None = None
    """First day covered, ISO 8601; null when open or not resolved."""
    end: str | None = None
    """Last day covered, inclusive."""
    from_: str | None = None
    """What a relative expression was resolved against, an ISO date; null when it is absolute."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as an interval: ``low`` or ``high`` is null where the text leaves it open."""

    doc: str
    span: Span
    low: float | None
    high: float | None
    unit: str | None = None
    of: Span | None = None
    """What is counted."""
    hedge: str | None = None
    """The words that soften it, lower-cased ("almost", "more than"); null when there are none."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, title, pronoun or description of someone or something."""

    doc: str
    span: Span
    entity: str | None
    """Entity id; null where it is unknown who is meant."""
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Place:
    """A name of a place and where that is: all null where it is unknown or too unsure."""

    doc: str
    span: Span
    entity: str | None
    """Entity id; null for the places of datelines and outlets."""
    geonames: int | None = None
    """GeoNames id; null also for seas, mountains and regions that the gazetteer has no id for."""
    country: str | None = None
    """ISO 3166 code of the country under which GeoNames files it, which says nothing of whose it
    is. Given also where only the country is sure."""
    region: str | None = None
    """GeoNames' code of its first-level region ("US.CA")."""
    latitude: float | None = None
    """Degrees north; of a country or region the middle of its towns."""
    longitude: float | None = None
    """Degrees east."""
    precision: PlacePrecision | None = None
    """What the coordinates stand for. An area is larger than a country, or of no country."""
    role: PlaceRole = "named"
    """``dateline``: where it was written. ``outlet``: part of the publisher's name. ``adjective``:
    a word for what is of the place, or for its people. None of these is where something happened.
    """
    score: float | None = None
    """The probability that it is this place, or one beside it, among all that bear the name."""


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of an entity: which outlet uses it and how often."""

    name: str
    outlet: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Role:
    """An office or description that a text gives an entity, as the text words it."""

    name: str
    doc: str
    span: Span
    of: str | None = None
    """Id of the entity whose office or body it is: of a spokesperson the ministry, of a president
    the state; null where the words name none."""
    office: str | None = None
    """The id of the office across documents; null where the words name none, or not whose it is."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what mentions stand for. ``name`` is the most frequent full name the sources use."""

    id: str
    name: str
    kind: EntityKind
    aliases: tuple[Alias, ...] = ()
    roles: tuple[Role, ...] = ()
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A relation source – cue – content, as in PARC3 and PolNeAR."""

    id: str
    doc: str
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    kind: AttributionKind
    verbatim: tuple[Span, ...] = ()
    """The words inside quotation marks, marks excluded."""
    polarity: Polarity = "asserted"
    stance: Stance = "neutral"
    speaker: str | None = None
    audience: str | None = None
    said: str | None = None
    inside: str | None = None
    """The id of the attribution whose content holds this one."""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Voice:
    """A sentence, or a clause where the voice changes inside one, and whose voice it stands in."""

    doc: str
    span: Span
    chain: tuple[str, ...]
    """Attribution ids, outermost first; empty for the outlet's own voice."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One use of a name: who or what is called so, and on whose word."""

    doc: str
    span: Span
    entity: str | None
    """Entity id."""
    name: str
    """The words, without a possessive ending."""
    voice: NamingVoice
    """``own``: the outlet's own words. ``scare``: its words, held at arm's length, by quotation
    marks or "so-called". ``indirect``: in somebody's reported speech, where the word may be the
    speaker's or the outlet's. ``verbatim``: in somebody's quotation marks, the speaker's word."""
    attribution: str | None = None
    """The id of the attribution in whose content it stands: the innermost, of verbatim words the
    innermost that quotes them."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A description that names a happening or a document by a common noun, and says which one is
    meant by the places, peoples, bodies and dates in it: "the September war in Ruritania". One
    without any of these stands where the text lists what somebody calls it."""

    doc: str
    span: Span
    entity: str | None
    """Entity id."""
    kind: EntityKind
    words: str
    """What it calls it: the phrase without article, anchors and date."""
    noun: Span
    at: tuple[str, ...]
    """Where it is, or about whom: entity ids."""
    by: tuple[str, ...]
    """Whose it is: entity ids."""
    begin: str | None = None
    """First day of its date; null where it has none."""
    end: str | None = None


@dataclass(frozen=True, slots=True)
class NameSpeaker:
    """How often a speaker is reported to use a name."""

    speaker: str | None
    """Entity id; null where it is unknown who speaks."""
    indirect: int
    verbatim: int


@dataclass(frozen=True, slots=True)
class Name:
    """What the documents of one outlet call a referent that has more than one name.

    ``count`` is the sum of ``own``, ``scare``, ``indirect`` and ``verbatim`` (as in ``namings``).
    """

    referent: str
    """Entity id."""
    outlet: str | None
    name: str
    """The spelling used most, in all outlets, among those that differ only in case, punctuation,
    plural or dots, and short forms of the same name."""
    count: int
    docs: tuple[str, ...]
    site: str | None = None
    """Where the outlet is unknown: the host of the documents' web address, which may be a mere
    carrier of somebody else's article."""
    own: int = 0
    scare: int = 0
    indirect: int = 0
    verbatim: int = 0
    origins: int = 0
    """How many independent texts use it so: words that several documents copied count once, for
    the outlet that had them first here."""
    forms: tuple[str, ...] = ()
    """Every spelling, most used first."""
    speakers: tuple[NameSpeaker, ...] = ()
    """Who uses it in reported speech, most often first."""


@dataclass(frozen=True, slots=True)
class PassageMember:
    """A stretch of one document that carries a passage, in the wording with this id."""

    doc: str
    span: Span
    wording: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference between a wording and its parent, as words of the two texts."""

    op: EditOp
    old: str
    new: str
    what: EditKind


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a passage: its earliest dated carrier here and what it changed."""

    id: str
    first: str | None
    """The earliest dated document that carries it; null when no carrier is dated."""
    parent: str | None
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch shared by several documents, in one or more wordings."""

    id: str
    members: tuple[PassageMember, ...]
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong with one input. ``failed``: nothing could be made of it."""

    doc: str | None
    name: str
    stage: str
    message: str
    severity: Severity = "failed"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a decision is on: words of a document, which stay when ids change."""

    doc: str
    span: Span
    words: str
    """The characters at ``span`` when it was ruled; a decision fits while they are there."""
    table: RuledTable = "entities"
    """Which kind of row stands on these words."""
    row: str | None = None
    """The id that the row had when it was ruled. Nothing goes by it."""
    name: str | None = None
    """The name that an entity had when it was ruled."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who took a decision back, and when."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person ruled. A decision is never changed and never deleted, only withdrawn."""

    id: str
    on: tuple[Anchor, ...]
    """Two of entities that are ruled the same or different, else one."""
    verdict: Verdict
    """``same``, ``different``: two entities. ``name``: what to call an entity. ``right``,
    ``wrong``, ``other``: whether a row is what it should be, or has another value."""
    value: str | None
    """The name to show, or the other value."""
    by: str
    at: str
    """When, in UTC to the microsecond: ``2031-05-03T08:15:00.000000Z``."""
    withdrawn: Withdrawal | None = None
