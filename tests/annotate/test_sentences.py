"""Sentences: where they end, where they do not, and that they lose no character."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.parse import Parsed, ParsedBlock, model
from sayso.annotate.sentences import sentences
from sayso.annotate.stage import Annotations
from sayso.read.layout import Block, BlockKind
from sayso.rows import Document, Span


def parsed(*blocks: tuple[BlockKind, str]) -> Parsed:
    """Blocks of text with an empty line between them, as parsed."""
    text = "\n\n".join(body for _, body in blocks)
    rows, start = [], 0
    for kind, body in blocks:
        rows.append(Block(kind, Span(start, start + len(body))))
        start += len(body) + 2
    docs = model().pipe(body.replace("\n", " ") for _, body in blocks)
    pieces = [ParsedBlock(row, row.span.start, doc) for row, doc in zip(rows, docs, strict=True)]
    return Parsed(Document("d1", "d1", "", text), tuple(rows), tuple(pieces))


def split(text: str) -> list[str]:
    document = parsed(("paragraph", text))
    rows = sentences(document, Annotations()).sentences
    return [document.text[row.span.start : row.span.end] for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        "The envoy arrived in Strelsau on Dec. 3 with two aides.",
        "Resolution No. 822 was adopted without a vote.",
        "Mr. Jan Vell met Gen. Orsk and Sen. Ada Holm.",
        "The U.S. Embassy in Strelsau did not comment.",
        "J. R. Holm and George W. Vell signed the paper.",
        "The talks begin at 9 a.m. and end at 5 p.m. on Monday.",
        "“Why now?” Vell asked.",
        "“Why now?” asked the minister.",
        "“We will not yield!” she said on Monday.",
        "He called it “a shame, a farce and a lie” and left.",
        "The firm, Holm Ltd., denied the report.",
        "They waited ... and waited.",
        "“Factories are growing here.”\nthe minister pointed out.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The envoy left the U.S.", "The talks went on without him."),
        ("The firm is called Holm Inc.", "It makes bridges."),
        ("“The pipeline is the wedge.”", "Vell called for calm."),
        ("“We went home.", "We were tired,” the driver said."),
        ("He said “no.”", "“Then we go,” said Holm."),
        ("They left (late.)", "Nobody saw them."),
        ("The vote failed [1].", "Members went home."),
        ("Did they come?", "No one knows."),
        ("The army withdrew.", "303 people came back."),
    ],
)
def test_two_sentences_are_parted_after_their_closing_marks(first: str, second: str) -> None:
    assert split(f"{first} {second}") == [first, second]


def test_a_stop_without_a_space_ends_a_sentence() -> None:
    assert split("The soldiers left the town.The mayor came back.") == [
        "The soldiers left the town.",
        "The mayor came back.",
    ]


def test_a_closing_mark_after_a_space_belongs_to_the_sentence_before() -> None:
    assert split("“We are ready to talk. ” The minister then left the room.") == [
        "“We are ready to talk. ”",
        "The minister then left the room.",
    ]


def test_headlines_and_furniture_have_no_sentences() -> None:
    document = parsed(
        ("title", "Minister leaves. Mayor stays."),
        ("dateline", "STRELSAU, Dec. 3"),
        ("paragraph", "The minister left. The mayor stayed."),
        ("furniture", "Read more. Subscribe."),
    )
    rows = sentences(document, Annotations()).sentences
    assert [document.text[slice(*row.span)] for row in rows] == [
        "The minister left.",
        "The mayor stayed.",
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        st.sampled_from("ab AB.!?…\"'“”‘’«»()[]\n\t 1é\u0301🇦🇿👩‍👩‍👧א;:-\u00a0"),
        min_size=1,
        max_size=60,
    )
)
def test_sentences_tile_the_paragraph(text: str) -> None:
    document = parsed(("paragraph", text))
    rows = sentences(document, Annotations()).sentences
    for row in rows:
        words = document.text[row.span.start : row.span.end]
        assert words == words.strip() != ""
    assert all(a.span.end <= b.span.start for a, b in pairwise(rows))
    kept = "".join(text[row.span.start : row.span.end] for row in rows)
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)


def test_one_endless_sentence_is_quick() -> None:
    assert split("word " * 3000)[0].startswith("word")
