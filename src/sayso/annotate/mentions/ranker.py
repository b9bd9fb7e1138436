"""Which of its candidates a pronoun takes up: a conditional logit over them and over nobody.

The weights are in ``models/coreference/ranker.toml``, few enough to read;
``train/coreference/ranker.py`` fits them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from math import exp
from typing import Protocol


class Ranked(Protocol):
    """What a candidate must tell to be ranked."""

    @property
    def shares(self) -> Sequence[tuple[int, float]]:
        """Whom it stands for, with how probably."""

    @property
    def score(self) -> float:
        """What the features add up to that do not depend on the pronoun."""


LEAST = 0.05
"""A smaller probability of someone is none."""


class Weights(dict[str, float]):
    """The weight of each feature; features without one weigh nothing."""

    def __missing__(self, feature: str) -> float:
        return 0.0

    def total(self, features: Iterable[str]) -> float:
        """What the features add up to."""
        return sum(map(self.__getitem__, features))


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Weights]:
    """The weights that ship: of ``people``, for "he" and "she", and of ``things``."""
    text = (files("sayso.models.coreference") / "ranker.toml").read_text(encoding="utf-8")
    return {name: Weights(table) for name, table in tomllib.loads(text).items()}


def shares(
    pairs: Sequence[tuple[Ranked, list[str]]], nobody: Sequence[str], by: Weights
) -> list[tuple[int, float]]:
    """Whom a pronoun may mean and how probably, the likeliest first; little shares left out.

    The mentions of one entity add up; a pronoun counts for each whom it may mean itself.
    """
    if not pairs:
        return []
    scores = [one.score + by.total(features) for one, features in pairs]
    none = by.total(nobody)
    most = max(none, *scores)
    total = exp(none - most)
    found: dict[int, float] = {}
    for (one, _), score in zip(pairs, scores, strict=True):
        share = exp(score - most)
        total += share
        for who, part in one.shares:
            found[who] = found.get(who, 0.0) + share * part
    kept = [(who, share) for who, share in found.items() if share >= LEAST * total]
    # What is left out goes to those kept, so that a chain of pronouns does not wear itself out.
    total *= sum(share for _, share in kept) / sum(found.values())
    return sorted(((who, share / total) for who, share in kept), key=lambda one: -one[1])
