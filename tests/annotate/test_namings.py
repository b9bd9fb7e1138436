"""Namings: which names are used, and whose word each is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.annotate.namings import namings
from sayso.annotate.parse import Parsed
from sayso.annotate.stage import Annotations
from sayso.annotate.voices import voices
from sayso.rows import Attribution, Document, Entity, Mention, MentionKind, Naming, Sentence, Span

TEXT = (
    "Teel left Strelsau's gate. She said that Strelsau was lost. "
    "“Hentzau is free,” she said. It was so-called Hentzau then."
)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def named(
    words: str, text: str = TEXT, kind: MentionKind = "name", *said: Attribution
) -> list[Naming]:
    """The namings of a text with one mention of a place."""
    town = Entity("e1", "Strelsau", "place")
    rows = Annotations(
        sentences=(Sentence("d1", Span(0, len(text))),),
        mentions=(Mention("d1", span(words, text), "e1", kind),),
        entities=(town,),
        attributions=said,
    )
    parsed = Parsed(Document("d1", "d1", "", text), (), ())
    return list(namings(parsed, voices(parsed, rows)).namings)


def says(content: Span, *verbatim: Span, key: str = "a1") -> Attribution:
    return Attribution(key, "d1", Span(0, 4), Span(5, 9), (content,), "indirect", verbatim)


def test_a_name_outside_any_report_is_the_outlets_own_word() -> None:
    (found,) = named("Strelsau")
    assert (found.voice, found.attribution) == ("own", None)


def test_a_name_is_kept_without_its_possessive() -> None:
    (found,) = named("Strelsau's")
    assert found.name == "Strelsau"


def test_a_name_in_reported_speech_may_be_either_ones_word() -> None:
    content = span("that Strelsau was lost")
    where = Span(content.start + 5, content.start + 13)
    (found,) = named("Strelsau was", TEXT, "name", says(content))
    assert found.span.start == where.start
    assert (found.voice, found.attribution) == ("indirect", "a1")


def test_a_name_in_quotation_marks_is_the_speakers_word() -> None:
    quoted = span("Hentzau is free,")
    (found,) = named("Hentzau", TEXT, "name", says(quoted, quoted))
    assert found.voice == "verbatim"


def test_words_that_a_quoted_speaker_reports_are_the_quoted_speakers() -> None:
    quoted = span("Hentzau is free,")
    inner = replace(says(span("Hentzau is free")), id="a2", inside="a1")
    (found,) = named("Hentzau", TEXT, "name", says(quoted, quoted), inner)
    assert (found.voice, found.attribution) == ("verbatim", "a1")


@pytest.mark.parametrize(
    "before",
    ["the so-called ", "the self-styled ", "a town known to them as ", "refers to the town as "],
)
def test_what_others_are_said_to_call_it_is_held_at_arms_length(before: str) -> None:
    (found,) = named("Hentzau", f"This is {before}Hentzau.")
    assert found.voice == "scare"


def test_scare_quotes_hold_a_name_at_arms_length() -> None:
    text = "They took “Hentzau” back."
    scare = replace(says(span("Hentzau", text), span("Hentzau", text)), kind="scare")
    (found,) = named("Hentzau", text, "name", scare)
    assert found.voice == "scare"


def test_pronouns_and_descriptions_of_places_are_no_names() -> None:
    assert named("It", TEXT, "pronoun") == []
    assert named("gate", TEXT, "description") == []
