"""What is known of a cue and a unit together: how far apart, how the parse joins them, whose quote.

Each feature is a class number; the model adds one learned vector a class.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.attributions.units import Units

Ints = NDArray[np.int32]

# A unit further away than this is as far as any.
BUCKETS = (1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129)
DISTANCES = 2 * len(BUCKETS) + 1
SENTENCES, BLOCKS = 3, 2
PLACES = (2 * SENTENCES + 1) * (2 * BLOCKS + 1)
QUOTATIONS = 6
RULES = 5
LEVELS = 3
"""How far up the parse is looked: the cue's dependents, its head's, and its head's head's."""
FEATURES = ("distance", "place", "quotation", "rule", "path")


def sizes(deps: int) -> tuple[int, ...]:
    """The number of classes of each feature, where the parser knows ``deps`` relations."""
    return (DISTANCES, PLACES, QUOTATIONS, RULES, 1 + LEVELS * (deps + 1))


def features(
    units: Units,
    deps: Ints,
    known: int,
    cue: tuple[int, int],
    window: tuple[int, int],
    rules: Sequence[Sequence[tuple[int, int, int]]],
) -> Ints:
    """Classes of the units in ``window`` for one cue: array of shape (5, units of the window).

    ``cue`` and ``window`` are half-open ranges of units; ``deps`` holds each unit's relation as a
    number below ``known``; ``rules`` are the rules' attributions as (role, first, end) of units.
    """
    first, last = window
    at = np.arange(first, last, dtype=np.int32)
    head = _top(units, cue)
    away = np.where(at < cue[0], at - cue[0], np.where(at >= cue[1], at - cue[1] + 1, 0))
    distance = np.sign(away) * np.searchsorted(BUCKETS, np.abs(away), side="right")
    sentence = np.clip(units.sentence[first:last] - units.sentence[head], -SENTENCES, SENTENCES)
    block = np.clip(units.block[first:last] - units.block[head], -BLOCKS, BLOCKS)
    own = units.quotation[head]
    inside = units.quotation[first:last]
    quotation = np.where(
        inside < 0, 0 if own < 0 else 3, np.where(inside == own, 1, 2 if own < 0 else 4)
    )
    return np.stack(
        [
            distance + len(BUCKETS),
            (sentence + SENTENCES) * (2 * BLOCKS + 1) + block + BLOCKS,
            quotation,
            _ruled(cue, window, rules),
            _paths(units, deps, known, head, window),
        ]
    ).astype(np.int32)


def _top(units: Units, cue: tuple[int, int]) -> int:
    """The cue's unit that stands highest in the parse."""
    for at in range(*cue):
        above = int(units.head[at])
        if not cue[0] <= above < cue[1] or above == at:
            return at
    return cue[0]


def _ruled(
    cue: tuple[int, int],
    window: tuple[int, int],
    rules: Sequence[Sequence[tuple[int, int, int]]],
) -> Ints:
    """The role that the rules give each unit for this cue; 0 if they know no such cue."""
    result = np.zeros(window[1] - window[0], dtype=np.int32)
    for parts in rules:
        if not any(role == 2 and a < cue[1] and cue[0] < b for role, a, b in parts):
            continue
        result[result == 0] = 1
        for role, a, b in parts:
            low, high = max(a, window[0]) - window[0], min(b, window[1]) - window[0]
            if low < high:
                result[low:high] = {1: 2, 2: 3, 4: 4}[role]
    return result


def _paths(units: Units, deps: Ints, known: int, head: int, window: tuple[int, int]) -> Ints:
    """By which relation each unit of the cue's sentence hangs on the cue or what is above it."""
    result = np.zeros(window[1] - window[0], dtype=np.int32)
    sentence = units.sentence[head]
    low = int(np.searchsorted(units.sentence, sentence, side="left"))
    high = int(np.searchsorted(units.sentence, sentence, side="right"))
    heads = units.head[low:high].tolist()
    relations = deps[low:high].tolist()
    classes: dict[int, int] = {}
    anchor = head
    for level in range(LEVELS):
        base = 1 + level * (known + 1)
        classes[anchor] = base + known
        for at in range(low, high):
            _climb(at, anchor, low, heads, relations, base, classes)
        above = heads[anchor - low]
        if above == anchor:
            break
        anchor = above
    for at, value in classes.items():
        if window[0] <= at < window[1] and value >= 0:
            result[at - window[0]] = value
    return result


def _climb(
    at: int,
    anchor: int,
    low: int,
    heads: Sequence[int],
    relations: Sequence[int],
    base: int,
    classes: dict[int, int],
) -> None:
    """Give ``at`` and what is between it and ``anchor`` the class of the branch they are on."""
    path = []
    while at not in classes and at != anchor:
        path.append(at)
        above = heads[at - low]
        if above == at:
            return
        at = above
    if not path:
        return
    value = base + relations[path[-1] - low] if at == anchor else classes[at]
    for one in path:
        classes[one] = value
