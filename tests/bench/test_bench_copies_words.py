"""The words of generated documents grow as those of real text do."""

from __future__ import annotations

from dataclasses import astuple
from random import Random

from sayso.bench import copies_words
from sayso.bench.copies_corpus import corpus
from sayso.bench.copies_words import WRITTEN, vocabulary


def test_up_to_so_many_documents_the_lists_are_those_written_out() -> None:
    lists = vocabulary(WRITTEN)
    assert lists == vocabulary(1)
    assert lists.openings == copies_words.OPENINGS
    assert lists.nouns == copies_words.NOUNS


def test_a_hundred_times_the_documents_have_ten_times_the_phrases() -> None:
    few, many = vocabulary(WRITTEN), vocabulary(100 * WRITTEN)
    assert len(many.openings) == 10 * len(few.openings)
    assert len(many.things) == 10 * len(few.things)
    names = len(many.syllables) * len(many.endings) / (len(few.syllables) * len(few.endings))
    assert 9 < names < 11


def test_what_was_in_use_stays_in_use() -> None:
    for few, many in zip(
        astuple(vocabulary(WRITTEN)), astuple(vocabulary(9 * WRITTEN)), strict=True
    ):
        assert many[: len(few)] == few


def test_hardly_a_further_phrase_is_one_there_was() -> None:
    for phrases in astuple(vocabulary(100 * WRITTEN)):
        assert len(set(phrases)) > 0.95 * len(phrases)


def test_a_further_reason_has_its_place_for_a_number() -> None:
    assert all("{}" in reason for reason in vocabulary(100 * WRITTEN).reasons)


def test_names_of_two_parts_begin_with_a_capital() -> None:
    lists, random = vocabulary(100 * WRITTEN), Random(0)
    names = [lists.name(random) for _ in range(200)]
    assert all(name.istitle() for name in names)


def test_fewer_documents_are_the_first_of_more() -> None:
    assert corpus(600, 2).texts[:300] == corpus(300, 2).texts
