"""Properties that hold for any bytes and any text, checked on many odd ones."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import ReadError
from sayso.read import Block, Format, Receipt, layout, read
from sayso.read.decode import LONE_SURROGATE
from sayso.read.records import record
from sayso.rows import Document, Problem

PIECES = st.sampled_from(
    [
        "👩‍👩‍👧", "🇳🇴", "e\u0301", "שלום ", "\u202eright\u202c", "\r\n", "\n", "\n\n", "  ",
        "\t", "\u2028", "\x85", "\x0c", "\ufeff", "“", "”", '"', "‘", "— ", "– ", ". ", ": ", "?",
        "!", "VELL, May 2 ", "(Wire) – ", "Vell: ", "By Ana Lund", "2 May 2031 10:15", "# ", "---",
        "date 2031-05-02 ", "The pier is closed", "The council voted on Monday to close it.",
        "Read more", "© 2031 Vell", "> ", "- ", "**", "1. ", "<p>", "&amp;", "a" * 90, "word " * 20,
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=200))
FORMATS: tuple[Format, ...] = get_args(Format)
many = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def document(text: str, format_: Format = "text", title: str | None = None) -> Document:
    return Document(id="d", name="d", sha256="", text=text, format=format_, title=title)


def check(text: str, blocks: tuple[Block, ...]) -> None:
    """Inside the text, in order, apart from each other, trimmed, none empty."""
    position = 0
    for _, (start, end) in blocks:
        assert position <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        position = end


@many
@given(TEXTS, st.sampled_from(FORMATS), st.none() | TEXTS)
def test_blocks_are_ordered_trimmed_stretches(
    text: str, format_: Format, title: str | None
) -> None:
    check(text, layout(document(text, format_, title)))


@many
@given(TEXTS)
def test_only_white_space_stands_outside_the_blocks_of_plain_text(text: str) -> None:
    rest, position = "", 0
    for _, (start, end) in layout(document(text)):
        rest += text[position:start]
        position = end
    rest += text[position:]
    # The mark before a list item is the one thing that is left out on purpose.
    assert rest.strip().strip("-*+•‣▪◦●–— \t\r\n\v\f\x85\u2028\u2029\xa0") == ""


@many
@given(TEXTS)
def test_the_frozen_text_of_a_text_file_is_its_content(text: str) -> None:
    data = text.encode()
    try:
        found, _ = read(Receipt("a.txt", data, "text", data))
    except ReadError:
        return
    assert found.text == text.removeprefix("\ufeff")


@many
@given(TEXTS)
def test_every_span_of_a_document_points_to_its_words(text: str) -> None:
    data = text.encode()
    try:
        found, _ = read(Receipt("a.txt", data, "text", data))
    except ReadError:
        return
    if found.title_span:
        assert found.title == " ".join(found.text[slice(*found.title_span)].split())
    if found.byline_span:
        assert found.byline == found.text[slice(*found.byline_span)]
    if found.outlet_span:
        assert found.outlet == found.text[slice(*found.outlet_span)]
    assert all(found.text[slice(*span)] for span in found.published_spans)
    check(found.text, layout(found))


@pytest.mark.parametrize("format_", FORMATS)
def test_any_bytes_are_read_or_refused(format_: Format) -> None:
    @many
    @given(st.one_of(st.binary(max_size=300), TEXTS.map(str.encode)))
    def holds(data: bytes) -> None:
        try:
            found, problems = read(Receipt("x", data, format_, data))
        except ReadError:
            return
        assert not LONE_SURROGATE.search(found.text)
        assert all(isinstance(problem, Problem) for problem in problems)
        check(found.text, layout(found))

    holds()


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
)


@many
@given(
    st.dictionaries(
        st.sampled_from(["id", "text", "title", "outlet", "url", "published", "byline", "other"]),
        JSON,
    )
)
def test_any_record_is_a_receipt_or_a_problem(fields: dict[str, object]) -> None:
    for found in record("a:1", json.dumps(fields).encode()):
        if isinstance(found, Receipt):
            try:
                document_, _ = read(found)
            except ReadError:
                continue
            document_.name.encode()
            document_.text.encode()


@many
@given(TEXTS)
def test_the_same_text_has_the_same_layout(text: str) -> None:
    assert layout(document(text)) == layout(document(text))
