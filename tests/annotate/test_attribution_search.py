"""Rules and model together: what holds on any text, and whatever the model reads."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paragraphs import ODD_TEXTS, parsed, triple, units_of

from sayso.annotate.attributions import STAGE, find, sources, tagger
from sayso.annotate.attributions.decode import Reading
from sayso.annotate.attributions.narrow import unshared
from sayso.annotate.attributions.scene import Candidate, Scene
from sayso.annotate.parse import Parsed
from sayso.annotate.pipeline import STAGES
from sayso.annotate.stage import Annotations
from sayso.rows import Attribution, Document, Entity, Mention, Span, Time


def told(*paragraphs: str) -> list[tuple[str | None, str, str]]:
    whole = parsed(*paragraphs)
    return [triple(whole.text, row) for row in find(whole)]


def check(text: str, rows: Sequence[Attribution]) -> None:
    """Exact spans, own ids, and a forest."""
    above = {row.id: row.inside for row in rows}
    assert len(above) == len(rows)
    for row in rows:
        spans = [row.cue, *row.content, *row.verbatim, *([row.source] if row.source else [])]
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert all(text[a:b] == text[a:b].strip() for a, b in spans)
        assert row.content
        assert all(a.end <= b.start for a, b in pairwise(row.content))
        assert all(a.end <= b.start for a, b in pairwise(row.verbatim))
        assert 0 <= row.score <= 1
        path = [row.id]
        while (outer := above[path[-1]]) is not None:
            assert outer not in path
            path.append(outer)


def staged(whole: Parsed) -> tuple[Attribution, ...]:
    """The attributions after all stages, none of which may raise."""
    rows = Annotations()
    for stage in STAGES:
        rows = stage.run(whole, rows)
    return rows.attributions


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ODD_TEXTS)
def test_any_text_gives_spans_inside_it_and_a_forest(text: str) -> None:
    whole = parsed(*(one.strip() for one in text.split("\n\n") if one.strip()))
    rows, named = find(whole), staged(whole)
    check(whole.text, rows)
    check(whole.text, named)
    assert {row.id for row in rows} == {row.id for row in named}


@pytest.mark.parametrize("text", ["", "\n", "“", "”“", "'' ''", "…", "🇺🇳", "\u200b", ":", "““““"])
def test_texts_without_words(text: str) -> None:
    whole = parsed(text)
    check(whole.text, find(whole))
    check(whole.text, staged(whole))


def test_no_blocks_have_no_attributions() -> None:
    assert find(Parsed(Document("d1", "d1", "", ""), (), ())) == []


PARAGRAPHS = (
    "Mara Teel said that the dam had been opened, citing a report of the river police.",
    "The council declined to comment; it insisted in a statement:",
    "“The dam is safe,” said Jon Ardo, “and the ‘truce’ will hold until the mills have opened.",
    "“We have waited for many years.”",
    "The sides met, Valley Wire reports citing the council. He was quoted as saying that it fell.",
)


@cache
def example() -> tuple[Parsed, int]:
    return parsed(*PARAGRAPHS), len(units_of(*PARAGRAPHS))


@st.composite
def readings(draw: st.DrawFn) -> list[Reading]:
    """Cues apart from one another, with sources and contents anywhere."""
    _, size = example()
    ends = sorted(draw(st.sets(st.integers(0, size), min_size=2, max_size=16)))
    return sorted(
        (
            Reading(
                (a, min(b, a + 3)),
                tuple(_ranges(draw(st.sets(st.integers(0, size), max_size=4)))),
                tuple(_ranges(draw(st.sets(st.integers(0, size), max_size=6)))),
                draw(st.sampled_from([0.0, 0.3, 0.9, 1.0])),
                draw(st.sampled_from([0.0, 0.5, 1.0])),
                draw(st.booleans()),
                draw(st.booleans()),
            )
            for a, b in zip(ends[::2], ends[1::2], strict=False)
        ),
        key=lambda one: one.cue,
    )


def _ranges(ends: set[int]) -> Iterator[tuple[int, int]]:
    ordered = sorted(ends)
    return zip(ordered[::2], ordered[1::2], strict=False)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_whatever_the_model_reads_the_rows_are_sound(drawn: list[Reading]) -> None:
    whole, _ = example()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagger, "read", lambda own, rules: drawn)
        check(whole.text, find(whole))
        check(whole.text, STAGE.run(whole, Annotations()).attributions)


def found_for(drawn: list[Reading], *paragraphs: str) -> list[tuple[str | None, str, str]]:
    """What is found where the model reads just this."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagger, "read", lambda own, rules: drawn)
        return told(*paragraphs)


def test_nothing_read_leaves_what_stands_in_marks() -> None:
    assert found_for([], "Mara Teel said that the “truce” held.") == [(None, "“truce”", "truce")]


