"""What a document says about its toponyms: the features by which their places are ranked.

A name means one place throughout a document (one sense per discourse, Gale et al. 1992), so that
names are ranked, not mentions. The features are those of the literature on toponym resolution
(Leidner 2007; Lieberman and Samet 2012): prominence, the other places of the document, containers
named beside it ("Vale, Norland").
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.gazetteer import Entry
from sayso.annotate.places.names import Toponym

FEATURES = (
    "population",
    "is_country",
    "is_region",
    "is_district",
    "is_area",
    "main_name",
    "names",
    "capital",
    "same_country",
    "near",
    "country_named",
    "region_named",
    "home",
    "large_town",
    "constant",
)
Matrix = NDArray[np.float64]

_LARGE = 500_000  # people
_NEAR = 150.0  # kilometres
_BESIDE = 50.0  # kilometres: a town and the region around it, which often bear one name
_COUNTED = 3  # neighbours
_SEEN = 200  # other names whose places a name is compared with: bounds the work on endless lists
_EARTH = 6371.0  # radius in kilometres
# "Vale, Norland" and "Vale (Norland)": by convention the second says where the first is.
_COMMA = re.compile(r"\s*[,(]\s*")


@dataclass(slots=True)
class Name:
    """A name of a document. ``picked``: the place it is now thought to be."""

    entries: tuple[Entry, ...]
    picked: Entry | None = None


def names_of(text: str, toponyms: Iterable[Toponym]) -> dict[str, Name]:
    """The names of a document by key; of one beside its container, only the places inside it."""
    order = sorted(toponyms, key=lambda toponym: toponym.span)
    names: dict[str, Name] = {}
    for toponym in order:
        names.setdefault(toponym.key, Name(toponym.entries))
    for left, right in pairwise(order):
        name = names[left.key]
        # Countries stand in lists with other countries.
        countries = any(entry.kind == "country" for entry in name.entries)
        if not countries and _COMMA.fullmatch(
            text, left.span.end, max(left.span.end, right.span.start)
        ):
            name.entries = tuple(_within(name.entries, right)) or name.entries
    return names


def _within(entries: Iterable[Entry], whole: Toponym) -> Iterator[Entry]:
    """Those of ``entries`` that lie in a country or first-level region that ``whole`` may be."""
    countries = {entry.country for entry in whole.entries if entry.kind == "country"}
    regions = {entry.region for entry in whole.entries if entry.kind == "region"} - {None}
    for entry in entries:
        in_country = entry.kind != "country" and entry.country in countries
        if in_country or (entry.kind in ("town", "district") and entry.region in regions):
            yield entry


@dataclass(frozen=True, slots=True)
class Scene:
    """The places that a document is now thought to name, each name counted once."""

    places: Counter[str]
    """How many names stand for a place in each country."""
    countries: Counter[str]
    """How many stand for the country itself, or its people."""
    regions: Counter[str]
    """How many stand for each first-level region itself."""
    points: tuple[tuple[str, float, float], ...]
    """Key and coordinates of towns and districts."""
    home: str | None
    """The outlet's country."""


def scene(names: Mapping[str, Name], home: str | None) -> Scene:
    """What the names now picked say together."""
    picked = [(key, name.picked) for key, name in names.items() if name.picked]
    towns = (
        (key, entry.latitude, entry.longitude)
        for key, entry in picked
        if entry.kind in ("town", "district")
    )
    return Scene(
        Counter(entry.country for _, entry in picked if entry.country),
        Counter(entry.country for _, entry in picked if entry.country and _is_country(entry)),
        Counter(entry.region for _, entry in picked if entry.region and entry.kind == "region"),
        tuple(islice(towns, _SEEN)),
        home,
    )


def _is_country(entry: Entry) -> bool:
    return entry.kind == "country"


def features(key: str, name: Name, around: Scene) -> Matrix:
    """One row a place that ``name`` may be, one column a feature of ``FEATURES``.

    What the name itself is now thought to be says nothing for or against any of its places.
    """
    others = _without(around, name.picked)
    near = _neighbours(key, name.entries, around.points)
    known = _names_beside(name.entries)
    total = max(1, others.places.total())
    rows = []
    for number, entry in enumerate(name.entries):
        town = entry.kind in ("town", "district")
        country, region = entry.country or "", entry.region or ""
        rows.append(
            (
                math.log10(entry.population + 10),
                entry.kind == "country",
                entry.kind == "region",
                entry.kind == "district",
                entry.kind == "area",
                entry.main,
                math.log(known[number] + 1),
                entry.capital,
                others.places[country] / total,
                min(_COUNTED, near[number]),
                entry.kind != "country" and others.countries[country] > 0,
                town and others.regions[region] > 0,
                entry.country is not None and entry.country == around.home,
                entry.kind == "town" and entry.population >= _LARGE,
                1.0,
            )
        )
    return np.array(rows, dtype=np.float64)


def _names_beside(entries: Sequence[Entry]) -> list[int]:
    """How many names each entry has, or one of this name beside it: a region is as well known as
    the town that it is called after."""
    counts = [entry.names for entry in entries]
    if len(entries) == 1:
        return counts
    return [int(count) for count in np.where(beside(entries), counts, 0).max(axis=1)]


def beside(entries: Sequence[Entry]) -> NDArray[np.bool_]:
    """Which entries lie beside which, each beside itself; (n, n)."""
    points = np.array([(entry.latitude, entry.longitude) for entry in entries])
    result: NDArray[np.bool_] = distances(points, points) <= _BESIDE
    return result


def _without(around: Scene, entry: Entry | None) -> Scene:
    """The scene as it is without one name, which stands for ``entry``."""
    if entry is None or entry.country is None:
        return around
    here = Counter([entry.country])
    return replace(
        around,
        places=around.places - here,
        countries=around.countries - here if _is_country(entry) else around.countries,
        regions=around.regions - Counter([entry.region])
        if entry.region and entry.kind == "region"
        else around.regions,
    )


def _neighbours(
    key: str, entries: Sequence[Entry], points: Sequence[tuple[str, float, float]]
) -> list[int]:
    """For each entry that is a town or district: how many other names' places are near."""
    others = np.array([point[1:] for point in points if point[0] != key])
    if not len(others):
        return [0] * len(entries)
    own = np.array([(entry.latitude, entry.longitude) for entry in entries])
    near = (distances(own, others) < _NEAR).sum(axis=1)
    return [
        int(count) if entry.kind in ("town", "district") else 0
        for entry, count in zip(entries, near, strict=True)
    ]


def distances(first: Matrix, second: Matrix) -> Matrix:
    """Great-circle distances in kilometres between points (latitude, longitude), by haversine.

    ``first`` is (n, 2), ``second`` (m, 2), both in degrees; the result (n, m).
    """
    a, b = np.radians(first)[:, None, :], np.radians(second)[None, :, :]
    half = np.sin((b - a) / 2) ** 2
    chord = half[..., 0] + np.cos(a[..., 0]) * np.cos(b[..., 0]) * half[..., 1]
    result: Matrix = 2 * _EARTH * np.arcsin(np.sqrt(np.minimum(1.0, chord)))
    return result
