"""Statements that an outlet prints whole: how far they stay with their speaker."""

from __future__ import annotations

import pytest
from paragraphs import parsed, triple

from sayso.annotate.attributions import find
from sayso.annotate.pipeline import annotate
from sayso.rows import Document

OPENING = "As noted, the dam was built by our own people. Nobody else paid for it."
INTRODUCED = "The council of Strelsau said in a statement that the dam is safe."
OURS = "Our engineers guard it day and night, and we shall not leave it."
PLAIN = "The lower valley is dry since spring."
AGAIN = "We ask our neighbours for help."
OTHERS = "The mayor of Zenda said that the dam is falling apart."


def carried(*paragraphs: str) -> list[str]:
    """Which of the later paragraphs the speaker of the first one has, whole."""
    whole = parsed(*paragraphs)
    found = find(whole)
    contents = [content for *_, content in (triple(whole.text, row) for row in found[:1])]
    return [one for one in paragraphs[1:] if one in contents[0].split(" | ")]


@pytest.mark.parametrize("first", [OPENING, INTRODUCED])
def test_a_statement_goes_on_as_long_as_it_says_our(first: str) -> None:
    assert carried(first, PLAIN, OURS, AGAIN, "The weather was fine.") == [PLAIN, OURS, AGAIN]


def test_the_rest_of_the_paragraph_that_opens_it_belongs_to_it() -> None:
    whole = parsed(OPENING, OURS)
    (row,) = [row for row in find(whole) if len(row.content) > 1]
    assert "Nobody else paid for it." in triple(whole.text, row)[2]


def test_one_our_may_be_a_slip() -> None:
    assert carried(INTRODUCED, "Our reporter saw it.") == []


def test_it_ends_where_somebody_else_speaks() -> None:
    assert carried(INTRODUCED, OURS, OTHERS, AGAIN) == [OURS]


def test_it_may_tell_what_others_say_of_us() -> None:
    told = "The mayor of Zenda said that the dam is falling apart, which our engineers deny."
    assert carried(INTRODUCED, OURS, told, AGAIN) == [OURS, told, AGAIN]


def test_it_ends_where_its_speaker_is_named() -> None:
    speaker = "Mara Teel said in a statement that the dam is safe."
    named = "Teel has led the council for years, and our readers know it."
    assert carried(speaker, OURS, named, AGAIN) == [OURS]


def test_it_is_the_word_of_who_was_said_to_make_it() -> None:
    text = "\n\n".join(
        [
            "The dam is ours, the Ministry of Energy of Ruritania said in a statement.",
            OPENING,
            OURS,
            AGAIN,
        ]
    )
    document = Document("d1", "d1", "", text)
    (made,) = annotate([document])
    names = {one.id: one.name for one in made.annotations.entities}
    (row,) = [one for one in made.annotations.attributions if text[slice(*one.cue)] == "noted"]
    assert row.speaker is not None
    assert "Ministry of Energy" in names[row.speaker]
