"""The gold of the example corpus, as typed rows, and its quotes as spans of a text.

A gold file quotes the text it speaks of, so that no offset is kept by hand. In a quote ``[...]``
stands for any text, white space for any white space; braces mark what is meant:
``{T:…}`` content, ``{S:…}`` source and ``{C:…}`` cue of an attribution, ``{…}`` anything else.
A quote must occur exactly once, unless its row says which ``occurrence`` is meant.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sayso.rows import Span

EXAMPLES = Path(__file__).parents[2] / "examples"
CORPUS = EXAMPLES / "corpus"
GOLD = EXAMPLES / "gold"
# Room for what [...] stands for: longer than any paragraph here, shorter than a document.
ELISION = r"[\s\S]{0,1200}?"
TOKEN = re.compile(r"\{(?:[SCT]:)?|\}|\[\.\.\.\]|\s+|[^\s{}\[]+|\[")
Kind = TypeVar("Kind")


class GoldError(ValueError):
    """A quote of the gold does not occur in the text, or not once."""


class Marked(NamedTuple):
    """A quote found in a text: all of it, and what the braces mark, by role."""

    span: Span
    roles: tuple[tuple[str, Span], ...]

    def role(self, name: str) -> tuple[Span, ...]:
        return tuple(span for role, span in self.roles if role == name)


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    id: str
    kind: str
    text: str
    speaker: str | None = None
    audience: str | None = None
    polarity: str = "asserted"
    inside: str | None = None
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class GoldTime:
    text: str
    value: str | None = None
    """Null where the text does not settle it, or where ``begin`` and ``end`` say it."""
    mod: str | None = None
    begin: str | None = None
    end: str | None = None
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class GoldQuantity:
    text: str
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    of: str | None = None
    hedge: str | None = None
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class GoldVoice:
    """A stretch and the attributions whose voice it stands in; none: the outlet's own voice."""

    text: str
    chain: tuple[str, ...] = ()
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One document. ``complete`` names the tables whose rows are all given, not only some."""

    name: str
    file: str
    published_precision: str
    published_from: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    complete: tuple[str, ...] = ()
    attributions: tuple[GoldAttribution, ...] = ()
    times: tuple[GoldTime, ...] = ()
    quantities: tuple[GoldQuantity, ...] = ()
    voices: tuple[GoldVoice, ...] = ()

    def chain(self, attribution: GoldAttribution) -> tuple[GoldAttribution, ...]:
        """The attribution with all that it stands inside of, outermost first."""
        if attribution.inside is None:
            return (attribution,)
        return (*self.chain(self.attribution(attribution.inside)), attribution)

    def quotes(self) -> Iterator[tuple[str, int | None]]:
        """Every quote of the document's rows, with the occurrence that is meant."""
        for attribution in self.attributions:
            yield attribution.text, attribution.occurrence
        for time in self.times:
            yield time.text, time.occurrence
        for quantity in self.quantities:
            yield quantity.text, quantity.occurrence
        for voice in self.voices:
            yield voice.text, voice.occurrence

    def attribution(self, key: str) -> GoldAttribution:
        found = [one for one in self.attributions if one.id == key]
        if len(found) != 1:
            raise GoldError(f"{self.name}: {len(found)} attributions are called {key}")
        return found[0]


@dataclass(frozen=True, slots=True)
class GoldEdit:
    old: str
    new: str
    what: str


