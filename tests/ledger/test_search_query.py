"""Queries taken apart, and bad ones explained."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import QueryError
from sayso.ledger.query import FIELDS, MARKS, Query, Term, parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("road", Query(terms=[Term("road")])),
        ("road open", Query(terms=[Term("road"), Term("open")])),
        ("  road\topen ", Query(terms=[Term("road"), Term("open")])),
        ('"the road"', Query(terms=[Term("the road")])),
        ("“the road”", Query(terms=[Term("the road")])),
        ("„the road“", Query(terms=[Term("the road")])),
        ("«the road»", Query(terms=[Term("the road")])),
        ("”the road“", Query(terms=[Term("the road")])),
        ('“the road"', Query(terms=[Term("the road")])),
        ("road -closed", Query(terms=[Term("road")], without=[Term("closed")])),
        ('road -"closed again"', Query(terms=[Term("road")], without=[Term("closed again")])),
        ("cease-fire", Query(terms=[Term("cease-fire")])),
        ("Vell's", Query(terms=[Term("Vell's")])),
        ("clos*", Query(terms=[Term("clos", prefix=True)])),
        ("road AND open", Query(terms=[Term("road"), Term("open")])),
        ("road - open", Query(terms=[Term("road"), Term("open")])),
        ("road — open", Query(terms=[Term("road"), Term("open")])),
        ("(road open)", Query(terms=[Term("(road"), Term("open)")])),
        ("12:30", Query(terms=[Term("12:30")])),
        ("said:", Query(terms=[Term("said ")])),
        ("https://a.example/b", Query(terms=[Term("https //a.example/b")])),
        ("outlet:Courier", Query(outlets=["Courier"])),
        ("OUTLET:Courier", Query(outlets=["Courier"])),
        ('outlet:"Northern Courier"', Query(outlets=["Northern Courier"])),
        ("outlet:a outlet:b", Query(outlets=["a", "b"])),
        ("speaker:“Mira Vell” road", Query(terms=[Term("road")], speakers=["Mira Vell"])),
        ("road -speaker:Vell", Query(terms=[Term("road")], without_speakers=["Vell"])),
        ("road -outlet:Courier", Query(terms=[Term("road")], without_outlets=["Courier"])),
        ("after:2023", Query(after=["2023"])),
        ("after:2023-07", Query(after=["2023-07"])),
        ("after:2023-7-9", Query(after=["2023-07-09"])),
        ("after:2023-07-01", Query(after=["2023-07"])),
        ("before:2023-01-01", Query(before=["2023"])),
        ('before:"2023-07-29"', Query(before=["2023-07-29"])),
        ("-before:2023", Query(after=["2023"])),
        ("road NEAR open", Query(terms=[Term("road"), Term("NEAR"), Term("open")])),
    ],
)
def test_a_query_is_taken_apart(text: str, expected: Query) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no word to search for"),
        ("   ", "no word to search for"),
        ("—", "no word to search for"),
        ("-", "no word to search for"),
        ("*", "no word to search for"),
        ('"the road', 'Close it: "the road"'),
        ("“the road", 'Close it: "the road"'),
        ('road "', "never closed"),
        ('""', "no word between the marks"),
        ('"..."', "no word between the marks"),
        ("-road", "only what must not occur"),
        ("-outlet:Courier", "only what must not occur"),
        ("paper:Courier", "There is no field paper:"),
        ("spaeker:Vell", "Did you mean speaker:?"),
        ("outlet:", "outlet: needs a value"),
        ("outlet: Courier", "right after the colon"),
        ('speaker:""', "speaker: needs a value"),
        ("after:yesterday", "after:yesterday is not a date"),
        ("before:2023-13", "before:2023-13 is not a date"),
        ("before:2023-02-30", "is not a date"),
        ("before:0000", "is not a date"),
        ("before:29.07.2023", "before:2023-07-29"),
        ("road OR bridge", "OR is not understood"),
        ("road NOT bridge", "Put a minus before"),
        ("a*", "at least two letters"),
        ("road " * 61, "more than 60 parts"),
        ("r" * 2001, "longer than 2,000 characters"),
    ],
)
def test_a_bad_query_is_explained(text: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert said in str(caught.value)


def test_an_error_can_be_printed_whatever_was_typed() -> None:
    with pytest.raises(QueryError) as caught:
        parse('"half a character \ud83d')
    assert str(caught.value).encode()


PIECES = st.sampled_from(
    [*MARKS, *" -*:()^+.'\0\ud800", "road", "Vell", "AND", "OR", "NEAR(", "{title}:", "é", "🥞"]
) | st.sampled_from([f"{field}:" for field in FIELDS])


@given(st.lists(PIECES).map("".join) | st.text())
def test_whatever_is_typed_is_a_query_or_explained(text: str) -> None:
    try:
        parse(text)
    except QueryError as error:
        assert str(error)  # noqa: PT017
