"""Speakers that a source alone does not give: read from the attributions around it."""

from __future__ import annotations

import pytest

from sayso.annotate.pipeline import annotate
from sayso.rows import Document


def speakers(text: str, outlet: str | None = "The Strelsau Gazette") -> dict[str, str | None]:
    """The name of the speaker behind each source, by the source's words."""
    (result,) = annotate([Document("d1", "d1", "", text, outlet=outlet)])
    names = {entity.id: entity.name for entity in result.annotations.entities}
    return {
        text[slice(*row.source)]: names.get(row.speaker or "")
        for row in result.annotations.attributions
        if row.source is not None
    }


MINISTRY = "The road is open again, the Ruritanian Interior Ministry said in a statement on Monday."


def test_the_statement_speaks_for_who_issued_it() -> None:
    found = speakers(f"{MINISTRY} Two men were hurt, the statement said.")
    assert found["the statement"] == "Ruritanian Interior Ministry"


def test_a_statement_that_nobody_issued_speaks_for_nobody() -> None:
    found = speakers("Two men were hurt near the bridge on Monday, the statement said.")
    assert found["the statement"] is None


def test_it_carries_on_with_the_body_that_spoke() -> None:
    found = speakers(f"{MINISTRY} It added that two men were hurt.")
    assert found["It"] == "Ruritanian Interior Ministry"


def test_she_carries_on_after_a_quotation() -> None:
    text = 'Foreign Minister Anna Morel denied the claim. "Not one coin," she said.'
    assert speakers(text)["she"] == "Anna Morel"


def test_he_is_not_an_unnamed_speaker_before() -> None:
    text = (
        "Martin Harlow said the road was open.\n\n"
        "A farmer said he would stay. He said the house was his."
    )
    assert speakers(text)["He"] is None


def test_we_in_a_quotation_is_its_speaker() -> None:
    text = 'Martin Harlow told reporters: "We believe that the road is open."'
    found = speakers(text)
    assert found.get("We", "Martin Harlow") == "Martin Harlow"


def test_we_in_nobodys_voice_is_the_outlet() -> None:
    text = "We believe that the number is higher. The list is long and the road is closed."
    assert speakers(text)["We"] == "The Strelsau Gazette"


def test_we_is_nobody_where_no_outlet_is_known() -> None:
    assert speakers("We believe that the number is higher.", outlet=None)["We"] is None


def test_two_joined_names_are_no_one_speaker() -> None:
    found = speakers("Ruritania and Graustark said on Monday that the talks had failed.")
    assert set(found.values()) == {None}


def test_the_name_after_an_office_is_the_speaker() -> None:
    text = "The mayor in exile, Martin Harlow, warned that the road was not safe."
    assert set(speakers(text).values()) == {"Martin Harlow"}


@pytest.mark.parametrize("words", ["this station", "this newspaper"])
def test_an_outlet_that_names_itself(words: str) -> None:
    found = speakers(f"The talks have failed, {words} reported on Monday.")
    assert found.get(words) == "The Strelsau Gazette"
