"""Which window of a document is shown, and how it is laid out."""

from __future__ import annotations

from dam_ledger import document
from hypothesis import given
from hypothesis import strategies as st

from sayso.rows import Span
from sayso.web.article import WHOLE_LAYOUT, WINDOW, Asked, find_window, window_layout

LINES = "A line of the report.\n" * 20_000
ONE_LINE = "word " * 60_000


@given(st.sampled_from([LINES, ONE_LINE]), st.integers(min_value=0, max_value=10**9))
def test_a_window_is_never_empty_nor_too_long(text: str, start: int) -> None:
    window = find_window(text, Asked(start=start))
    assert 0 < window.end - window.start <= WINDOW + WINDOW // 4
    assert 0 <= window.start < window.end <= len(text)


@given(st.sampled_from([LINES, ONE_LINE]), st.integers(min_value=0, max_value=299_990))
def test_what_is_pointed_at_is_in_the_window(text: str, start: int) -> None:
    window = find_window(text, Asked(at=Span(start, start + 5)))
    assert window.start <= start
    assert start + 5 <= window.end


def test_a_short_document_is_one_window() -> None:
    assert find_window("Short.", Asked(start=99, at=Span(3, 900))) == Span(0, 6)


def test_windows_meet_at_line_ends() -> None:
    window = find_window(LINES, Asked())
    assert LINES[window.end - 1] == "\n"


def test_a_later_window_of_a_very_long_document_has_no_headline() -> None:
    text = LINES[:WHOLE_LAYOUT] + "A Headline In The Middle\n\n" + LINES[: 2 * WINDOW]
    made = document("long.txt", text)
    window = Span(WHOLE_LAYOUT, WHOLE_LAYOUT + WINDOW)
    blocks = window_layout(made, window)
    assert {block.kind for block in blocks} <= {"paragraph", "furniture"}
    assert blocks[0].span.start >= window.start
    assert blocks[-1].span.end <= window.end