@dataclass(frozen=True, slots=True)
class GoldWording:
    id: str
    first: str
    carriers: tuple[str, ...]
    text: str
    parent: str | None = None
    edits: tuple[GoldEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldPassage:
    name: str
    wordings: tuple[GoldWording, ...]


@dataclass(frozen=True, slots=True)
class GoldEntity:
    name: str
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldPart:
    """Something that the corpus plays on purpose: a quote of a document or an attribution."""

    name: str
    doc: str
    quote: str | None = None
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    documents: tuple[GoldDocument, ...]
    passages: tuple[GoldPassage, ...]
    entities: tuple[GoldEntity, ...]
    parts: tuple[GoldPart, ...] = field(default=())

    def document(self, name: str) -> GoldDocument:
        return next(one for one in self.documents if one.name == name)


def load_gold(folder: Path = GOLD) -> Gold:
    """All gold files of ``folder``. Raises ``GoldError`` for a key that no row has."""
    across = tomllib.loads((folder / "corpus.toml").read_text("utf-8"))
    files = sorted(path for path in folder.glob("*.toml") if path.name != "corpus.toml")
    return Gold(
        tuple(_document(path) for path in files),
        tuple(_passage(table) for table in across["passages"]),
        tuple(_make(GoldEntity, table) for table in across["entities"]),
        tuple(_make(GoldPart, table) for table in across["parts"]),
    )


def _document(path: Path) -> GoldDocument:
    table = tomllib.loads(path.read_text("utf-8"))
    rows: dict[str, tuple[object, ...]] = {
        "attributions": _rows(GoldAttribution, table),
        "times": _rows(GoldTime, table),
        "quantities": _rows(GoldQuantity, table),
        "voices": _rows(GoldVoice, table),
    }
    return _make(GoldDocument, {"name": path.stem, **table, **rows})


def _rows(kind: type[Kind], table: dict[str, Any]) -> tuple[Kind, ...]:
    key = kind.__name__.removeprefix("Gold").lower()
    plural = "quantities" if key == "quantity" else key + "s"
    return tuple(_make(kind, row) for row in table.get(plural, ()))


def _passage(table: dict[str, Any]) -> GoldPassage:
    wordings = (
        {**row, "edits": tuple(_make(GoldEdit, edit) for edit in row.get("edits", ()))}
        for row in table["wordings"]
    )
    return GoldPassage(table["name"], tuple(_make(GoldWording, row) for row in wordings))


def _make(kind: type[Kind], table: dict[str, Any]) -> Kind:
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    if unknown := set(table) - known:
        raise GoldError(f"{kind.__name__} has no {', '.join(sorted(unknown))}: {table}")
    plain = {key: tuple(v) if isinstance(v, list) else v for key, v in table.items()}
    return kind(**plain)


def locate(quote: str, text: str, occurrence: int | None = None) -> Marked:
    """Where ``quote`` stands in ``text``; without marks, all of it has the role ``""``.

    Raises ``GoldError`` when it does not occur, or occurs more than once and no ``occurrence``
    (from 1) is given.
    """
    pattern, roles = _pattern(quote)
    found = list(re.finditer(pattern, text))
    if len(found) < (occurrence or 1) or (occurrence is None and len(found) > 1):
        raise GoldError(f"occurs {len(found)} times: {quote}")
    match = found[(occurrence or 1) - 1]
    spans = (Span(*match.span(group + 1)) for group in range(len(roles)))
    return Marked(Span(*match.span()), tuple(zip(roles, spans, strict=True)))


def _pattern(quote: str) -> tuple[str, list[str]]:
    roles: list[str] = []
    if "{" not in quote:
        quote = "{" + quote + "}"
    pattern = "".join(_pieces(quote, roles))
    # A quote that begins or ends with a word means the whole word: not 40 in 140.
    head = r"\b" if quote.lstrip("{SCT:")[:1].isalnum() else ""
    tail = r"\b" if quote.rstrip("}")[-1:].isalnum() else ""
    return head + pattern + tail, roles


def _pieces(quote: str, roles: list[str]) -> Iterator[str]:
    for token in TOKEN.findall(quote):
        if token.startswith("{"):
            roles.append(token[1:2])
            yield "("
        elif token == "}":
            yield ")"
        elif token == "[...]":
            yield ELISION
        else:
            yield r"\s+" if token.isspace() else re.escape(token)
