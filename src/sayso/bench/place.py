"""Places measured against GeoVirus and GeoWebNews: the right place for each name that is given.

Towns: Acc@161, the share put within 161 km (100 miles) of where the gold has them, as in the
literature on toponym resolution (Leidner 2007; Gritta et al. 2019). Countries: the share that got
the right code. A name without a place counts as wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sayso.annotate import mentions, places, sentences
from sayso.annotate.gazetteer import Entry
from sayso.annotate.pipeline import annotate
from sayso.annotate.places.home import home_of
from sayso.annotate.places.names import toponym
from sayso.annotate.places.rank import Choice, resolve
from sayso.bench.place_gold import CORPORA, GoldArticle, GoldPlace, kilometres, load
from sayso.errors import BenchError
from sayso.rows import Document, Place, Span

STAGES = (sentences.STAGE, mentions.STAGE, places.STAGE)
WITHIN = 161.0
"""Kilometres that a place may be off."""


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """Shares, 0 to 1, of the names of one corpus."""

    corpus: str
    articles: int
    names: int
    towns: float
    """Acc@161 of towns."""
    countries: float
    """Countries with the right code."""
    regions: float
    """First- and second-level regions, within 161 km or by id."""
    left_open: float
    """Names of all kinds that got no place."""
    gold_towns: int
    gold_countries: int


@dataclass(frozen=True, slots=True)
class TextFigures:
    """What is found in the bare text: names, kinds and places together. Shares, 0 to 1."""

    corpus: str
    articles: int
    towns_found: float
    """Towns of the gold with a row that overlaps them and is right."""
    countries_found: float
    """Likewise countries; adjectives count where the gold has them."""
    towns_right: float
    """Rows of towns that overlap a place of the gold and are right; others may be unmarked."""
    towns: int
    """Rows of towns."""


def run(
    data: Path, split: str | None = None, limit: int | None = None
) -> tuple[PlaceFigures | TextFigures, ...]:
    """Figures of each corpus in ``data`` (only ``split``, if given): of given names, and of texts.

    Raises ``BenchError`` if ``split`` is none of them.
    """
    return (*given_names(data, split, limit), *in_text(data, split, limit))


def given_names(
    data: Path, split: str | None = None, limit: int | None = None
) -> tuple[PlaceFigures, ...]:
    """The right place for each name of the gold. Raises ``BenchError`` for an unknown split."""
    return tuple(_figures(name, articles) for name, articles in _corpora(data, split, limit))


def in_text(
    data: Path, split: str | None = None, limit: int | None = None
) -> tuple[TextFigures, ...]:
    """What the stage finds by itself. Raises ``BenchError`` for an unknown split."""
    return tuple(_text_figures(name, articles) for name, articles in _corpora(data, split, limit))


def _corpora(
    data: Path, split: str | None, limit: int | None
) -> Iterator[tuple[str, Sequence[GoldArticle]]]:
    if split not in (None, *CORPORA):
        raise BenchError(f"there is no split {split}; there are {', '.join(CORPORA)}")
    for corpus in CORPORA:
        if split in (None, corpus):
            yield corpus, tuple(islice(load(corpus, data), limit))


def _figures(corpus: str, articles: Sequence[GoldArticle]) -> PlaceFigures:
    names: Counter[str] = Counter()
    right: Counter[str] = Counter()
    left_open = 0
    for article in articles:
        for place, choice in given(article):
            entry = choice.entry if choice else None
            names[place.kind] += 1
            right[place.kind] += entry is not None and is_right(entry, place)
            left_open += entry is None
    return PlaceFigures(
        corpus,
        len(articles),
        names.total(),
        _share(right, names, ["town"]),
        _share(right, names, ["country"]),
        _share(right, names, ["region", "district"]),
        left_open / max(1, names.total()),
        names["town"],
        names["country"],
    )


def _text_figures(corpus: str, articles: Sequence[GoldArticle]) -> TextFigures:
    names: Counter[str] = Counter()
    right: Counter[str] = Counter()
    towns = towns_right = 0
    documents = [Document(a.name, a.name, "", a.text, url=a.url) for a in articles]
    for number, article in enumerate(articles):
        (made,) = annotate(documents[number : number + 1], stages=STAGES)
        found = sorted(made.annotations.places, key=lambda row: row.span)
        for place in article.places:
            names[place.kind] += 1
            right[place.kind] += any(_is_row_right(row, place) for row in _over(place, found))
        for row in found:
            if row.precision == "town":
                over = [p for p in article.places if overlapping(p.span, row.span)]
                towns += 1
                towns_right += any(_is_row_right(row, place) for place in over)
    return TextFigures(
        corpus,
        len(articles),
        _share(right, names, ["town"]),
        _share(right, names, ["country"]),
        towns_right / max(1, towns),
        towns,
    )


def _over(place: GoldPlace, rows: Iterable[Place]) -> Iterator[Place]:
    return (row for row in rows if overlapping(row.span, place.span))


def overlapping(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def _is_row_right(row: Place, gold: GoldPlace) -> bool:
    if gold.kind == "country":
        return row.precision == "country" and row.country == gold.country
    if gold.geonames is not None and row.geonames == gold.geonames:
        return True
    if row.latitude is None or row.longitude is None:
        return False
    return kilometres((row.latitude, row.longitude), (gold.latitude, gold.longitude)) <= WITHIN


def given(article: GoldArticle) -> Iterator[tuple[GoldPlace, Choice | None]]:
    """Each place name of the gold with the place that it got, all names of the article given."""
    toponyms = {place: toponym(article.text, place.span) for place in article.places}
    choices = resolve(article.text, toponyms.values(), home_of(article.url))
    for place, one in toponyms.items():
        yield place, choices.get(one.key)


def is_right(entry: Entry, gold: GoldPlace) -> bool:
    """Whether a place is the gold's: a country by its code, others by id or within ``WITHIN``."""
    if gold.kind == "country":
        return entry.kind == "country" and entry.country == gold.country
    if gold.geonames is not None and entry.geonames == gold.geonames:
        return True
    here = entry.latitude, entry.longitude
    return kilometres(here, (gold.latitude, gold.longitude)) <= WITHIN


def _share(right: Counter[str], all_: Counter[str], kinds: Iterable[str]) -> float:
    kinds = list(kinds)
    return sum(right[kind] for kind in kinds) / max(1, sum(all_[kind] for kind in kinds))
