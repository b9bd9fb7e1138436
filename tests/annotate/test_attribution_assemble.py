"""From candidates to rows: kinds, contents in several blocks, and what is inside what."""

from __future__ import annotations

import pytest

from sayso.annotate.attributions.assemble import apart, kind, nested
from sayso.annotate.attributions.marks import quotations
from sayso.rows import Attribution, Span

TEXT = "“He told us to go,” she said. We left."
#       0   4    9      16   20  24      31


def row(name: str, cue: tuple[int, int], *content: tuple[int, int]) -> Attribution:
    spans = tuple(Span(*one) for one in content)
    return Attribution(name, "d1", None, Span(*cue), spans, "indirect", (), "asserted", "neutral")


def inside(rows: list[Attribution], known: dict[str, str]) -> dict[str, str | None]:
    return {one.id: one.inside for one in nested(rows, known)}


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ((24, 28), (0, 19), "direct"),  # said
        ((4, 8), (9, 17), "indirect"),  # told: the marks are hers, not his
        ((24, 28), (0, 37), "mixed"),
        ((24, 28), (30, 37), "indirect"),
    ],
)
def test_kind(cue: tuple[int, int], content: tuple[int, int], expected: str) -> None:
    quotes = quotations(TEXT, 0, len(TEXT))
    assert kind(TEXT, [Span(*content)], quotes, Span(*cue))[0] == expected


def test_marks_that_nothing_closes_may_hold_the_cue() -> None:
    text = "“We wait, she said, and we hope."
    found, _ = kind(text, [Span(0, 8)], quotations(text, 0, len(text)), Span(14, 18))
    assert found == "direct"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([(5, 9), (0, 3)], [(0, 3), (5, 9)]),
        ([(0, 6), (4, 9), (1, 2)], [(0, 9)]),
        ([(0, 4), (4, 9)], [(0, 4), (4, 9)]),
    ],
)
def test_apart(spans: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    assert apart(Span(*one) for one in spans) == tuple(Span(*one) for one in expected)


def test_a_row_is_inside_the_smallest_content_that_holds_its_cue() -> None:
    rows = [row("a", (0, 2), (3, 40)), row("b", (5, 7), (8, 30)), row("c", (10, 12), (13, 20))]
    assert inside(rows, {}) == {"a": None, "b": "a", "c": "b"}


def test_a_construction_tells_what_the_place_does_not() -> None:
    rows = [row("said", (3, 5), (10, 20)), row("citing", (22, 24), (10, 20))]
    assert inside(rows, {"citing": "said"}) == {"said": None, "citing": "said"}


def test_two_rows_are_never_inside_each_other() -> None:
    rows = [row("said", (3, 5), (6, 20)), row("citing", (22, 24), (0, 20))]
    assert inside(rows, {"citing": "said"}) == {"said": "citing", "citing": None}


def test_no_row_is_inside_itself_or_one_that_is_not_there() -> None:
    assert inside([row("a", (0, 2), (3, 9))], {"a": "a"}) == {"a": None}
    assert inside([row("a", (0, 2), (3, 9))], {"a": "gone"}) == {"a": None}
