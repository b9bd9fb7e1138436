"""From numbers to cues and labels: the best path is the best of all paths."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from sayso.annotate.attributions.decode import (
    B_CONTENT,
    B_SOURCE,
    FORBIDDEN,
    I_CONTENT,
    I_SOURCE,
    LABELS,
    OUTSIDE,
    cues,
    runs,
    softmax,
    viterbi,
)


def arcs(random: np.random.Generator) -> np.ndarray:
    """Scores from label to label and from the beginning, the illegal ones forbidden."""
    made = random.normal(size=(LABELS + 1, LABELS)).astype(np.float32)
    for inside, begin in ((I_SOURCE, B_SOURCE), (I_CONTENT, B_CONTENT)):
        for before in range(LABELS + 1):
            if before not in (inside, begin):
                made[before, inside] += FORBIDDEN
    return made


def legal(path: tuple[int, ...]) -> bool:
    pairs = zip((OUTSIDE, *path), path, strict=False)
    return all(
        (b != I_SOURCE or a in (B_SOURCE, I_SOURCE))
        and (b != I_CONTENT or a in (B_CONTENT, I_CONTENT))
        for a, b in pairs
    )


def total(path: tuple[int, ...], emissions: np.ndarray, moves: np.ndarray) -> float:
    before = (LABELS, *path)
    return float(sum(emissions[at, one] + moves[before[at], one] for at, one in enumerate(path)))


@pytest.mark.parametrize("seed", range(8))
def test_the_best_labels_and_their_probability_are_those_of_all_legal_paths(seed: int) -> None:
    random = np.random.default_rng(seed)
    lengths = np.array([1, 3, 5])
    emissions = random.normal(scale=3, size=(3, 5, LABELS)).astype(np.float32)
    moves = arcs(random)
    found, chances = viterbi(emissions, moves, lengths)
    for number, size in enumerate(lengths.tolist()):
        paths = [one for one in product(range(LABELS), repeat=size) if legal(one)]
        scores = np.array([total(one, emissions[number], moves) for one in paths])
        assert tuple(found[number, :size].tolist()) == paths[int(scores.argmax())]
        chance = 1 / np.exp(scores - scores.max()).sum()
        assert chances[number] == pytest.approx(chance, rel=1e-3)


def test_what_stands_beyond_a_sequence_changes_nothing() -> None:
    random = np.random.default_rng(1)
    one = random.normal(size=(1, 4, LABELS)).astype(np.float32)
    moves = arcs(random)
    padded = np.concatenate([one, np.full((1, 3, LABELS), 50, np.float32)], 1)
    short, chance = viterbi(one, moves, np.array([4]))
    long, same = viterbi(padded, moves, np.array([4]))
    assert long[0].tolist() == [*short[0].tolist(), 0, 0, 0]
    assert chance == pytest.approx(same)


def test_labels_barred_at_the_cue_leave_it_outside() -> None:
    emissions = np.zeros((1, 3, LABELS), np.float32)
    emissions[0, :, B_CONTENT] = emissions[0, :, I_CONTENT] = 5
    emissions[0, 1, 1:] += FORBIDDEN
    moves = arcs(np.random.default_rng(0))
    found, chances = viterbi(emissions, moves, np.array([3]))
    assert found[0].tolist() == [B_CONTENT, OUTSIDE, B_CONTENT]
    assert 0 < chances[0] <= 1


def test_a_long_sequence_of_large_scores_keeps_a_probability() -> None:
    random = np.random.default_rng(3)
    emissions = random.normal(scale=30, size=(1, 400, LABELS)).astype(np.float32)
    _, chances = viterbi(emissions, arcs(random), np.array([400]))
    assert 0 <= chances[0] <= 1


def likely(*chances: tuple[float, float, float]) -> np.ndarray:
    """Probabilities of outside, beginning and inside of a cue."""
    return np.array(chances, np.float32).reshape(-1, 3)


def same(threshold: float, size: int) -> np.ndarray:
    """The same threshold for every unit."""
    return np.full(size, threshold, np.float32)


NO, BEGIN, INSIDE = (0.9, 0.05, 0.05), (0.2, 0.7, 0.1), (0.1, 0.2, 0.7)


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        ([], []),
        ([NO, NO], []),
        ([NO, BEGIN, NO], [(1, 2)]),
        ([BEGIN, INSIDE, NO], [(0, 2)]),
        ([NO, BEGIN, INSIDE], [(1, 3)]),
        ([BEGIN, BEGIN, INSIDE], [(0, 1), (1, 3)]),
        ([NO, INSIDE, INSIDE], [(1, 3)]),  # one that lost its beginning
        ([BEGIN, NO, INSIDE], [(0, 1), (2, 3)]),
        ([BEGIN], [(0, 1)]),
    ],
)
def test_cues_are_runs_of_units_that_are_likely_in_one(
    chances: list[tuple[float, float, float]], expected: list[tuple[int, int]]
) -> None:
    assert [(a, b) for a, b, _ in cues(likely(*chances), same(0.5, len(chances)))] == expected


def test_a_cue_is_as_likely_as_its_surest_unit() -> None:
    ((_, _, chance),) = cues(likely(BEGIN, INSIDE, NO), same(0.5, 3))
    assert chance == pytest.approx(0.9, abs=1e-3)


@pytest.mark.parametrize(("threshold", "count"), [(0.79, 1), (0.81, 0), (1.1, 0)])
def test_what_is_less_likely_than_the_threshold_is_no_cue(threshold: float, count: int) -> None:
    assert len(cues(likely(NO, BEGIN, NO), same(threshold, 3))) == count


def test_a_threshold_holds_for_its_own_unit() -> None:
    needed = np.array([0.95, 0.75, 0.05], np.float32)
    assert [(a, b) for a, b, _ in cues(likely(BEGIN, BEGIN, NO), needed)] == [(1, 3)]


def test_softmax_of_large_numbers() -> None:
    found = softmax(np.array([[1000, 0, -1000], [0, 0, 0]], np.float32))
    assert found.flatten().tolist() == pytest.approx([1, 0, 0, 1 / 3, 1 / 3, 1 / 3])


@pytest.mark.parametrize(
    ("labels", "source", "content"),
    [
        ([], [], []),
        ([B_SOURCE], [(10, 11)], []),
        ([B_SOURCE, I_SOURCE, OUTSIDE, B_CONTENT, I_CONTENT], [(10, 12)], [(13, 15)]),
        ([B_CONTENT, B_CONTENT, I_CONTENT], [], [(10, 11), (11, 13)]),
        ([B_CONTENT, OUTSIDE, B_SOURCE, B_CONTENT], [(12, 13)], [(10, 11), (13, 14)]),
        ([I_CONTENT, OUTSIDE, I_SOURCE], [], []),  # no run without its beginning
    ],
)
def test_runs_of_a_role(
    labels: list[int], source: list[tuple[int, int]], content: list[tuple[int, int]]
) -> None:
    assert list(runs(labels, B_SOURCE, I_SOURCE, 10)) == source
    assert list(runs(labels, B_CONTENT, I_CONTENT, 10)) == content
