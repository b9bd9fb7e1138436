"""The units that the attribution model reads, and what is known of each."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from paragraphs import ODD_TEXTS, ruled, units_of

from sayso.annotate.attributions.units import (
    CAPITALS,
    CONTENT,
    CUE,
    IN,
    INITIAL,
    LOWER,
    MARK,
    OTHER,
    OUT,
    SIZES,
    SOURCE,
    TABLE_CLASSES,
    UNCLOSED,
    parts,
    plain,
)
from sayso.rows import Span

SAID = "Mara Teel said the dam was safe."
#       0    5    10   15  19  23  27  31


def test_a_unit_is_a_word_of_the_text_at_its_own_offsets() -> None:
    text = "Orla’s  dam 🇺🇳\u00a0is safe."
    own = units_of(text)
    assert own.words == ["Orla", "’s", "dam", "🇺", "🇳", "is", "safe", "."]
    assert [text[a:b] for a, b in zip(own.start, own.end, strict=True)] == own.words


def test_the_token_of_a_unit_counts_white_space_too() -> None:
    own = units_of("Mara  Teel left.")
    assert own.words[1] == "Teel"
    assert own.token[:2].tolist() == [0, 2]


def test_a_unit_whose_head_is_white_space_is_its_own_head() -> None:
    own = units_of("  \t Mara left.  ")
    assert all(0 <= head < len(own) for head in own.head)


def test_sentences_and_blocks_are_numbered_through_the_document() -> None:
    own = units_of("One dam broke. Two mills burned.", "Mara left.")
    assert sorted(set(own.sentence.tolist())) == [0, 1, 2]
    assert sorted(set(own.block.tolist())) == [0, 1]
    last = own.words.index("Mara")
    assert (own.sentence[last], own.block[last]) == (2, 1)


def test_heads_stay_in_their_sentence() -> None:
    own = units_of("One dam broke. Two mills burned.", "Mara left.")
    assert (own.sentence[own.head] == own.sentence).all()


@pytest.mark.parametrize(
    ("span", "reach"),
    [
        ((0, 9), (0, 2)),
        ((5, 6), (1, 2)),
        ((3, 6), (0, 2)),
        ((4, 5), None),  # the space after "Mara"
        ((0, 32), (0, 8)),
        ((32, 40), None),
    ],
)
def test_reach_of_a_span(span: tuple[int, int], reach: tuple[int, int] | None) -> None:
    assert units_of(SAID).reach(Span(*span)) == reach


def test_parts_leave_out_what_lies_in_no_block() -> None:
    own = units_of(SAID)
    found = parts(own, [Span(0, 9)], [Span(10, 14)], [Span(15, 31), Span(100, 104)])
    assert found == ((SOURCE, 0, 2), (CUE, 2, 3), (CONTENT, 3, 7))


def test_quote_tells_marks_from_what_is_in_them() -> None:
    own = units_of("Mara called it “so very safe” then.")
    first, last = own.words.index("“"), own.words.index("”")
    assert own.quote[:first].tolist() == [OUT] * first
    assert own.quote[first : last + 1].tolist() == [MARK, IN, IN, IN, MARK]
    assert own.quote[last + 1 :].tolist() == [OUT, OUT]


def test_a_quotation_without_its_closing_mark_is_unclosed() -> None:
    own = units_of("Mara Teel said: “We wait and we wait.")
    after = own.words.index("“") + 1
    assert set(own.quote[after:].tolist()) == {UNCLOSED}


def test_quotations_are_numbered_through_the_document_marks_included() -> None:
    own = units_of("“We wait,” she said.", "“We ‘hope’ for rain,” he said.")
    quotation = {word: int(own.quotation[at]) for at, word in enumerate(own.words)}
    assert (quotation["wait"], quotation["hope"], quotation["rain"]) == (0, 1, 1)
    assert quotation["said"] == -1
    assert own.quotation[0] == 0


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("dam", LOWER),
        ("Dam", INITIAL),
        ("DAM", CAPITALS),
        ("I", INITIAL),
        ("שלום", LOWER),
        ("40", OTHER),
        ("—", OTHER),
    ],
)
def test_case(word: str, case: int) -> None:
    own = units_of(f"see {word} there")
    assert own.case[own.words.index(word)] == case


def test_lexicon_tells_word_class_and_how_often_a_word_attributes() -> None:
    own = units_of("Mara Teel said that the statement was sent.")
    lexicon = dict(zip(own.words, own.lexicon.tolist(), strict=True))
    assert lexicon["said"] == TABLE_CLASSES  # verbs, the highest rate
    assert TABLE_CLASSES < lexicon["statement"] <= 2 * TABLE_CLASSES
    assert lexicon["Teel"] == 0


def test_place_tells_titles_and_beginnings_of_sentences() -> None:
    paragraph, title = units_of("Mara left. Jon stayed."), units_of("Dam shut", kind="title")
    assert paragraph.place.tolist() == [1, 0, 0, 1, 0, 0]
    assert title.place.tolist() == [3, 2]


def test_roles_and_edges_are_those_of_the_rules() -> None:
    own = units_of(SAID)
    assert own.role.tolist() == [SOURCE] * 2 + [CUE] + [CONTENT] * 4 + [0]
    assert own.edge.tolist() == [1, 2, 3, 1, 0, 0, 2, 0]


def test_proposals_are_what_the_rules_found_by_units() -> None:
    assert ruled(SAID)[1] == [((SOURCE, 0, 2), (CUE, 2, 3), (CONTENT, 3, 7))]


@pytest.mark.parametrize(
    ("word", "seen"), [("“", '"'), ("’s", "'s"), ("''", '"'), ("»", '"'), ("dam", "dam")]
)
def test_the_encoder_sees_straight_marks(word: str, seen: str) -> None:
    assert plain(word) == seen


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ODD_TEXTS)
def test_any_text_gives_words_in_order_with_known_classes(text: str) -> None:
    own = units_of(text)
    assert "".join(own.words) == "".join(text.split())
    assert (own.start < own.end).all()
    assert (own.end[:-1] <= own.start[1:]).all()
    assert all(0 <= head < len(own) for head in own.head)
    for name, size in SIZES.items():
        assert all(0 <= value < size for value in getattr(own, name)), name
