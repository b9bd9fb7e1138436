"""Shares: how much of a document is in whose voice, by chain of speakers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.shares import UNNAMED, VoiceShare, VoiceSpeaker, by_speaker, pooled, shares
from sayso.rows import Attribution, Entity, Span, Voice

MARA = Entity("e-mara", "Mara Teel", "person")
MINISTRY = Entity("e-ministry", "Ministry of Roads", "organisation")
PEOPLE = (MARA, MINISTRY)
MARA_SPEAKS = VoiceSpeaker("e-mara", "Mara Teel")
MINISTRY_SPEAKS = VoiceSpeaker("e-ministry", "Ministry of Roads")


def said(key: str, text: str, source: str | None = None, speaker: str | None = None) -> Attribution:
    """An attribution with this source; shares do not look at its cue and content."""
    span = None if source is None else Span(text.index(source), text.index(source) + len(source))
    return Attribution(key, "d1", span, Span(0, 0), (), "indirect", speaker=speaker)


def voiced(text: str, *stretches: tuple[str, tuple[str, ...]]) -> list[Voice]:
    """Voices of stretches of the text, each found after the one before."""
    made, at = [], 0
    for words, chain in stretches:
        start = text.index(words, at)
        at = start + len(words)
        made.append(Voice("d1", Span(start, at), chain))
    return made


def chains(found: tuple[VoiceShare, ...]) -> list[tuple[list[str], int]]:
    """Names and characters of each share."""
    return [([speaker.name for speaker in one.chain], one.characters) for one in found]


def test_white_space_does_not_count() -> None:
    text = "Mara said \t the dam\r\n  is safe."
    found = shares(
        text,
        voiced(text, ("Mara said", ()), ("the dam\r\n  is safe.", ("a1",))),
        [said("a1", text, "Mara", "e-mara")],
        PEOPLE,
    )
    assert found == (
        VoiceShare((), 8, 8 / 21),
        VoiceShare((MARA_SPEAKS,), 13, 13 / 21),
    )


def test_each_stretch_counts_once_for_its_whole_chain() -> None:
    text = "Mara said the ministry told her that the road is shut."
    rows = [said("a1", text, "Mara", "e-mara"), said("a2", text, "the ministry", "e-ministry")]
    voices = voiced(
        text,
        ("Mara said", ()),
        ("the ministry told her", ("a1",)),
        ("that the road is shut.", ("a1", "a2")),
    )
    assert chains(shares(text, voices, rows, PEOPLE)) == [
        ([], 8),
        (["Mara Teel"], 18),
        (["Mara Teel", "Ministry of Roads"], 18),
    ]


def test_the_outermost_speaker_has_what_it_quotes() -> None:
    found = (
        VoiceShare((), 20, 0.2),
        VoiceShare((MINISTRY_SPEAKS,), 35, 0.35),
        VoiceShare((MARA_SPEAKS, MINISTRY_SPEAKS), 30, 0.3),
        VoiceShare((MARA_SPEAKS,), 15, 0.15),
    )
    own, mara, ministry = by_speaker(found)
    assert (own.speaker, own.characters) == (None, 20)
    assert (mara.speaker, mara.characters) == (MARA_SPEAKS, 45)
    assert mara.share == pytest.approx(0.45)
    assert mara.parts == (found[2], found[3])
    assert (ministry.speaker, ministry.characters) == (MINISTRY_SPEAKS, 35)


def test_a_source_that_is_no_entity_has_its_words() -> None:
    text = "Two officials, said it. But two officials denied it."
    rows = [said("a1", text, "Two officials,"), said("a2", text, "two officials")]
    voices = voiced(text, ("said it", ("a1",)), ("denied it", ("a2",)))
    (one,) = shares(text, voices, rows, PEOPLE)
    assert one.chain == (VoiceSpeaker(None, "Two officials"),)


def test_all_without_a_source_are_unnamed() -> None:
    text = "“It is shut.” “It is open.”"
    voices = voiced(text, ("“It is shut.”", ("a1",)), ("“It is open.”", ("a2",)))
    (one,) = shares(text, voices, [said("a1", text), said("a2", text)], PEOPLE)
    assert one == VoiceShare((VoiceSpeaker(None, UNNAMED),), 22, 1.0)


def test_who_quotes_himself_is_in_the_chain_once() -> None:
    text = "Mara recalled that she had said no."
    rows = [said("a1", text, "Mara", "e-mara"), said("a2", text, "she", "e-mara")]
    (one,) = shares(text, voiced(text, ("no", ("a1", "a2"))), rows, PEOPLE)
    assert one.chain == (MARA_SPEAKS,)


def test_an_attribution_that_is_not_there_is_left_out_of_the_chain() -> None:
    text = "It is shut."
    (one,) = shares(text, voiced(text, (text, ("gone",))), [], ())
    assert one == VoiceShare((), 9, 1.0)


def test_without_sentences_there_are_no_shares() -> None:
    assert shares("A headline", [], [said("a1", "A headline")], PEOPLE) == ()


def test_several_documents_add_their_characters() -> None:
    first = (VoiceShare((), 10, 0.5), VoiceShare((VoiceSpeaker(None, "Officials"),), 10, 0.5))
    second = (VoiceShare((), 50, 0.625), VoiceShare((VoiceSpeaker(None, "officials"),), 30, 0.375))
    assert pooled([first, second, ()]) == (
        VoiceShare((), 60, 0.6),
        VoiceShare((VoiceSpeaker(None, "Officials"),), 40, 0.4),
    )


IDS = st.lists(st.sampled_from(["a0", "a1", "a2", "gone"]), max_size=3).map(tuple)


@given(
    st.text("ab é\u0301🇦🇧ש\r\n ", min_size=30, max_size=30),
    st.lists(IDS, min_size=1, max_size=10),
    st.lists(st.sampled_from([None, "e-mara", "e-ministry"]), min_size=3, max_size=3),
)
def test_shares_sum_to_one_and_count_every_character(
    text: str, found: list[tuple[str, ...]], speakers: list[str | None]
) -> None:
    voices = [Voice("d1", Span(at * 3, at * 3 + 3), chain) for at, chain in enumerate(found)]
    rows = [said(f"a{n}", text, None, speaker) for n, speaker in enumerate(speakers)]
    made = shares(text, voices, rows, PEOPLE)
    letters = sum(not letter.isspace() for letter in text[: len(found) * 3])
    assert sum(one.characters for one in made) == letters
    assert sum(one.share for one in made) == pytest.approx(1 if letters else 0)
    assert sum(one.share for one in by_speaker(made)) == pytest.approx(1 if letters else 0)
