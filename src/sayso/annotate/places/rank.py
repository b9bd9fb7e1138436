"""Which place each name of a document stands for: a conditional logit over its entries.

The weights are in ``models/places/ranker.toml``, few enough to read; ``train/places/ranker.py``
fits them. The probability of the best entry is the row's score.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from sayso.annotate.gazetteer import Entry
from sayso.annotate.places.context import (
    FEATURES,
    Matrix,
    Name,
    beside,
    features,
    names_of,
    scene,
)
from sayso.annotate.places.names import Toponym

SURE = 0.5
"""The least probability of a place, or of a country, to be shown: more likely than not."""
ROUNDS = 3
"""How often the places of the others are looked at again at most: they settle after two or three.
"""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of ``FEATURES``, in their order."""

    which: Matrix
    """Which of the places that bear a name it stands for."""
    whether: Matrix
    """Whether it stands for a place at all, by the features of the likeliest one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name stands for. ``entry`` is null where no place that bears it is likely enough."""

    entry: Entry | None
    country: str | None
    """The country in which it lies, whichever place there it is; null where that is unsure."""
    score: float
    """The probability of the likeliest entry, if the name is a place's, and of those beside it: a
    town and the region around it often bear one name."""
    place: float
    """The probability that the name is a place's."""


def resolve(text: str, toponyms: Iterable[Toponym], home: str | None = None) -> dict[str, Choice]:
    """The choice for each name of a document that the gazetteer knows, by ``Toponym.key``.

    ``home`` is the outlet's country, if it is known.
    """
    names = {key: name for key, name in names_of(text, toponyms).items() if name.entries}
    by = weights()
    rows = settled(names, by.which, home)
    return {key: _choice(names[key], rows[key], by) for key in names}


def settled(names: Mapping[str, Name], which: Matrix, home: str | None) -> dict[str, Matrix]:
    """The features of each name's entries, once every name was seen beside the others.

    ``picked`` holds afterwards what each is thought to be.
    """
    for name in names.values():
        name.picked = max(name.entries, key=_prominence)
    rows: dict[str, Matrix] = {}
    for _ in range(ROUNDS):
        around = scene(names, home)
        rows = {key: features(key, name, around) for key, name in names.items()}
        picked = {key: names[key].entries[int((rows[key] @ which).argmax())] for key in names}
        if all(name.picked == picked[key] for key, name in names.items()):
            break
        for key, name in names.items():
            name.picked = picked[key]
    return rows


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that ship."""
    text = (files("sayso.models.places") / "ranker.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return Weights(*(_vector(tables[name]) for name in ("which", "whether")))


def _vector(table: Mapping[str, float]) -> Matrix:
    return np.array([table[name] for name in FEATURES], dtype=np.float64)


def _prominence(entry: Entry) -> tuple[bool, int]:
    return entry.kind in ("country", "area"), entry.population


def _choice(name: Name, rows: Matrix, by: Weights) -> Choice:
    powers = rows @ by.which
    scores = np.exp(powers - powers.max())
    scores /= scores.sum()
    around = beside(name.entries) @ scores
    best = int(np.lexsort((scores, around.round(6)))[-1])
    by_country: dict[str | None, float] = {}
    for entry, score in zip(name.entries, scores, strict=True):
        by_country[entry.country] = by_country.get(entry.country, 0.0) + float(score)
    country = max(by_country, key=lambda code: by_country[code])
    score = min(1.0, float(around[best]))
    return Choice(
        name.entries[best] if score >= SURE else None,
        country if by_country[country] >= SURE else None,
        score,
        1 / (1 + math.exp(-float(rows[best] @ by.whether))),
    )
