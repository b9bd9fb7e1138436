"""Slots: other words in the same place of a shared passage."""

from __future__ import annotations

import pytest

from sayso.link.slots import Carrier, other_names, slots
from sayso.rows import Span

SENTENCE = "On Sunday the guards of Ruritania {} the old town of Hentzau after two days"


def carriers(*fillings: str, sentence: str = SENTENCE) -> list[Carrier]:
    """One document each, in the wording that its filling makes."""
    texts = [sentence.format(filling) for filling in fillings]
    return [
        Carrier(f"d{number}", Span(5, 5 + len(text)), f"w-{text}", text)
        for number, text in enumerate(texts)
    ]


def filled(*fillings: str, sentence: str = SENTENCE) -> list[list[tuple[str, str]]]:
    made = carriers(*fillings, sentence=sentence)
    return [[(one.carrier.doc, one.words) for one in slot] for slot in slots(made, made[0].wording)]


def test_other_words_in_an_equal_sentence_fill_one_slot() -> None:
    assert filled("liberated", "occupied", "liberated") == [
        [("d0", "liberated"), ("d1", "occupied"), ("d2", "liberated")]
    ]


def test_a_filling_knows_its_place_in_the_document() -> None:
    made = carriers("liberated", "seized by force")
    ((first, second),) = slots(made, made[0].wording)
    for one in (first, second):
        start = one.span.start - one.carrier.span.start
        assert one.carrier.text[start : start + len(one.words)] == one.words


def test_names_of_several_words_fill_a_slot_too() -> None:
    sentence = "Both sides have signed the {} in the hall of the old town"
    assert filled("Zenda Accord", "Joint Declaration", sentence=sentence) == [
        [("d0", "Zenda Accord"), ("d1", "Joint Declaration")]
    ]


def test_words_that_are_only_added_fill_none() -> None:
    assert filled("liberated", "liberated and then left") == []


def test_a_change_at_the_edge_is_none() -> None:
    assert filled("Guards", "Bandits", sentence="{} left the old town of Hentzau") == []


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        ("liberated", "occupied", True),
        ("rebels", "terrorists", True),
        ("Zenda Accord", "Joint Declaration", True),
        ("forty", "fifty", False),
        ("almost", "nearly", False),
        ("said", "claimed", False),
        ("enter", "entered", False),
        ("is", "was", False),
        ("on Monday", "on Tuesday", False),
    ],
)
def test_updates_hedges_and_forms_are_no_other_names(one: str, other: str, named: bool) -> None:
    made = carriers(one, other)
    ((*slot,),) = slots(made, made[0].wording) or [[]]
    assert other_names(tuple(slot)) is named
