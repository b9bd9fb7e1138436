"""Packs ``sources`` into ``gazetteer.npz``.

Of names: ``deltas`` (differences of the sorted hashes), ``bearers`` (how many places bear each),
``rows`` and ``main`` (which places, and whether it is their main name). Of places: ``kind``,
``geonames``, ``country`` and ``region`` (indices into ``codes`` and ``regions``), ``latitude`` and
``longitude`` (hundredths of a degree), ``population``, ``names``, ``capital``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.gazetteer import KINDS, STEP, name_hash, name_key
from sayso.annotate.places.names import without_kind
from train.places.sources import Source, sources

_MOST = 255  # names of one place that are counted


def build(path: Path) -> tuple[int, int]:
    """Write the gazetteer to ``path``; how many places and names it holds."""
    places = list(sources())
    bearers = _bearers(places)
    hashes = sorted(bearers)
    postings = [posting for key in hashes for posting in bearers[key]]
    deltas = np.diff(np.array(hashes, dtype=np.int64), prepend=0)
    arrays: dict[str, NDArray[Any]] = {
        "deltas": _narrowed(deltas, np.uint32),
        "bearers": np.array([len(bearers[key]) for key in hashes], dtype=np.uint16),
        "rows": np.array([row for row, _ in postings], dtype=np.uint32),
        "main": np.array([main for _, main in postings], dtype=bool),
        **_columns(places),
    }
    np.savez_compressed(path, allow_pickle=False, **arrays)
    return len(places), len(hashes)


def _bearers(places: Sequence[Source]) -> dict[int, list[tuple[int, bool]]]:
    """By the hash of a name: (row of a place that bears it, whether it is its main name)."""
    found: dict[int, dict[int, bool]] = defaultdict(dict)
    for row, place in enumerate(places):
        others = place.others
        if place.kind in ("region", "district"):
            others |= {short for name in (place.name, *others) if (short := without_kind(name))}
        for name in sorted(others):
            _name(found, name, row, main=False)
        _name(found, place.name, row, main=True)
    return {key: sorted(rows.items()) for key, rows in found.items()}


def _name(found: dict[int, dict[int, bool]], name: str, row: int, main: bool) -> None:
    key = name_key(name)
    if len(key) > 1:
        found[name_hash(key)][row] = main


def _columns(places: Sequence[Source]) -> dict[str, NDArray[Any]]:
    codes = sorted({place.country for place in places})
    regions = sorted({place.region for place in places})
    code = {name: index for index, name in enumerate(codes)}
    region = {name: index for index, name in enumerate(regions)}
    return {
        "codes": np.array(codes),
        "regions": np.array(regions),
        "kind": np.array([KINDS.index(place.kind) for place in places], dtype=np.uint8),
        "geonames": np.array([place.geonames for place in places], dtype=np.uint32),
        "country": np.array([code[place.country] for place in places], dtype=np.uint8),
        "region": np.array([region[place.region] for place in places], dtype=np.uint16),
        "latitude": np.array([place.point[0] / STEP for place in places]).round().astype(np.int16),
        "longitude": np.array([place.point[1] / STEP for place in places]).round().astype(np.int16),
        "population": np.array([place.population for place in places], dtype=np.uint32),
        "names": np.array([min(_MOST, len(place.others) + 1) for place in places], dtype=np.uint8),
        "capital": np.array([place.capital for place in places], dtype=bool),
    }


def _narrowed(values: NDArray[Any], kind: type[np.unsignedinteger[Any]]) -> NDArray[Any]:
    """``values`` in a narrower type; raises ``OverflowError`` if they do not fit."""
    if values.max() > np.iinfo(kind).max:
        raise OverflowError(f"{values.max()} does not fit in {kind.__name__}")
    return values.astype(kind)
