"""The metrics of chains: the example of the LEA paper, and what each must do at its ends."""

from __future__ import annotations

import pytest

from sayso.bench.chains import ChainFigures, Rate, compare

# Moosavi and Strube 2016, figure 1; the values of the other metrics are worked out by hand.
GOLD = [set("abc"), set("defg")]
FOUND = [set("ab"), set("cd"), set("fghi")]


@pytest.mark.parametrize(
    ("metric", "recall", "precision"),
    [
        ("mentions", 6 / 7, 6 / 8),
        ("muc", 2 / 5, 2 / 5),
        ("b_cubed", (5 / 3 + 5 / 4) / 7, 4 / 8),
        ("ceaf_e", 1.3 / 2, 1.3 / 3),
        ("lea", (1 + 4 / 6) / 7, (2 + 4 / 6) / 8),
    ],
)
def test_the_example_of_the_paper(metric: str, recall: float, precision: float) -> None:
    rate = getattr(compare(GOLD, FOUND), metric)
    assert (rate.recall, rate.precision) == pytest.approx((recall, precision))


METRICS = ("muc", "b_cubed", "ceaf_e", "lea")


@pytest.mark.parametrize("metric", METRICS)
def test_what_is_equal_is_all_right(metric: str) -> None:
    assert getattr(compare(GOLD, GOLD[::-1]), metric).f1 == pytest.approx(1)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize(("gold", "found"), [(GOLD, []), ([], FOUND), ([], [])])
def test_without_chains_nothing_is_right(
    metric: str, gold: list[set[str]], found: list[set[str]]
) -> None:
    assert getattr(compare(gold, found), metric).f1 == 0


@pytest.mark.parametrize("metric", METRICS)
def test_the_two_sides_mirror_each_other(metric: str) -> None:
    one, other = getattr(compare(GOLD, FOUND), metric), getattr(compare(FOUND, GOLD), metric)
    assert (one.recall, one.precision) == pytest.approx((other.precision, other.recall))


def test_one_chain_of_all_keeps_every_link_and_loses_precision() -> None:
    figures = compare(GOLD, [set("abcdefg")])
    assert figures.muc.recall == 1
    assert figures.lea.precision == pytest.approx((3 + 6) / 21)


def test_counts_are_added_before_rates_are_taken() -> None:
    assert (Rate(1, 2, 1, 1) + Rate(0, 2, 0, 3)).recall == 0.25
    both = ChainFigures() + compare(GOLD, FOUND)
    assert both == compare(GOLD, FOUND)


def test_the_score_of_the_shared_task_is_the_mean_of_three() -> None:
    figures = compare(GOLD, FOUND)
    three = figures.muc.f1 + figures.b_cubed.f1 + figures.ceaf_e.f1
    assert figures.conll == pytest.approx(three / 3)
