"""The counting of the cue lexicon: what agrees, what is kept, and base forms."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest
from train.cues.count import LEXICON, MARK, Counts, Limits, based, kept, priors, tables
from train.cues.forms import Nouns, Verbs

from sayso.annotate.attributions.scene import Scene
from sayso.annotate.parse import parse
from sayso.bench.attribution import Gold, Triple
from sayso.rows import Document, Span

TEXT = "Mara Teel said the dam was safe. Jon Ardo said the mill was shut."


def counted() -> Counts:
    """One article in which only the first of two sentences is annotated."""
    first = Triple((Span(0, 9),), (Span(10, 14),), (Span(15, 31),))
    counts = Counts()
    (parsed,) = parse([Document("d", "d", "", TEXT)])
    counts.add(Gold("d", TEXT, (first,)), [Scene.of(TEXT, block) for block in parsed.blocks])
    return counts


def test_matches_and_occurrences_by_construction() -> None:
    assert counted().tallies["verbs"]["said"] == {"clause": [1, 2]}


def test_words_are_joined_under_their_base_form() -> None:
    assert based(counted(), {"say": ["said"]})["verbs"]["say"] == {"clause": [1, 2]}


@pytest.mark.parametrize(("agreement", "words"), [(0.3, ["say"]), (0.5, [])])
def test_a_word_needs_agreement_in_its_best_construction(
    agreement: float, words: list[str]
) -> None:
    assert list(kept({"say": {"clause": [1, 2]}}, Limits(2, agreement), frozenset())) == words


def test_words_judged_unfit_by_hand_are_left_out() -> None:
    assert kept({"say": {"clause": [2, 2]}}, Limits(1, 0.1), frozenset(["say"])) == {}


def test_priors_come_from_rare_words() -> None:
    rare = {f"w{at}": {"clause": [1, 2]} for at in range(20)}
    assert priors({**rare, "say": {"clause": [90, 100]}}) == {"clause": 0.5}


def test_the_counted_part_is_toml() -> None:
    tally = {"say": {"clause": [2, 2], "prep:of": [0, 3]}}
    found = tomllib.loads(tables({"verbs": tally}, {}))
    assert found["verbs"] == tally


def test_the_lexicon_has_a_part_by_hand_and_a_counted_part() -> None:
    by_hand, mark, counted_part = LEXICON.read_text(encoding="utf-8").partition(MARK)
    assert mark
    assert {"words", "irregular", "dropped", "added"} <= tomllib.loads(by_hand).keys()
    assert {"verbs", "nouns", "adjectives", "priors"} == tomllib.loads(counted_part).keys()


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("said", "say"),
        ("denies", "deny"),
        ("denied", "deny"),
        ("urging", "urge"),
        ("admitted", "admit"),
        ("lying", "lie"),
        ("blah", "blah"),
    ],
)
def test_base_forms_of_verbs(form: str, base: str) -> None:
    seen = Counter(["deny", "urge", "admit", "lie", "say"])
    assert Verbs(seen, {"say": ["said"]}).base(form) == base


@pytest.mark.parametrize(
    ("form", "base"), [("claims", "claim"), ("stories", "story"), ("news", "news")]
)
def test_base_forms_of_nouns(form: str, base: str) -> None:
    assert Nouns(Counter(["claim", "story", "news"])).base(form) == base