def test_a_content_may_lie_in_another_block() -> None:
    two = ("Mara Teel declined:", "“Leave the dam to us, who have waited for it for years.”")
    drawn = [Reading((2, 3), ((0, 2),), ((4, 20),), 0.9, 0.9)]
    assert found_for(drawn, *two) == [("Mara Teel", "declined", two[1])]


def test_a_source_may_lie_in_another_block() -> None:
    drawn = [Reading((7, 8), ((0, 2),), ((3, 7),), 0.9, 0.9)]
    found = found_for(drawn, "Mara Teel", "The dam is safe, said yesterday.")
    assert [source for source, _, _ in found] == ["Mara Teel"]


def test_of_several_sources_the_nearest_speaks() -> None:
    drawn = [Reading((4, 5), ((0, 1), (3, 4)), ((5, 9),), 0.9, 0.9)]
    ((source, _, _),) = found_for(drawn, "Mara and then Jon said the dam is safe.")
    assert source == "Jon"


def test_what_ends_a_parenthesis_does_not_speak() -> None:
    drawn = [Reading((9, 10), ((0, 2), (7, 9)), ((10, 14),), 0.9, 0.9)]
    ((source, _, _),) = found_for(drawn, "Mara Teel, in a talk with Jon, said the dam is safe.")
    assert source == "Mara Teel"


def test_a_word_of_the_cue_is_not_who_speaks() -> None:
    drawn = [Reading((0, 2), ((0, 1),), ((2, 7),), 0.9, 0.9)]
    ((source, _, _),) = found_for(drawn, "Rumours spread that the dam was unsafe.")
    assert source is None


def test_alleged_is_a_cue_where_it_is_a_verb() -> None:
    drawn = [Reading((2, 3), ((0, 2),), ((3, 7),), 0.9, 0.9)]
    found = found_for(drawn, "Mara Teel alleged the dam was unsafe.")
    assert found == [("Mara Teel", "alleged", "the dam was unsafe")]


@pytest.mark.parametrize(
    ("title", "reading", "expected"),
    [
        (
            "Dam is safe, says Mara Teel",
            Reading((4, 5), ((0, 4), (5, 7)), (), 0.9, 0.9),
            ("Mara Teel", "says", "Dam is safe"),
        ),
        (
            "Dam is safe, says Mara Teel",
            Reading((4, 5), ((0, 4),), ((5, 7),), 0.9, 0.9),
            ("Mara Teel", "says", "Dam is safe"),
        ),
        (
            "Teel calls for calm, says dam not safe",
            Reading((5, 6), ((0, 1),), ((6, 9),), 0.9, 0.9),
            ("Teel", "says", "dam not safe"),
        ),
    ],
)
def test_who_says_a_headline_may_stand_last(
    title: str, reading: Reading, expected: tuple[str, str, str]
) -> None:
    whole = parsed(title, kind="title")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagger, "read", lambda own, rules: [reading])
        assert [triple(whole.text, row) for row in find(whole)] == [expected]


def test_who_is_told_does_not_speak() -> None:
    drawn = [Reading((1, 3), ((0, 1),), ((3, 8),), 0.9, 0.9)]
    ((source, _, _),) = found_for(drawn, "Mara was told that the dam was safe.")
    assert source is None


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The envoy was asked about the dam on Monday.", (0, 2), (3, 5), (5, 7)),
        ("The two men suspected of blowing up a mill ran away.", (0, 3), (3, 5), (5, 9)),
        ("President Vale, asked whether he was glad, said he was.", (0, 2), (3, 4), (4, 8)),
        ("Mara Teel, asked this year about the dam, seemed to smile.", (0, 2), (3, 6), (6, 9)),
        ("The envoy, asked this year about the dam, seemed to smile.", (0, 2), (3, 6), (6, 9)),
    ],
)
def test_who_undergoes_a_passive_does_not_speak(
    text: str, source: tuple[int, int], cue: tuple[int, int], content: tuple[int, int]
) -> None:
    drawn = [Reading(cue, (source,), (content,), 0.9, 0.9)]
    sources = {said: who for who, said, _ in found_for(drawn, text)}
    assert set(sources.values()) == {None}


@pytest.mark.parametrize(
    ("text", "source", "noun", "whose"),
    [
        ("Jon rejected claims that the dam was safe.", (0, 1), 2, None),
        ("Jon responded to claims that the dam was safe.", (0, 1), 3, None),
        ("The council met amid claims that the dam was safe.", (0, 2), 4, None),
        ("Jon made claims that the dam was safe.", (0, 1), 2, "Jon"),
        ("Jon rejected his claims that the dam was safe.", (2, 3), 3, "his"),
        ("Jon denied plans to close the dam.", (0, 1), 2, "Jon"),
    ],
)
def test_who_meets_with_words_did_not_utter_them(
    text: str, source: tuple[int, int], noun: int, whose: str | None
) -> None:
    drawn = [Reading((noun, noun + 1), (source,), ((noun + 1, len(text.split())),), 0.9, 0.9)]
    sources = [who for who, said, _ in found_for(drawn, text) if said in ("claims", "plans")]
    assert sources == [whose]


