"""What is known of a cue and a unit together, on sentences whose parse is written out by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sayso.annotate.attributions import pairs
from sayso.annotate.attributions.units import CONTENT, CUE, SOURCE, Units

RELATIONS = ["", "nsubj", "ROOT", "mark", "det", "ccomp", "punct"]
KNOWN = len(RELATIONS)
# word, head, relation, sentence, block, quotation
ROWS = [
    ("Mara", 1, "nsubj", 0, 0, -1),
    ("said", 1, "ROOT", 0, 0, -1),
    ("that", 5, "mark", 0, 0, -1),
    ("the", 4, "det", 0, 0, -1),
    ("dam", 5, "nsubj", 0, 0, -1),
    ("broke", 1, "ccomp", 0, 0, -1),
    (".", 1, "punct", 0, 0, -1),
    ("“", 9, "punct", 1, 0, 0),
    ("We", 9, "nsubj", 1, 0, 0),
    ("wait", 9, "ROOT", 1, 0, 0),
    ("”", 9, "punct", 1, 0, 0),
    ("Jon", 12, "nsubj", 2, 1, 1),
    ("left", 12, "ROOT", 2, 1, 1),
]
SIZE = len(ROWS)
SAID, DAM, WAIT = (1, 2), (4, 5), (9, 10)
DEPS = np.array([RELATIONS.index(row[2]) for row in ROWS], np.int32)


def column(at: int) -> np.ndarray:
    return np.array([row[at] for row in ROWS], np.int32)


def by_hand() -> Units:
    none, names = np.zeros(SIZE, np.int32), [""] * SIZE
    place = np.arange(SIZE, dtype=np.int32)
    return Units(
        [row[0] for row in ROWS],
        place * 10,
        place * 10 + 9,
        column(4),
        column(3),
        column(1),
        names,
        [row[2] for row in ROWS],
        names,
        column(5),
        *(none, none, none, none, none, none),
        place,
    )


Parts = tuple[tuple[int, int, int], ...]


def feature(
    name: str,
    cue: tuple[int, int],
    window: tuple[int, int] = (0, SIZE),
    rules: Sequence[Parts] = (),
) -> list[int]:
    found = pairs.features(by_hand(), DEPS, KNOWN, cue, window, rules)
    values: list[int] = found[pairs.FEATURES.index(name)].tolist()
    return values


def test_distance_counts_from_the_cue_in_ever_wider_steps() -> None:
    away = [value - len(pairs.BUCKETS) for value in feature("distance", SAID)]
    assert away == [-1, 0, 1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 7]


def test_distance_of_a_cue_of_two_words() -> None:
    away = [value - len(pairs.BUCKETS) for value in feature("distance", (4, 6))]
    assert away == [-4, -3, -2, -1, 0, 0, 1, 2, 3, 4, 5, 5, 6]


def test_place_tells_sentences_and_blocks_apart() -> None:
    here, next_sentence, next_block = 3 * 5 + 2, 4 * 5 + 2, 5 * 5 + 3
    assert feature("place", SAID) == [here] * 7 + [next_sentence] * 4 + [next_block] * 2


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        (SAID, [0] * 7 + [2] * 6),  # outside like the cue; in some quotation
        (WAIT, [3] * 7 + [1] * 4 + [4] * 2),  # outside; in the cue's quotation; in another
    ],
)
def test_quotation(cue: tuple[int, int], expected: list[int]) -> None:
    assert feature("quotation", cue) == expected


def test_rule_gives_the_roles_that_the_rules_see_for_this_cue() -> None:
    said = ((SOURCE, 0, 1), (CUE, 1, 2), (CONTENT, 2, 6))
    assert feature("rule", SAID, rules=[said]) == [2, 3, 4, 4, 4, 4] + [1] * 7


def test_rule_is_nothing_where_the_rules_know_no_such_cue() -> None:
    other = ((SOURCE, 8, 9), (CUE, 9, 10), (CONTENT, 1, 3))
    assert feature("rule", SAID, rules=[other]) == [0] * SIZE


def branch(level: int, relation: str) -> int:
    return 1 + level * (KNOWN + 1) + RELATIONS.index(relation)


def anchor(level: int) -> int:
    return 1 + level * (KNOWN + 1) + KNOWN


def test_path_below_the_cue_is_the_relation_of_the_branch() -> None:
    content = [branch(0, "ccomp")] * 4
    below = [branch(0, "nsubj"), anchor(0), *content, branch(0, "punct")]
    assert feature("path", SAID) == below + [0] * 6


def test_path_above_the_cue_is_told_apart_by_level() -> None:
    above = [branch(2, "nsubj"), anchor(2), branch(1, "mark")]
    below = [branch(0, "det"), anchor(0)]
    assert feature("path", DAM) == [*above, *below, anchor(1), branch(2, "punct")] + [0] * 6


def test_a_window_shows_a_part_of_the_same() -> None:
    rules: list[Parts] = [((SOURCE, 0, 1), (CUE, 1, 2), (CONTENT, 2, 6))]
    whole = pairs.features(by_hand(), DEPS, KNOWN, SAID, (0, SIZE), rules)
    part = pairs.features(by_hand(), DEPS, KNOWN, SAID, (1, 8), rules)
    assert (part == whole[:, 1:8]).all()


@pytest.mark.parametrize("cue", [(at, at + 1) for at in range(SIZE)] + [(2, 6), (0, SIZE)])
def test_every_class_has_its_row_in_the_tables(cue: tuple[int, int]) -> None:
    rules: list[Parts] = [((SOURCE, 0, 1), (CUE, 1, 2), (CONTENT, 2, 6))]
    found = pairs.features(by_hand(), DEPS, KNOWN, cue, (0, SIZE), rules)
    assert (found >= 0).all()
    assert (found.max(1) < pairs.sizes(KNOWN)).all()
