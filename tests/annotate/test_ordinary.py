"""Ordinary words that a capital makes part of someone's name."""

from __future__ import annotations

import pytest
from test_mentions import Read

_KNOWN = (
    "Vladimir Teel spoke in Strelsau on Monday. Teel said that the talks had failed. "
    "Reporters asked Teel about the bridge."
)


def _people(text: str) -> set[str]:
    entities = Read(text).rows.entities
    return {
        alias.name for entity in entities if entity.kind == "person" for alias in entity.aliases
    }


def test_a_noun_before_a_surname_is_no_first_name_of_another() -> None:
    read = Read(f"{_KNOWN}\n\nThe exercise was reframed as throwing softballs to Liar Teel.")
    assert read.meant("Teel", 2) == "Vladimir Teel"
    assert "Liar Teel" not in {entity.name for entity in read.rows.entities}


def test_a_section_run_into_a_headline_is_no_first_name() -> None:
    people = _people(f"Europe Teel thanks a journalist for the interview\n\n{_KNOWN}")
    assert people == {"Teel", "Vladimir Teel"}


def test_a_verb_after_to_in_a_headline_is_no_first_name() -> None:
    read = Read(
        "The minister met Zelenko in Strelsau. He said that Zelenko had asked for help.\n\n"
        "Ruritanian Allies in Strelsau to Supply Zelenko with Weapons Against Kravonia Again"
    )
    assert "Supply Zelenko" not in {entity.name for entity in read.rows.entities}


@pytest.mark.parametrize(
    "first", ["Rishi", "Hunter", "Jordan", "Paris", "Mark", "Will", "Tucker", "Prescott", "Tracy"]
)
def test_a_first_name_that_is_a_word_or_a_place_stays(first: str) -> None:
    people = _people(
        f"{_KNOWN} His sister Mara Teel was there.\n\n"
        f"{first} Teel, a lawyer, thanked everyone for the meeting on Tuesday."
    )
    assert f"{first} Teel" in people


def test_an_uncommon_first_name_used_often_stays() -> None:
    people = _people(
        f"{_KNOWN} Fail Teel, his brother, was there. Fail Teel left. He met Fail Teel again."
    )
    assert {"Fail Teel", "Vladimir Teel"} <= people


def test_a_word_that_only_its_place_gives_a_capital_is_nobody() -> None:
    assert not _people("Download the free book and read: the making of the bridge.")


def test_a_service_with_a_number_is_a_body() -> None:
    read = Read("The files were stolen by QR7, the agency said. QR7 said nothing.")
    assert read.entity("QR7").kind == "organisation"


def test_a_number_after_a_name_is_no_part_of_it() -> None:
    people = _people("The current delegate count is Donald Teel 384, Sen. Ted Brand 300.")
    assert people == {"Donald Teel", "Ted Brand"}


def test_a_service_taken_for_someone_is_a_body() -> None:
    read = Read("The minister said on Twitter that the bridge was open. He took to Twitter again.")
    assert read.entity("Twitter").kind == "organisation"


def test_someone_with_the_name_of_a_service_stays_a_person() -> None:
    read = Read("Mara Google, a lawyer, spoke in Strelsau. Ms Google said it was open.")
    assert read.entity("Mara Google").kind == "person"


def test_whoever_reports_under_a_single_name_is_a_body() -> None:
    text = "All traces lead to Strelsau, Kurier reported on August 25, 2023."
    assert Read(text).entity("Kurier").kind == "organisation"


def test_a_reporter_reports_from_somewhere() -> None:
    kinds = {e.name: e.kind for e in Read("Kurier reported from Strelsau on Monday.").rows.entities}
    assert kinds["Kurier"] == "person"


def test_a_word_before_a_full_name_that_stands_elsewhere_is_no_part_of_it() -> None:
    people = _people(f"{_KNOWN}\n\nReaders asked about Crooked Vladimir Teel on Sunday.")
    assert people == {"Teel", "Vladimir Teel"}