@pytest.mark.parametrize(
    ("text", "cue", "content", "whose"),
    [
        ("Western concern over the dam grew.", (1, 2), (2, 5), "Western"),
        ("Jon denied plans to close the dam.", (2, 3), (3, 7), "Jon"),
    ],
)
def test_where_no_source_was_read_its_place_in_the_sentence_tells(
    text: str, cue: tuple[int, int], content: tuple[int, int], whose: str
) -> None:
    words = {
        said: who for who, said, _ in found_for([Reading(cue, (), (content,), 0.9, 0.9)], text)
    }
    assert whose in words.values()


def test_a_subject_that_the_parser_lost_over_an_aside_opens_the_sentence() -> None:
    text = "Mara Teel, at a meeting with Jon in Orsk, called on Strelsau to wait."
    ((source, _, _),) = found_for([Reading((11, 13), (), ((13, 16),), 0.9, 0.9)], text)
    assert source == "Mara Teel, at a meeting with Jon in Orsk"
    whole = parsed(text)
    t = Scene.of(whole.text, whole.blocks[0]).tokens
    assert sources.opening(t, 11) == (0, 1)
    t.words[10] = "who"
    assert sources.opening(t, 11) is None


def test_what_is_alleged_needs_no_marks() -> None:
    drawn = [Reading((3, 4), (), ((4, 8),), 0.9, 0.9)]
    found = found_for(drawn, "Officials fear an alleged Ruritanian plan to leave.")
    assert (None, "alleged", "Ruritanian plan to leave") in found


def test_what_somebody_is_said_to_do_is_part_of_a_claim() -> None:
    drawn = [Reading((0, 2), (), ((2, 4),), 0.9, 0.9)]
    found = found_for(drawn, "Claims of Mara Teel using a boat are false.")
    assert (None, "Claims of", "Mara Teel using a boat") in found


def test_who_asks_something_before_going_on_speaks() -> None:
    drawn = [Reading((4, 5), ((0, 1),), ((5, 10),), 0.9, 0.9)]
    text = "He came in, asked whether the road was open, left and smiled."
    ((source, _, _),) = found_for(drawn, text)
    assert source == "He"


def test_whose_attitude_a_participle_tells_holds_it() -> None:
    drawn = [Reading((1, 4), ((0, 1),), ((4, 6),), 0.9, 0.9)]
    ((source, _, _),) = found_for(drawn, "They are worried about the dam.")
    assert source == "They"


def test_who_is_quoted_as_saying_speaks_and_not_who_quotes() -> None:
    drawn = [Reading((7, 8), ((0, 2), (5, 6)), ((8, 13),), 0.9, 0.9)]
    text = "Mara Teel was quoted by Orsk as saying that the dam was safe."
    ((source, _, _),) = found_for(drawn, text)
    assert source == "Mara Teel"


@pytest.mark.parametrize(("inner", "path"), [(False, 1e-6), (True, 0.01)])
def test_what_is_more_likely_wrong_is_left_out(inner: bool, path: float) -> None:
    plain = "Mara Teel hopes that the dam is safe."
    doubtful = Reading((2, 3), ((0, 2),), ((3, 8),), 0.65, path, inner=inner)
    assert found_for([doubtful], plain) == []
    assert found_for([Reading((2, 3), ((0, 2),), ((3, 8),), 0.95, 0.9)], plain)


def test_an_unlikely_reading_speaks_a_quotation_that_is_nobodys() -> None:
    quoted = "“We wait for the rain,” Mara shrugged."
    drawn = [Reading((9, 10), ((8, 9),), ((0, 8),), 0.65, 1e-6)]
    assert found_for(drawn, quoted) == [("Mara", "shrugged", "“We wait for the rain,”")]


