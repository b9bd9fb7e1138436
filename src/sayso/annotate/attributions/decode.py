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
    """Whether the cue was found as one inside the content of another attribution."""
    sure: bool = True
    """Whether its cue is likely enough by itself."""


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), dtype=np.float32)


def either(one: Floats, other: Floats) -> Floats:
    """The probabilities of labels of which a unit has those of one kind or of the other."""
    both = one + other
    both[:, 0] = np.maximum(1 - both[:, 1:].sum(-1), 0)
    return np.asarray(both / both.sum(-1, keepdims=True), dtype=np.float32)


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
    best = emissions[:, 0] + arcs[labels]
    every = best.copy()
    back = np.zeros((size, count, labels), dtype=np.int8)
    inner, moves = arcs[None, :labels], np.exp(arcs[:labels])
    ends = np.zeros((count, 2), dtype=np.float32)
    final = np.zeros((count, labels), dtype=np.float32)
    for at in range(size):
        if at:
            paths = best[:, :, None] + inner
            back[at] = paths.argmax(1)
            best = paths.max(1) + emissions[:, at]
            highest = every.max(1, keepdims=True)
            every = np.log(np.exp(every - highest) @ moves + TINY) + highest + emissions[:, at]
        done = lengths == at + 1
        if done.any():
            final[done] = best[done]
            high = every[done].max(1, keepdims=True)
            ends[done, 0] = best[done].max(1)
            ends[done, 1] = (high + np.log(np.exp(every[done] - high).sum(1, keepdims=True)))[:, 0]
    found = np.zeros((count, size), dtype=np.int32)
    rows = np.arange(count)
    label = final.argmax(1)
    for at in range(size - 1, -1, -1):
        live = at < lengths
        starts = at == lengths - 1
        label = np.where(starts, final.argmax(1), label)
        found[:, at] = np.where(live, label, OUTSIDE)
        label = np.where(live, back[at, rows, label], label)
    return found, np.exp(np.minimum(ends[:, 0] - ends[:, 1], 0.0))


def runs(labels: Sequence[int], begin: int, inside: int, offset: int) -> Iterator[tuple[int, int]]:
    """The half-open ranges of one role in a sequence of labels."""
    start = None
    for at, label in enumerate([*labels, OUTSIDE]):
        if start is not None and label != inside:
            yield offset + start, offset + at
            start = None
        if label == begin:
            start = at
