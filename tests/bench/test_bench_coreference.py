"""Who is who, rows against gold: verdicts on mentions, and which mentions are the same."""

from __future__ import annotations

import pytest

from sayso.bench.coreference import GoldMention, GoldText, Tally, Words, judge, same_mentions
from sayso.bench.entities import parse_paragraphs
from sayso.rows import Mention, Span

TEXT = "Mara Teel met Jon Vell in Strelsau. She said he left. Teel waved to the mayor."
#       0         10  14      22  26        36       45       54            68
TEEL, VELL, CITY, SHE, HE, AGAIN, MAYOR = (
    Span(0, 9),
    Span(14, 22),
    Span(26, 34),
    Span(36, 39),
    Span(45, 47),
    Span(54, 58),
    Span(68, 77),
)
GOLD = GoldText(
    "a",
    TEXT,
    [Span(0, len(TEXT))],
    [
        GoldMention("teel", TEEL, True, "names"),
        GoldMention("vell", VELL, True, "names"),
        GoldMention("city", CITY, True, "names"),
        GoldMention("teel", SHE, False, "pronouns"),
        GoldMention("vell", HE, False, "pronouns"),
        GoldMention("teel", AGAIN, True, "names"),
        GoldMention("mayor", MAYOR, False, "descriptions"),
    ],
)
NAMES = [
    Mention("d", TEEL, "t", "name"),
    Mention("d", VELL, "v", "name"),
    Mention("d", CITY, "c", "name"),
    Mention("d", AGAIN, "t", "name"),
]


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(parse_paragraphs(GOLD))


def verdicts(rows: list[Mention], words: Words, kind: str) -> list[str]:
    return [verdict for own, verdict, _ in judge(GOLD, rows, words) if own == kind]


def pronoun(span: Span, entity: str | None) -> Mention:
    return Mention("d", span, entity, "pronoun")


def test_a_pronoun_is_right_with_the_entity_of_its_chains_name(words: Words) -> None:
    rows = [*NAMES, pronoun(SHE, "t"), pronoun(HE, "t")]
    assert verdicts(rows, words, "pronouns") == ["right", "wrong"]


def test_a_pronoun_without_an_entity_is_unresolved(words: Words) -> None:
    assert verdicts([*NAMES, pronoun(SHE, None)], words, "pronouns") == ["unresolved"] * 2


def test_chains_without_a_name_are_not_asked_about(words: Words) -> None:
    rows = [*NAMES, Mention("d", MAYOR, "v", "description")]
    assert verdicts(rows, words, "descriptions") == []


def test_a_name_must_share_its_entity_with_its_chain(words: Words) -> None:
    split = [*NAMES[:3], Mention("d", AGAIN, "other", "name")]
    assert verdicts(NAMES, words, "names") == ["right"] * 4
    assert verdicts(split, words, "names") == ["right"] * 3 + ["wrong"]


def test_a_name_with_another_chains_entity_is_wrong(words: Words) -> None:
    rows = [*NAMES[:2], Mention("d", CITY, "t", "name"), NAMES[3]]
    assert verdicts(rows, words, "names") == ["right", "right", "wrong", "right"]


def test_a_description_is_no_name(words: Words) -> None:
    rows = [*NAMES[:3], Mention("d", AGAIN, "t", "description")]
    assert verdicts(rows, words, "names") == ["right"] * 3 + ["unresolved"]


def test_chains_have_the_same_keys_where_heads_are_the_same(words: Words) -> None:
    rows = [Mention("d", Span(5, 9), "t", "name"), NAMES[3], pronoun(SHE, "t")]
    gold, found = same_mentions(GOLD, rows, words)
    assert found == [{("gold", 0), ("gold", 5), ("gold", 3)}]
    assert found[0] in gold


def test_single_mentions_and_chains_without_a_name_are_left_out(words: Words) -> None:
    rows = [NAMES[2], pronoun(SHE, "x"), pronoun(HE, "x")]
    gold, found = same_mentions(GOLD, rows, words)
    assert found == []
    assert sorted(len(chain) for chain in gold) == [2, 3]


def test_a_mention_that_the_gold_has_not_is_one_too_many(words: Words) -> None:
    rows = [*NAMES, Mention("d", Span(59, 64), "t", "description")]
    _, found = same_mentions(GOLD, rows, words)
    assert ("found", 4) in found[0]


def test_a_title_that_the_gold_has_not_is_left_out(words: Words) -> None:
    rows = [*NAMES, Mention("d", Span(59, 64), "t", "title")]
    _, found = same_mentions(GOLD, rows, words)
    assert found == [{("gold", 0), ("gold", 5)}]


def test_what_a_partial_gold_has_not_is_left_out(words: Words) -> None:
    partial = GoldText("a", TEXT, GOLD.paragraphs, GOLD.mentions, partial=True)
    rows = [*NAMES, Mention("d", Span(59, 64), "t", "description")]
    _, found = same_mentions(partial, rows, words)
    assert found == [{("gold", 0), ("gold", 5)}]


def test_a_head_that_the_gold_gives_goes_before_the_parse(words: Words) -> None:
    odd = GoldMention("mayor", Span(54, 77), False, None, head=Span(72, 77))
    gold = GoldText("a", TEXT, GOLD.paragraphs, [GOLD.mentions[1], odd])
    rows = [NAMES[1], Mention("d", MAYOR, "v", "description")]
    _, found = same_mentions(gold, rows, words)
    assert found == [{("gold", 0), ("gold", 1)}]


def test_a_span_outside_of_every_paragraph_has_no_head(words: Words) -> None:
    assert words.head(Span(500, 505)) is None


def test_documents_are_added_up() -> None:
    tally = Tally("made up", ["pronouns", "names"])
    tally.add(GOLD, parse_paragraphs(GOLD))
    tally.add(GOLD, parse_paragraphs(GOLD))
    figures = tally.figures()
    assert (figures.documents, figures.unread) == (2, 0)
    assert (figures.score("pronouns").gold, figures.score("names").gold) == (4, 8)


def test_mentions_that_are_not_read_are_counted() -> None:
    tally = Tally("made up", ["pronouns"])
    tally.add(GOLD, parse_paragraphs(GoldText("a", TEXT, [Span(0, 35)])))
    assert tally.figures().unread == 4
