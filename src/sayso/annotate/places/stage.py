"""The places stage: which place each name, dateline and outlet's name stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sayso.annotate.gazetteer import Kind
from sayso.annotate.parse import Parsed
from sayso.annotate.places.coordinates import coordinates
from sayso.annotate.places.home import home_of, place_in_name
from sayso.annotate.places.names import Toponym, toponym
from sayso.annotate.places.rank import SURE, Choice, resolve
from sayso.annotate.stage import Annotations, Stage
from sayso.read import dateline
from sayso.rows import Document, Entity, Place, PlacePrecision, PlaceRole, Span

_PRECISION: Mapping[Kind, PlacePrecision] = {
    "town": "town",
    "district": "region",
    "region": "region",
    "country": "country",
    "area": "area",
}
# A body may bear a state's name, or that of its seat: "Strelsau denied it". Other bodies that are
# called like a town are clubs, firms and papers.
_ACTING = frozenset(("country", "area"))


@dataclass(frozen=True, slots=True)
class Named:
    """A toponym of a document with its entity and what it is there for."""

    toponym: Toponym
    entity: str | None
    role: PlaceRole
    place: bool = True
    """Whether it is known to be a place's name, so that it has a row even where it is unknown."""


def places(parsed: Parsed, rows: Annotations) -> Annotations:
    """Add the places of a document, and its entities' GeoNames ids."""
    document = parsed.document
    found = named(parsed, rows)
    home = home_of(document.url, document.outlet)
    choices = resolve(parsed.text, (one.toponym for one in found), home)
    made = ((one, _row(document.id, one, choices.get(one.toponym.key))) for one in found)
    kept = [place for one, place in made if one.place or place.country or place.precision]
    kept.extend(_points(parsed, rows))
    ordered = tuple(sorted(kept, key=lambda place: place.span))
    return replace(rows, places=ordered, entities=tuple(_identified(rows.entities, ordered)))


def named(parsed: Parsed, rows: Annotations) -> list[Named]:
    """What may name a place: names in the text, datelines, the outlet's name; in text order."""
    found = (*_mentioned(parsed.text, rows), *_datelines(parsed), *_in_outlet(parsed.document))
    return sorted(found, key=lambda one: one.toponym.span)


def _mentioned(text: str, rows: Annotations) -> Iterator[Named]:
    by_id = {entity.id: entity for entity in rows.entities}
    for mention in rows.mentions:
        entity = by_id.get(mention.entity or "")
        kind = entity.kind if entity is not None else None
        if mention.kind == "name" and kind in ("place", "organisation", "group"):
            one = toponym(text, mention.span)
            if entity is not None and _for_state(text, one, entity):
                continue
            if kind == "organisation":
                one = _acting(one)
            role: PlaceRole = "adjective" if one.adjective else "named"
            yield Named(one, mention.entity, role, kind == "place")


def _for_state(text: str, one: Toponym, entity: Entity) -> bool:
    """Whether a capital's name stands for the state, which acts: that is nowhere on a map."""
    name = " ".join(text[slice(*one.span)].split())
    capital = any(entry.capital for entry in one.entries)
    return capital and all(alias.name != name for alias in entity.aliases)


def _datelines(parsed: Parsed) -> Iterator[Named]:
    for block in parsed.layout:
        if block.kind == "dateline":
            for span in dateline.places(parsed.text, block.span):
                yield Named(toponym(parsed.text, span), None, "dateline")


def _in_outlet(document: Document) -> Iterator[Named]:
    """The place in the outlet's name, where the text itself names the outlet."""
    text, span = document.text, document.outlet_span
    found = place_in_name(text[span.start : span.end]) if span else None
    if span is not None and found is not None:
        place = Span(span.start + found[0], span.start + found[1])
        yield Named(toponym(text, place), None, "outlet", place=False)


def _points(parsed: Parsed, rows: Annotations) -> Iterator[Place]:
    """Coordinates that the text gives; what they are called there, if anything, is not asked."""
    for sentence in rows.sentences:
        start, end = sentence.span
        for span, north, east in coordinates(parsed.text[start:end]):
            yield Place(
                parsed.document.id,
                Span(start + span.start, start + span.end),
                None,
                latitude=north,
                longitude=east,
                precision="point",
                score=1.0,
            )


def _acting(one: Toponym) -> Toponym:
    kept = (entry for entry in one.entries if entry.kind in _ACTING or entry.capital)
    return replace(one, entries=tuple(kept))


def _row(doc: str, named: Named, choice: Choice | None) -> Place:
    span = named.toponym.span
    if choice is None or choice.place < SURE:
        return Place(doc, span, named.entity, role=named.role)
    entry = choice.entry
    if entry is None:
        return Place(doc, span, named.entity, country=choice.country, role=named.role)
    if named.toponym.part:
        country, region = entry.country, entry.region
        return Place(doc, span, named.entity, country=country, region=region, role=named.role)
    return Place(
        doc,
        span,
        named.entity,
        entry.geonames,
        entry.country,
        entry.region,
        entry.latitude,
        entry.longitude,
        _PRECISION[entry.kind],
        named.role,
        round(choice.score, 3),
    )


def _identified(entities: Iterable[Entity], found: Iterable[Place]) -> Iterator[Entity]:
    """The entities with the id of the place that their names stand for, if it is one."""
    ids: dict[str, set[int]] = defaultdict(set)
    for place in found:
        if place.entity and place.geonames is not None and place.role == "named":
            ids[place.entity].add(place.geonames)
    for entity in entities:
        own = ids.get(entity.id, set())
        geonames = next(iter(own)) if len(own) == 1 else None
        yield entity if entity.geonames == geonames else replace(entity, geonames=geonames)


STAGE = Stage(
    "places",
    "2",
    needs=("sentences", "mentions", "entities"),
    makes=("places", "entities"),
    run=places,
)
