"""Who goes on speaking: whom "…, he said" after a quotation means."""

from __future__ import annotations

from test_mentions import Read


def test_after_a_quotation_the_subject_of_the_sentence_before_it_speaks() -> None:
    read = Read(
        "Henry Teel said he was ready to leave the council.\n\n"
        "In a speech in Strelsau, John Varro attacked the plan of Henry Teel.\n\n"
        "“It is late. We will not wait,” he said then."
    )
    assert read.meant("he", 1) == "John Varro"


def test_whom_a_relative_clause_names_does_not_speak() -> None:
    read = Read(
        "John Varro, who has spoken for Henry Teel since he left the council, called it late.\n\n"
        "“It is late. We will not wait,” he said."
    )
    assert read.meant("he", 1) == "John Varro"


def test_whom_a_clause_before_the_main_one_is_about_does_not_speak() -> None:
    read = Read(
        "When Henry Teel said in Strelsau that he was ready, John Varro attacked him.\n\n"
        "“It is late. We will not wait,” he said."
    )
    assert read.meant("he", 1) == "John Varro"


def test_who_is_only_spoken_of_in_the_quotation_does_not_speak() -> None:
    read = Read(
        "In a speech on Monday, John Varro praised Henry Teel.\n\n"
        "“I thought he was strong. I think that he will help Henry Teel,” he said."
    )
    assert read.meant("he", 2) == "John Varro"


def test_a_speaker_does_not_name_himself() -> None:
    read = Read(
        "Henry Teel said he was ready, and he said he would go.\n\nThen John Varro was late.\n\n"
        "“We waited for John Varro,” he said."
    )
    assert read.meant("he", 3) == "Henry Teel"


def test_she_does_not_go_on_for_a_man() -> None:
    read = Read(
        "Susan Teel met reporters in Strelsau. Mr. Varro attacked the plan of Susan Teel.\n\n"
        "“It is late. We will not wait,” she said."
    )
    assert read.meant("she") == "Susan Teel"


def test_a_sentence_about_what_was_said_does_not_change_the_speaker() -> None:
    read = Read(
        "John Varro called on Henry Teel to act. That could include closing the road.\n\n"
        "“The road is old,” he said."
    )
    assert read.meant("he") == "John Varro"


def test_a_body_goes_on_writing() -> None:
    read = Read(
        "The Ruritanian Press Union (RPU) said the road was closed. "
        "The RPU criticised the Strelsau Bank.\n\n“The bridge is old. It is closed,” it wrote."
    )
    assert read.meant("it") == "Ruritanian Press Union"


def test_a_sentence_three_paragraphs_back_is_too_far() -> None:
    about = "Ruritanian Press Union (RPU) said the road was closed. The RPU criticised it.\n\n"
    quotation = "“The bridge is old. It is closed.\n\n" * 2
    read = Read("The " + about + quotation + "“We will not wait,” it wrote.")
    assert read.meant("it", 1) is None


def test_a_surname_that_looks_like_a_plural_is_one_where_it_speaks() -> None:
    read = Read(
        "Rudolf Harrows spoke first in Strelsau.\n\n"
        "The road was long. Harrows said Henry’s road would be open."
    )
    assert read.meant("Harrows") == "Rudolf Harrows"
