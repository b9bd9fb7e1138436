"""Edits: what changed from one wording to the next, and of what kind."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.link.edits import edits
from sayso.rows import Edit

ONE = [
    ("300 people fled", "340 people fled", Edit("replace", "300", "340", "number")),
    ("Three men died.", "Four men died.", Edit("replace", "Three", "Four", "number")),
    ("It cost 1.5 million.", "It cost 2 bn.", Edit("replace", "1.5 million", "2 bn", "number")),
    ("It left on Monday.", "It left on Tuesday.", Edit("replace", "Monday", "Tuesday", "date")),
    ("At 10:15 it left.", "At 10:20 it left.", Edit("replace", "10:15", "10:20", "date")),
    (
        "The truce of 10 November 2020 held.",
        "The truce of Nov. 10, 2020 held.",
        Edit("replace", "10 November 2020", "Nov. 10, 2020", "date"),
    ),
    (
        "Yesterday Orlan Vesk met Teba Korin.",
        "Yesterday Orlan Vesk met Mirin Dalo.",
        Edit("replace", "Teba Korin", "Mirin Dalo", "name"),
    ),
    (
        "Shells fell on the town, the governor said.",
        "Shells fell on the town.",
        Edit("delete", "the governor said", "", "attribution"),
    ),
    (
        "Shells fell on the town.",
        "According to the lake mission, shells fell on the town.",
        Edit("insert", "", "According to the lake mission", "attribution"),
    ),
    (
        "He said it broke.",
        "He claimed it broke.",
        Edit("replace", "said", "claimed", "attribution"),
    ),
    ("It shelled Oss.", "It allegedly shelled Oss.", Edit("insert", "", "allegedly", "hedge")),
    ("Up to 30 lorries", "30 lorries", Edit("delete", "Up to", "", "hedge")),
    ("the village of Tel", "the town of Tel", Edit("replace", "village", "town", "other")),
]


@pytest.mark.parametrize(("old", "new", "expected"), ONE, ids=[edit.new for _, _, edit in ONE])
def test_an_edit_has_a_kind(old: str, new: str, expected: Edit) -> None:
    assert edits(old, new) == (expected,)


def test_a_hedge_is_told_from_the_number_it_softens() -> None:
    assert edits("There were 300 men.", "There were almost 340 men.") == (
        Edit("insert", "", "almost", "hedge"),
        Edit("replace", "300", "340", "number"),
    )


def test_case_and_punctuation_are_no_edits() -> None:
    assert edits("The “truce” held, twice.", "the 'truce' held twice") == ()


def test_words_that_moved_are_no_new_name() -> None:
    kinds = {edit.what for edit in edits("In May, Vesk left Oss.", "Vesk left Oss in May.")}
    assert kinds == {"other"}


def test_a_new_sentence_is_not_typed_by_the_date_in_it() -> None:
    more = "The council met again on Friday and heard seven farmers from the upper villages speak."
    (edit,) = edits("The dam broke.", "The dam broke. " + more)
    assert edit.what == "other"


def test_edits_are_in_the_order_of_the_text() -> None:
    found = edits("On Monday 30 men left Oss.", "On Friday 40 men left Tel.")
    assert [edit.what for edit in found] == ["date", "number", "name"]


@given(st.text(), st.text())
@settings(max_examples=200, deadline=None)
def test_edits_quote_the_texts_as_written(old: str, new: str) -> None:
    for edit in edits(old, new):
        assert edit.old in old
        assert edit.new in new
        assert edit.old or edit.new


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert edits(text, text) == ()
