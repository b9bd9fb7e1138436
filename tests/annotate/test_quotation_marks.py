"""Quotation marks are told by what stands beside them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.attributions.marks import quotations, quoted


def inner(text: str) -> list[str]:
    return [text[q.inner.start : q.inner.end] for q in quotations(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "She said: “The road is shut.”",
        'She said: "The road is shut."',
        "She said: ''The road is shut.''",
        "She said: ``The road is shut.''",
        "She said: „The road is shut.“",
        "She said: «The road is shut.»",
        "She said: »The road is shut.«",
        "She said: ‘The road is shut.’",
        "She said: 'The road is shut.'",
        "She said: “”The road is shut.“”",
    ],
)
def test_every_style_of_marks(text: str) -> None:
    assert inner(text) == ["The road is shut."]


def test_two_quotations_around_a_cue() -> None:
    assert inner("“We wait,” he said, “and we hope.”") == ["We wait,", "and we hope."]


def test_apostrophes_are_no_marks() -> None:
    assert inner("The workers' union didn't see the mayor's note, 'tis said.") == []


def test_a_possessive_inside_single_marks() -> None:
    text = "The text ‘On the Farmers' Roads and Orla's Bridge’, adopted today, is short."
    assert inner(text) == ["On the Farmers' Roads and Orla's Bridge"]


def test_single_marks_nest_in_double_ones() -> None:
    assert inner("“He shouted ‘stop’ twice,” she said.") == ["He shouted ‘stop’ twice,", "stop"]


def test_an_open_quotation_runs_to_the_end_of_its_block() -> None:
    (one,) = quotations("“We wait. We hope.", 0, 18)
    assert (one.closed, tuple(one.inner)) == (False, (1, 18))


def test_a_closing_mark_after_a_slipped_space() -> None:
    text = "“It serves Veska and Orla “, but it also serves the valley,” he stated."
    assert inner(text) == ["It serves Veska and Orla “, but it also serves the valley,"]


def test_a_mark_turned_the_wrong_way_before_the_cue() -> None:
    text = "“We backed the mill,” the council hopes for support on this issue, “the statement said."
    assert inner(text) == ["We backed the mill,” the council hopes for support on this issue, "]


def test_a_second_quotation_does_not_swallow_the_words_between() -> None:
    assert inner("A “new” plan and an “old” one.") == ["new", "old"]


def test_an_unclosed_quotation_ends_where_another_opens() -> None:
    assert inner("“We wait, he said. “We hope.”") == ["We wait, he said.", "We hope."]


def test_an_unclosed_quotation_ends_before_its_cue_at_the_end() -> None:
    assert inner("“We have the order and the date, said Mara Teel.") == [
        "We have the order and the date,"
    ]


def test_values_of_mark_up_are_not_quoted() -> None:
    assert inner('<note id="47" by="orla">Shut.</note>') == []


def test_inches_open_nothing() -> None:
    assert inner('A 6" pipe burst.') == []


def test_a_mark_with_a_closing_one_of_its_own_opens() -> None:
    text = "“It takes six months,” Dafina, a mother of three, told us. “They never said which.”"
    assert inner(text) == ["It takes six months,", "They never said which."]


def test_blocks_are_apart() -> None:
    assert [tuple(s) for s in quoted("“One.\nTwo” is")] == [(0, 5)]


@given(st.text(alphabet="ab .,!?\n\"'“”„‘’«»`-—s", max_size=60))
def test_any_marks_give_ordered_spans_inside_the_text(text: str) -> None:
    found = quotations(text, 0, len(text))
    for one in found:
        assert 0 <= one.outer.start <= one.inner.start <= one.inner.end <= one.outer.end
        assert one.outer.end <= len(text)
    double = [one for one in found if not one.single]
    assert all(a.outer.end <= b.outer.start for a, b in pairwise(double))