def test_a_hesitant_reading_needs_a_quotation_that_is_nobodys() -> None:
    plain, quoted = "Mara Teel shrugged the dam was safe", "“We wait for the rain,” Mara shrugged."
    assert found_for([Reading((2, 3), ((0, 2),), ((3, 7),), 0.3, 0.9, sure=False)], plain) == []
    drawn = [Reading((9, 10), ((8, 9),), ((0, 8),), 0.3, 0.9, sure=False)]
    assert found_for(drawn, quoted) == [("Mara", "shrugged", "“We wait for the rain,”")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor was charged with murder on Monday.",
            (None, "was charged", "The mayor | with murder"),
        ),
        (
            "“The bridge will open in May,” Mara Teel said.",
            ("Mara Teel", "said", "“The bridge will open in May,”"),
        ),
        (
            "Two ships sank, according to the harbour office.",
            ("the harbour office", "according to", "Two ships sank"),
        ),
        (
            "“We wait,” Mara Teel said. “We have waited for years.”",
            ("Mara Teel", "said", "“We wait,” | “We have waited for years.”"),
        ),
    ],
)
def test_plain_reports(text: str, expected: tuple[str | None, str, str]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "cue", "content", "stance"),
    [
        (
            "The mill was allegedly burnt down.",
            "allegedly",
            "The mill was | burnt down",
            "doubting",
        ),
        ("Two ships have reportedly sunk.", "reportedly", "Two ships have | sunk", "neutral"),
    ],
)
def test_hearsay_is_on_nobodys_word(text: str, cue: str, content: str, stance: str) -> None:
    (row,) = find(parsed(text))
    assert triple(text, row) == (None, cue, content)
    assert (row.kind, row.stance) == ("indirect", stance)


def test_hearsay_inside_a_report_is_inside_it() -> None:
    whole = parsed("The mayor said that the mill was allegedly burnt down by soldiers.")
    outer, inner = find(whole)
    assert inner.inside == outer.id
    assert whole.text[slice(*inner.cue)] == "allegedly"


def test_a_claim_of_nobody_is_one() -> None:
    found = told("The council met amid reports that the dam had broken.")
    assert (None, "reports", "that the dam had broken") in found


def test_a_quoted_paragraph_belongs_to_the_speaker_before_it() -> None:
    found = told("“We wait,” Mara Teel said.", "“We have waited for many years.”")
    assert found == [("Mara Teel", "said", "“We wait,” | “We have waited for many years.”")]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Mara Teel denied that the dam was unsafe.", "denied"),
        ("Mara Teel declined to comment on the dam.", "withheld"),
        ("Mara Teel asked whether the dam was safe.", "asked"),
        ("Mara Teel urged the council to close the dam.", "demanded"),
        ("Mara Teel vowed to close the dam.", "intended"),
    ],
)
def test_polarity_comes_from_the_construction_at_the_cue(text: str, polarity: str) -> None:
    assert [row.polarity for row in find(parsed(text))] == [polarity]


def test_speaker_audience_and_date_come_from_other_rows() -> None:
    text = "Mara Teel told Jon Ardo on Monday that the dam was safe."
    rows = Annotations(
        mentions=(
            Mention("d1", Span(0, 9), "e1", "name"),
            Mention("d1", Span(15, 23), "e2", "name"),
        ),
        entities=(Entity("e1", "Mara Teel", "person"), Entity("e2", "Jon Ardo", "person")),
        times=(Time("d1", Span(27, 33), "DATE", "2021-05-03", begin="2021-05-03"),),
    )
    (one,) = STAGE.run(parsed(text), rows).attributions
    assert (one.speaker, one.audience, one.said) == ("e1", "e2", "2021-05-03")


def test_ids_survive_a_second_run() -> None:
    text = "Mara Teel said that the dam was safe."
    assert find(parsed(text)) == find(parsed(text))


def test_broken_marks_take_linear_time() -> None:
    def seconds(times: int) -> float:
        whole = parsed("“A “B ” said, C. " * times)
        began = time.process_time()
        rows = find(whole)
        assert max(b - a for row in rows for a, b in row.content) < 2000
        return time.process_time() - began

    seconds(20)
    assert seconds(300) < 10 * seconds(60)


def test_what_a_nearer_cue_introduces_is_its_own() -> None:
    """Tokens: "A" said(2) C adding(6) D; both were read as having D."""
    said = Candidate("quote", 2, "say", (1, 1), (2, 2), [(0, 0), (3, 4), (7, 9)])
    adding = Candidate("clause", 6, "add", (1, 1), (6, 6), [(7, 9)])
    unshared([said, adding])
    assert (said.content, adding.content) == ([(0, 0), (3, 4)], [(7, 9)])


def test_a_cue_inside_a_content_takes_nothing_from_it_nor_does_the_only_piece_go() -> None:
    whole = Candidate("clause", 1, "say", (0, 0), (1, 1), [(2, 4), (5, 9)])
    inside = Candidate("clause", 3, "believe", (2, 2), (3, 3), [(5, 9)])
    only = Candidate("clause", 1, "show", (0, 0), (1, 1), [(5, 9)])
    beside = Candidate("clause", 3, "tell", (0, 0), (3, 3), [(5, 9)])
    unshared([whole, inside])
    unshared([only, beside])
    assert (whole.content, only.content) == ([(2, 4), (5, 9)], [(5, 9)])
