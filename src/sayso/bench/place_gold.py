"""The golds of places: GeoVirus (Gritta et al. 2018a) and GeoWebNews (Gritta et al. 2019).

Both are XML. GeoVirus names each place by its page in Wikipedia, with offsets that begin at one;
GeoWebNews by its GeoNames id. Which places are towns, countries, … neither says: ``GoldPlace.kind``
is read from the page's title, or is the kind that the gazetteer has for the id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np

from sayso.annotate.gazetteer import gazetteer, look_up
from sayso.annotate.places.context import distances
from sayso.rows import Span

GoldKind = Literal["town", "country", "region", "district", "area", "other"]
CORPORA = {"geovirus": "GeoVirus.xml", "geowebnews": "GWN.xml"}
_TITLE = re.compile(r"(?P<name>.*?)(?: \((?P<note>[^)]*)\))?$")
_DIVISION = re.compile(
    r"\b(county|district|province|region|governorate|borough|prefecture|parish|department|"
    r"division|state|oblast)\b",
    re.I,
)
_NATURE = re.compile(
    r"\b(river|lake|mountains?|mount|sea|ocean|gulf|islands?|peninsula|valley|desert|delta|strait|"
    r"creek|canal|forest|coast|plateau|archipelago|cape|channel|basin|reef|university|college|"
    r"school|airport|hospital|street|station|stadium|hotel|prison|zoo|market|square|bay|"
    r"union|world)\b",
    re.I,
)
_NEAR = 1600  # kilometres from the middle of a region to where a gold puts it: Queensland is large
_TOWN, _TOWN_NEAR = 50_000, 40  # people; kilometres


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A place name of a gold. ``country`` is the code of what is a country itself, else null."""

    span: Span
    kind: GoldKind
    latitude: float
    longitude: float
    geonames: int | None
    country: str | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its places, in text order, and its address."""

    name: str
    text: str
    url: str | None
    places: tuple[GoldPlace, ...]


def load(corpus: str, data: Path) -> Iterator[GoldArticle]:
    """The articles of one of ``CORPORA`` in the folder ``data``; raises ``OSError``."""
    root = ElementTree.parse(data / CORPORA[corpus]).getroot()
    read, address = (_virus, "source") if corpus == "geovirus" else (_web, "link")
    for number, article in enumerate(root.iter("article")):
        text = article.findtext("text") or ""
        places = {place.span: place for place in read(article, text)}
        ordered = tuple(places[span] for span in sorted(places))
        yield GoldArticle(f"{corpus}-{number}", text, article.findtext(address), ordered)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points (latitude, longitude)."""
    return float(distances(np.array([one]), np.array([other]))[0, 0])


def _virus(article: ElementTree.Element, text: str) -> Iterator[GoldPlace]:
    for node in article.iter("location"):
        if node.findtext("lat") is None:
            continue
        latitude, longitude = float(_part(node, "lat")), float(_part(node, "lon"))
        span = Span(int(_part(node, "start")) - 1, int(_part(node, "end")) - 1)
        page = node.findtext("page") or ""
        title = unquote(page.partition("/wiki/")[2]).replace("_", " ") or text[slice(*span)]
        kind, country = _by_title(title, (latitude, longitude))
        yield GoldPlace(span, kind, latitude, longitude, None, country)


def _by_title(title: str, point: tuple[float, float]) -> tuple[GoldKind, str | None]:
    """What a page of Wikipedia is about: "Vale, Norland" is a town, "Vale County" is none."""
    match = _TITLE.match(title)
    assert match is not None
    name, note = match["name"], match["note"]
    known = look_up(name)
    if note in (None, "country"):
        for entry in known:
            if entry.kind == "country":
                return "country", entry.country
    if "," in name or (note and re.search(r"city|town|village", note)):
        return ("district" if _DIVISION.search(name) else "town"), None
    if any(entry.kind == "area" for entry in known) or _NATURE.search(name):
        return "area", None
    if _DIVISION.search(title):
        return "region", None
    places = [(entry, kilometres((entry.latitude, entry.longitude), point)) for entry in known]
    town = any(e.kind == "town" and e.population > _TOWN and km < _TOWN_NEAR for e, km in places)
    region = any(e.kind in ("region", "district") and km < _NEAR for e, km in places)
    return ("region" if region and not town else "town"), None


def _web(article: ElementTree.Element, text: str) -> Iterator[GoldPlace]:
    for node in article.iter("toponym"):
        if not node.findtext("latitude"):
            continue
        span = Span(int(_part(node, "start")), int(_part(node, "end")))
        geonames = int(node.findtext("geonamesID") or 0) or None
        entry = gazetteer().place(geonames) if geonames else None
        country = entry.country if entry and entry.kind == "country" else None
        kind: GoldKind = entry.kind if entry else "other"
        point = float(_part(node, "latitude")), float(_part(node, "longitude"))
        yield GoldPlace(span, kind, *point, geonames, country)


def _part(node: ElementTree.Element, name: str) -> str:
    found = node.findtext(name)
    if found is None:
        raise ValueError(f"a {node.tag} without {name}")
    return found
