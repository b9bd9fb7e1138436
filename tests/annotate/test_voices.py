"""Voices: every sentence covered, cut where the voice changes, chains outermost first."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.parse import Parsed
from sayso.annotate.stage import Annotations
from sayso.annotate.voices import voices
from sayso.rows import Attribution, AttributionKind, Document, Sentence, Span, Voice


def said(
    key: str,
    text: str,
    *content: str,
    inside: str | None = None,
    kind: AttributionKind = "indirect",
) -> Attribution:
    """An attribution whose contents are found in the text."""
    spans = tuple(Span(text.index(one), text.index(one) + len(one)) for one in content)
    return Attribution(key, "d1", None, Span(0, 1), spans, kind, inside=inside)


def heard(text: str, *rows: Attribution) -> list[tuple[str, tuple[str, ...]]]:
    """The voices of a text of one sentence: words and chain."""
    return [(text[slice(*one.span)], one.chain) for one in _voices(text, [(0, len(text))], rows)]


def _voices(
    text: str, sentences: list[tuple[int, int]], rows: tuple[Attribution, ...]
) -> tuple[Voice, ...]:
    known = Annotations(
        sentences=tuple(Sentence("d1", Span(*one)) for one in sentences), attributions=rows
    )
    return voices(Parsed(Document("d1", "d1", "", text), (), ()), known).voices


def test_a_sentence_without_attributions_is_the_outlets() -> None:
    assert heard("The dam is safe.") == [("The dam is safe.", ())]


def test_source_and_cue_stand_outside_the_attribution() -> None:
    text = "Mara said the dam is safe."
    assert heard(text, said("a1", text, "the dam is safe")) == [
        ("Mara said", ()),
        ("the dam is safe.", ("a1",)),
    ]


def test_the_chain_runs_from_the_outermost() -> None:
    text = "Mara said Jon claims the dam is safe."
    outer = said("a1", text, "Jon claims the dam is safe")
    inner = said("a2", text, "the dam is safe", inside="a1")
    assert heard(text, outer, inner) == [
        ("Mara said", ()),
        ("Jon claims", ("a1",)),
        ("the dam is safe.", ("a1", "a2")),
    ]


def test_segments_of_one_content_share_a_voice() -> None:
    text = "“We wait,” Mara said, “and hope.”"
    row = said("a1", text, "“We wait,”", "“and hope.”")
    assert [chain for _, chain in heard(text, row)] == [("a1",), (), ("a1",)]


def test_a_content_runs_over_several_sentences() -> None:
    text = "“We wait. We hope.” So he said."
    row = said("a1", text, "“We wait. We hope.”")
    found = _voices(text, [(0, 9), (10, 19), (20, 31)], (row,))
    assert [one.chain for one in found] == [("a1",), ("a1",), ()]


def test_scare_quotes_change_no_voice() -> None:
    text = "The “truce” lasted an hour."
    assert heard(text, said("a1", text, "truce", kind="scare")) == [(text, ())]


def test_an_attribution_inside_one_with_the_same_content_is_deeper() -> None:
    text = "The sides met, Wire reports citing Orla."
    outer = said("a1", text, "The sides met")
    inner = said("a2", text, "The sides met", inside="a1")
    assert heard(text, outer, inner)[0] == ("The sides met,", ("a1", "a2"))


BOUNDS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda two: (min(two), max(two)))


@given(st.text(alphabet="ab ,.“”\n", min_size=40, max_size=40), st.lists(BOUNDS, max_size=6))
def test_voices_tile_every_sentence(text: str, bounds: list[tuple[int, int]]) -> None:
    rows = tuple(
        Attribution(f"a{at}", "d1", None, Span(0, 1), (Span(a, b),), "indirect")
        for at, (a, b) in enumerate(bounds)
        if a < b
    )
    sentences = [(0, 17), (17, 40)]
    found = _voices(text, sentences, rows)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    covered = {at for one in found for at in range(*one.span)}
    assert all(at in covered or text[at].isspace() for at in range(40))
