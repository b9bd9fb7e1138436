"""The gazetteer that ships: places of GeoNames by name, and Sayso's own table of what it lacks.

``models/places/gazetteer.npz`` holds sorted hashes of names and, for each, the places that bear it.
A hash of 46 bits is wrong for one unknown name in 50 million; it needs a third of the names' room.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.data import word_list, word_lists
from sayso.annotate.fold import fold

Kind = Literal["town", "district", "region", "country", "area"]
"""``district``: a second-level region (county, raion). ``area``: a continent, a sea, a mountain
range, a region that is of no state or of several."""
KINDS: tuple[Kind, ...] = get_args(Kind)
HASH_BITS = 46
# Coordinates are stored in hundredths of a degree: a kilometre at most.
STEP = 0.01
_NEAR = 1.5  # degrees
_SAINT = re.compile(r"\bst\b")


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer, as one of its names finds it."""

    kind: Kind
    geonames: int | None
    country: str | None
    """ISO 3166 code of the country under which GeoNames files it."""
    region: str | None
    """GeoNames' code of the first-level region: "US.CA"."""
    latitude: float
    longitude: float
    population: int
    names: int
    """How many names it has: a measure of how well known it is."""
    capital: bool = False
    main: bool = False
    """Whether the name asked for is its main one in GeoNames."""


def name_key(name: str) -> str:
    """``name`` as names of places are compared: "St. Petersburg" is "Saint Petersburg"."""
    return _SAINT.sub("saint", fold(name))


def name_hash(key: str) -> int:
    """The hash of a ``name_key``: 46 bits of BLAKE2."""
    digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - HASH_BITS)


class Gazetteer:
    """Names to places. Made once a process by ``gazetteer``."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """``arrays``: those of ``gazetteer.npz``, as ``train.places.gazetteer`` describes them."""
        self._hashes = np.cumsum(arrays["deltas"], dtype=np.int64)
        self._ends = np.cumsum(arrays["bearers"], dtype=np.int64)
        self._arrays = dict(arrays)
        self._codes = [str(code) for code in arrays["codes"]]
        self._regions = [str(code) for code in arrays["regions"]]
        self.codes = frozenset(filter(None, self._codes))
        """The ISO 3166 codes of its countries."""
        self._coded_rows = self._rows("country", "country", self._codes)
        self._coded_rows |= self._rows("region", "region", self._regions)
        self._own = self._own_table()

    def entries(self, name: str) -> tuple[Entry, ...]:
        """The places that bear ``name``; none where it is unknown."""
        key = name_key(name)
        return (*self._stored(key), *self._own.get(key, ())) if key else ()

    def place(self, geonames: int) -> Entry | None:
        """The place with this GeoNames id, under its main name; null if it is not held."""
        rows = np.flatnonzero(self._arrays["geonames"] == geonames)
        return self._entry(int(rows[0]), main=True) if len(rows) else None

    def _stored(self, key: str) -> Iterator[Entry]:
        wanted = name_hash(key)
        index = int(np.searchsorted(self._hashes, wanted))
        if index < len(self._hashes) and self._hashes[index] == wanted:
            start = int(self._ends[index - 1]) if index else 0
            for posting in range(start, int(self._ends[index])):
                row = int(self._arrays["rows"][posting])
                yield self._entry(row, bool(self._arrays["main"][posting]))

    def _entry(self, row: int, main: bool) -> Entry:
        arrays = self._arrays
        return Entry(
            KINDS[arrays["kind"][row]],
            int(arrays["geonames"][row]),
            self._codes[arrays["country"][row]] or None,
            self._regions[arrays["region"][row]] or None,
            round(float(arrays["latitude"][row]) * STEP, 2),
            round(float(arrays["longitude"][row]) * STEP, 2),
            int(arrays["population"][row]),
            int(arrays["names"][row]),
            bool(arrays["capital"][row]),
            main,
        )

    def _own_table(self) -> dict[str, tuple[Entry, ...]]:
        """Further names of countries and regions, and areas that the stored places lack."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for key, entry in (*_listed("areas"), *self._further_names()):
            if not any(_same(entry, known) for known in (*self._stored(key), *found[key])):
                found[key].append(entry)
        for key, entry in _listed("nature"):
            found[key].append(entry)
        for owner, names in word_list("places", "adjectives").items():
            for name in names:
                found[name_key(name)].append(self._owner(owner, found))
        return {key: tuple(entries) for key, entries in found.items()}

    def _further_names(self) -> Iterator[tuple[str, Entry]]:
        for table in ("countries", "regions"):
            for code, names in word_list("places", table).items():
                for name in names:
                    yield name_key(name), self._coded(code, main=table == "countries")

    def _owner(self, owner: str, own: Mapping[str, Sequence[Entry]]) -> Entry:
        """Whose adjective it is: a country or region by its code, an area by its name."""
        if owner in self.codes or "." in owner:
            return self._coded(owner, main=False)
        known = (*own.get(name_key(owner), ()), *self._stored(name_key(owner)))
        return next(entry for entry in known if entry.kind in ("area", "region"))

    def _coded(self, code: str, main: bool) -> Entry:
        """The country ("US") or first-level region ("US.CA") with this code."""
        return self._entry(self._coded_rows[code], main)

    def _rows(self, kind: Kind, column: str, codes: Sequence[str]) -> dict[str, int]:
        rows = np.flatnonzero(self._arrays["kind"] == KINDS.index(kind))
        return {codes[self._arrays[column][row]]: int(row) for row in rows}


def _same(entry: Entry, known: Entry) -> bool:
    """Whether ``entry`` of the own table is ``known``: "Crimea" is a region of GeoNames too."""
    if entry.geonames is not None:
        return entry.geonames == known.geonames
    north, east = entry.latitude - known.latitude, entry.longitude - known.longitude
    return known.kind in ("region", "area") and max(abs(north), abs(east)) < _NEAR


def _listed(table: str) -> Iterator[tuple[str, Entry]]:
    """The areas of a list of the own table: "name|name @ latitude longitude [country]" each."""
    for line in word_lists("places")[table]:
        names, _, where = line.partition("@")
        latitude, longitude, *country = where.split()
        every = [name.strip() for name in names.split("|")]
        code = country[0] if country else None
        for name in every:
            yield (
                name_key(name),
                Entry("area", None, code, None, float(latitude), float(longitude), 0, len(every)),
            )


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer, loaded at the first call (0.1 s, 30 MB)."""
    path = files("sayso.models.places") / "gazetteer.npz"
    with path.open("rb") as file, np.load(file) as arrays:
        return Gazetteer({name: arrays[name] for name in arrays.files})


@lru_cache(maxsize=20_000)
def look_up(name: str) -> tuple[Entry, ...]:
    """The places that bear ``name``, in the order of the gazetteer."""
    return gazetteer().entries(name)


@lru_cache(maxsize=1)
def country_codes() -> frozenset[str]:
    """The ISO 3166 codes that the gazetteer knows."""
    return gazetteer().codes


@lru_cache(maxsize=1)
def adjectives() -> frozenset[str]:
    """The ``name_key`` of every adjective and people's name: "Ruritanian", "Ruritanians"."""
    return frozenset(_keys(word_list("places", "adjectives").values()))


@lru_cache(maxsize=1)
def institutions() -> frozenset[str]:
    """The ``name_key`` of bodies and things that are called like some town, and never mean it."""
    return frozenset(_keys([word_lists("places")["institutions"]]))


def _keys(lists: Iterable[Iterable[str]]) -> Iterator[str]:
    return (name_key(name) for names in lists for name in names)
