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


MINISTRY_NAME = "Ruritanian Interior Ministry"
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


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        (
            "A report by the Relief Committee said that the flood is over.",
            "A report by the Relief Committee",
            "Relief Committee",
        ),
        (
            "The flood is over, according to an interview with Mara Teel published today.",
            "an interview with Mara Teel published today",
            "Mara Teel",
        ),
        (
            "Two men were hurt, Floodwatch24 data showed on Monday.",
            "Floodwatch24 data",
            "Floodwatch24",
        ),
        (
            f"{MINISTRY} Two men were hurt, the announcement said.",
            "the announcement",
            MINISTRY_NAME,
        ),
        (
            "Mara Teel, a professor in Strelsau, said that the dam was weak. "
            "The expert added that it could break.",
            "The expert",
            "Mara Teel",
        ),
        (
            "Mara Teel, a professor in Strelsau, said that the dam was weak. "
            "The minister added that it could break.",
            "The minister",
            None,
        ),
        (
            "Mara Teel said the road was open. The spokesman said that the bridge was closed.",
            "The spokesman",
            None,
        ),
        (
            "Foreign Minister Mara Teel said that the talks had failed. "
            "The Ruritanian foreign minister accused Graustark of lying.",
            "The Ruritanian foreign minister",
            "Mara Teel",
        ),
    ],
)
def test_a_source_that_takes_up_another(text: str, source: str, name: str | None) -> None:
    assert speakers(text)[source] == name


def test_the_lead_describes_whom_the_article_names() -> None:
    text = (
        "A former minister has warned that the dam may break.\n\n"
        "Mara Teel, who led the ministry until 2020, said the walls were weak."
    )
    assert speakers(text)["A former minister"] == "Mara Teel"


def test_the_lead_describes_someone_else_than_the_article_names() -> None:
    text = "A farmer said he would stay.\n\nMayor Mara Teel said the road was closed."
    assert speakers(text)["A farmer"] is None


def audiences(text: str) -> set[str | None]:
    """The names of those to whom something is said."""
    (result,) = annotate([Document("d1", "d1", "", text)])
    names = {entity.id: entity.name for entity in result.annotations.entities}
    return {names.get(row.audience or "") for row in result.annotations.attributions}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mara Teel told The Economer that the dam was weak.", "Economer"),
        ("Mara Teel told Post that the dam was weak.", "Post"),
        ("Mara Teel urged Ruritania to open the road.", "Ruritania"),
        ("Mara Teel called on Ruritania to open the road.", "Ruritania"),
        (
            "In an interview with the newspaper Strelsau Post, Mara Teel said that the dam was "
            "weak.",
            "Strelsau Post",
        ),
        (
            "In a letter to the Relief Committee, Mara Teel said that the dam was weak.",
            "Relief Committee",
        ),
        ("Mara Teel was told by the Interior Ministry that the road was open.", "Mara Teel"),
    ],
)
def test_whom_it_is_said_to(text: str, name: str) -> None:
    assert name in audiences(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mara Teel told reporters that the dam was weak.",
        "Mara Teel referred to Ruritania as a partner.",
        "Mara Teel told a man from Graustark that the dam was weak.",
    ],
)
def test_no_entity_hears_it(text: str) -> None:
    assert audiences(text) <= {None}
