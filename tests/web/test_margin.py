"""Where the initials of voices stand."""

from __future__ import annotations

from sayso.annotate.stage import Annotations
from sayso.read.layout import Block
from sayso.rows import Attribution, Span
from sayso.web.margin import LINE, places
from sayso.web.segments import segments

TEXT = "word " * 200


def said(key: str, start: int, inside: str | None = None) -> Attribution:
    span = Span(start, start + 10)
    return Attribution(key, "d1", None, Span(0, 4), (span,), "indirect", inside=inside)


def placed(*rows: Attribution, blocks: tuple[Span, ...] = (Span(0, 1000),)) -> dict[str, str]:
    layout = [Block("paragraph", span) for span in blocks]
    made = places(segments(TEXT, layout, Annotations(attributions=rows)))
    return {key: place for (key, _), place in made.items()}


def test_a_voice_that_starts_far_from_others_is_in_the_margin() -> None:
    assert placed(said("a", 0), said("b", LINE)) == {"a": "margin", "b": "margin"}


def test_a_voice_that_may_start_in_the_same_line_is_in_the_line() -> None:
    assert placed(said("a", 0), said("b", LINE - 1)) == {"a": "margin", "b": "line"}


def test_what_is_in_the_line_takes_no_room_in_the_margin() -> None:
    found = placed(said("a", 0), said("b", LINE - 1), said("c", LINE))
    assert found["c"] == "margin"


def test_of_voices_that_start_together_the_outer_one_is_in_the_margin() -> None:
    assert placed(said("a", 0), said("b", 0, inside="a")) == {"a": "margin", "b": "line"}


def test_each_block_has_a_margin_of_its_own() -> None:
    rows = said("a", 0), said("b", 20)
    assert placed(*rows, blocks=(Span(0, 19), Span(20, 90))) == {"a": "margin", "b": "margin"}
