"""Phrases: happenings and documents without a name, found by noun and anchors."""

from __future__ import annotations

import pytest

from sayso.annotate import mentions, namings, phrases, places, sentences, times, voices
from sayso.annotate.parse import parse
from sayso.annotate.stage import Annotations
from sayso.rows import Document, Phrase

STAGES = (
    sentences.STAGE,
    times.STAGE,
    mentions.STAGE,
    places.STAGE,
    voices.STAGE,
    phrases.STAGE,
    namings.STAGE,
)


def annotated(text: str) -> Annotations:
    document = Document("d1", "d1", "", text, published="2031-05-03", published_precision="day")
    (parsed,) = parse([document])
    rows = Annotations()
    for stage in STAGES:
        rows = stage.run(parsed, rows)
    return rows


def found(text: str) -> list[Phrase]:
    return list(annotated(text).phrases)


def anchors(text: str) -> tuple[str, set[str], set[str]]:
    """The words of the one phrase, and the names of its anchors."""
    rows = annotated(text)
    (phrase,) = rows.phrases
    names = {entity.id: entity.name for entity in rows.entities}
    return phrase.words, {names[one] for one in phrase.at}, {names[one] for one in phrase.by}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Prices rose after the war in France.", "war"),
        ("Prices rose after the full-scale invasion of France.", "full-scale invasion"),
        (
            "Prices rose during the special military operation in France.",
            "special military operation",
        ),
        ("Prices fell during the France conflict.", "conflict"),
    ],
)
def test_a_clash_is_named_by_its_noun_and_where_it_is(text: str, words: str) -> None:
    assert anchors(text) == (words, {"France"}, set())


def test_a_possessive_says_whose_it_is() -> None:
    assert anchors("Prices rose after Germany's invasion of France.") == (
        "invasion",
        {"France"},
        {"Germany"},
    )


@pytest.mark.parametrize(
    "text",
    [
        "Prices rose after the war.",
        "Prices rose after a war in France.",
        "Prices rose after the worst attack in France.",
        "Prices rose after the support for France.",
        "Prices rose after Germany's invasion.",
    ],
)
def test_what_may_be_any_of_many_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_document_is_named_by_its_day() -> None:
    (phrase,) = found("They signed the agreement of 10 November 2030 in public.")
    assert (phrase.kind, phrase.words, phrase.begin) == ("document", "agreement", "2030-11-10")


def test_a_phrase_has_an_entity_with_a_mention_and_a_naming() -> None:
    rows = annotated("Prices rose after the war in France.")
    (phrase,) = rows.phrases
    entity = next(one for one in rows.entities if one.id == phrase.entity)
    assert (entity.kind, entity.name) == ("happening", "war (France)")
    assert phrase.span in {one.span for one in rows.mentions if one.entity == entity.id}
    assert "war" in {one.name for one in rows.namings if one.entity == entity.id}


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("“limited military ", "limited military campaign"),
        ("brutal, full-scale ", "full-scale campaign"),
    ],
)
def test_what_stands_behind_a_mark_is_left_out(before: str, words: str) -> None:
    (phrase,) = found(f"Prices rose after the {before}campaign in France.")
    assert phrase.words == words


def test_finding_phrases_again_changes_nothing() -> None:
    document = Document("d1", "d1", "", "Prices rose after the war in France.")
    (parsed,) = parse([document])
    rows = Annotations()
    for stage in STAGES:
        rows = stage.run(parsed, rows)
    assert phrases.STAGE.run(parsed, rows) == rows
