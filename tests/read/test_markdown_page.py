"""Markdown: offsets into the source, metadata from the front matter, marks in no block."""

from __future__ import annotations

import pytest

from sayso.read import Receipt, layout, read
from sayso.rows import Document

SOURCE = """---
title: "The pier is closed"
outlet: The Vell Post
author: Ana Lund
url: https://vell.example/pier
date: 2031-05-02
mood: calm
---

# The pier is closed #

The council voted on Monday
to close the pier.

## What the fishermen say

> “It is a theft,” Per Holm said.

- They will stay.
- They will fish.
"""


def document(source: str) -> Document:
    data = source.encode()
    return read(Receipt("a.md", data, "markdown", data))[0]


def blocks(source: str) -> list[tuple[str, str]]:
    found = document(source)
    return [(block.kind, found.text[slice(*block.span)]) for block in layout(found)]


def test_the_source_is_the_frozen_text() -> None:
    assert document(SOURCE).text == SOURCE


def test_front_matter_is_metadata() -> None:
    found = document(SOURCE)
    assert (found.title, found.outlet, found.byline) == (
        "The pier is closed",
        "The Vell Post",
        "Ana Lund",
    )
    assert (found.published, found.published_from) == ("2031-05-02", "metadata")
    assert found.url == "https://vell.example/pier"


def test_marks_are_left_out_of_the_blocks() -> None:
    kinds = blocks(SOURCE)
    assert kinds[0][0] == "header"
    assert kinds[1:] == [
        ("title", "The pier is closed"),
        ("paragraph", "The council voted on Monday\nto close the pier."),
        ("header", "What the fishermen say"),
        ("paragraph", "“It is a theft,” Per Holm said."),
        ("paragraph", "They will stay."),
        ("paragraph", "They will fish."),
    ]


def test_the_first_heading_is_the_title_without_front_matter() -> None:
    found = document("# A *calm* night\n\nNothing happened in the town of Vell.\n")
    assert found.title == "A *calm* night"
    assert found.title_span == (2, 16)


def test_a_heading_may_be_underlined() -> None:
    assert blocks("A calm night\n============\n\nNothing happened there.\n")[0] == (
        "title",
        "A calm night",
    )


@pytest.mark.parametrize(
    "source", ["---\ntitle: X\n\nNo closing fence here.", "---", "---\n---\nA."]
)
def test_unclosed_or_empty_front_matter_is_text(source: str) -> None:
    assert document(source).text == source


def test_a_bad_date_in_front_matter_is_a_warning() -> None:
    data = b"---\ndate: the day before\n---\nNothing happened there.\n"
    found, (problem,) = read(Receipt("a.md", data, "markdown", data))
    assert found.published is None
    assert "2023-07-29" in problem.message
