"""From the network's numbers to attributions: cues, and for each cue its source and its content.

Labels of a unit with respect to one cue: outside, beginning or inside of the source, beginning or
inside of the content. The best sequence of labels under trained transitions is taken (Viterbi),
for all cues of a document at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

LABELS = 5
OUTSIDE, B_SOURCE, I_SOURCE, B_CONTENT, I_CONTENT = range(LABELS)
FORBIDDEN = np.float32(-1e4)
TINY = np.float32(1e-30)


@dataclass(frozen=True, slots=True)
class Reading:
    """One attribution as read off the network, in units; ranges are half open.

    ``cue_score`` is the probability of the cue, ``path_score`` that of its source and content
    given the cue.
    """

    cue: tuple[int, int]
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    cue_score: float
    path_score: float
    inner: bool = False
    """Whether the second head found the cue, as one that may be inside another content."""
    sure: bool = True
    """Whether its cue is likely enough by itself."""


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), dtype=np.float32)


def cues(chances: Floats, needed: Floats) -> list[tuple[int, int, float]]:
    """Runs of units that are at least as likely in a cue as is ``needed``: first, end, probability.

    ``chances`` has shape (units, 3): outside, beginning, inside.
    """
    inside = 1 - chances[:, 0]
    found: list[tuple[int, int, float]] = []
    begin = None
    for at, active in enumerate([*(inside >= needed).tolist(), False]):
        starts = active and (begin is None or chances[at, 1] > chances[at, 2])
        if begin is not None and (starts or not active):
            found.append((begin, at, float(inside[begin:at].max())))
            begin = None
        if starts:
            begin = at
    return found


def viterbi(emissions: Floats, arcs: Floats, lengths: Ints) -> tuple[Ints, Floats]:
    """The best labels of every sequence and their probabilities.

    ``emissions``: (sequences, units, labels); ``arcs``: (labels + 1, labels), the last row from
    the beginning. Beyond a sequence's length the labels mean nothing.
    """
    count, size, labels = emissions.shape
    highest = emissions.max(-1)
    weights, moves = np.exp(emissions - highest[:, :, None]), np.exp(arcs[:labels])
    inner = arcs[None, :labels]
    best = emissions[:, 0] + arcs[labels]
    every = np.exp(arcs[labels]) * weights[:, 0]
    bests = np.empty((size, count, labels), dtype=np.float32)
    sums = np.empty((size, count, 1), dtype=np.float32)
    back = np.zeros((size, count, labels), dtype=np.int8)
    for at in range(size):
        if at:
            paths = best[:, :, None] + inner
            back[at] = paths.argmax(1)
            best = np.maximum.reduce(paths, 1) + emissions[:, at]
            every = (every @ moves) * weights[:, at]
        # Shares of all paths so far; what they add up to is kept apart, lest it vanish.
        sums[at] = total = np.add.reduce(every, 1, keepdims=True) + TINY
        every = every / total
        bests[at] = best
    rows = np.arange(count)
    final = bests[lengths - 1, rows]
    inside = np.arange(size) < lengths[:, None]
    weight = ((np.log(sums[:, :, 0].T) + highest) * inside).sum(1)
    # Beyond its end a sequence stays at its last label.
    back[~inside.T] = np.arange(labels, dtype=np.int8)
    found = np.empty((count, size), dtype=np.int32)
    label = final.argmax(1)
    for at in range(size - 1, -1, -1):
        found[:, at] = label
        label = back[at, rows, label]
    return found, np.exp(np.minimum(final.max(1) - weight, 0.0))


def runs(labels: Sequence[int], begin: int, inside: int, offset: int) -> Iterator[tuple[int, int]]:
    """The half-open ranges of one role in a sequence of labels."""
    start = None
    for at, label in enumerate([*labels, OUTSIDE]):
        if start is not None and label != inside:
            yield offset + start, offset + at
            start = None
        if label == begin:
            start = at
