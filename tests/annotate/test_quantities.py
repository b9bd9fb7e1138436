"""Quantities: the interval, the unit, the hedge and what is counted."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.quantities import FoundQuantity, find_quantities


def one(text: str) -> FoundQuantity:
    found = find_quantities(text)
    assert len(found) == 1, [text[f.start : f.end] for f in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("303 people died", 303, 303, None),
        ("twenty-eight villages", 28, 28, None),
        ("two hundred and six houses", 206, 206, None),
        ("100 thousand residents", 100_000, 100_000, None),
        ("1.5m people fled", 1_500_000, 1_500_000, None),
        ("the 100m sprint", 100, 100, "m"),
        ("it cost $3.5bn", 3.5e9, 3.5e9, "USD"),
        ("it cost 40 million euros", 4e7, 4e7, "EUR"),
        ("it cost EUR50m", 5e7, 5e7, "EUR"),
        ("a million dollar house", 1e6, 1e6, "USD"),
        ("half a million euros", 5e5, 5e5, "EUR"),
        ("20 per cent of the land", 20, 20, "%"),
        ("20% of the land", 20, 20, "%"),
        ("a fifth of the land", 20, 20, "%"),
        ("half of the land", 50, 50, "%"),
        ("three-quarters of the land", 75, 75, "%"),
        ("one in four houses", 25, 25, "%"),
        ("35 miles away", 35, 35, "mile"),
        ("70kg of flour", 70, 70, "kg"),
        ("90 km/h", 90, 90, "km/h"),
        ("$2.11 per gallon", 2.11, 2.11, "USD/gallon"),
        ("for 30 years", 30, 30, "year"),
        ("Mr Ilan, 25, said", 25, 25, "year"),
        ("18-20 soldiers", 18, 20, None),
        ("between 5 and 7 soldiers", 5, 7, None),
        ("5 to 7 per cent", 5, 7, "%"),
        ("$10 to $15 billion", 1e10, 1.5e10, "USD"),
        ("four to five thousand people", 4000, 5000, None),
    ],
)
def test_values_and_units(text: str, low: float, high: float, unit: str | None) -> None:
    found = one(text)
    assert (found.low, found.high, found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "hedge"),
    [
        ("at least 70 people", 70, None, "at least"),
        ("more than 100,000 people", 100_000, None, "more than"),
        ("no fewer than 9 people", 9, None, "no fewer than"),
        ("70 people or more", 70, 70, None),
        ("70 or more people", 70, None, "or more"),
        ("up to 400 people", None, 400, "up to"),
        ("fewer than 400 people", None, 400, "fewer than"),
        ("almost 20%", None, 20, "almost"),
        ("about 20 people", 20, 20, "about"),
        ("about a fifth of them", 20, 20, "about"),
        ("some 303 people", 303, 303, "some"),
        ("hundreds of people", 200, None, None),
        ("dozens of people", 24, None, None),
        ("tens of thousands of people", 20_000, None, None),
    ],
)
def test_hedges_open_the_interval(
    text: str, low: float | None, high: float | None, hedge: str | None
) -> None:
    found = one(text)
    assert (found.low, found.high, found.hedge) == (low, high, hedge)


def test_an_amount_in_brackets_shares_the_hedge() -> None:
    found = find_quantities("more than 100 kilometers (60 miles)")
    assert [(f.low, f.high, f.unit) for f in found] == [(100, None, "km"), (60, None, "mile")]


def test_including_makes_two_quantities() -> None:
    text = "303 people, including two journalists"
    found = find_quantities(text)
    assert [(f.low, text[slice(*f.of)] if f.of else None) for f in found] == [
        (303, "people"),
        (2, "journalists"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Resolutions No 822, 853, 874 and 884",
        "Article 5 was quoted",
        "flight MH17 was lost",
        "the G20 met",
        "F-16 jets",
        "the Nord Stream 2 pipe",
        "the third attempt",
        "the 7th brigade",
        "the same one",
        "one another",
        "it ended 2-2",
        "six-party talks",
    ],
)
def test_names_and_ordinals_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []


def test_taken_spans_are_left_out() -> None:
    text = "on 12 May 1994 they lost 12 men"
    assert [f.start for f in find_quantities(text, [(3, 14)])] == [25]


def test_a_range_needs_like_units() -> None:
    found = find_quantities("it rose 0.7 percent to 6,327.80")
    assert [(f.low, f.unit, f.trend) for f in found] == [(0.7, "%", "up"), (6327.8, None, None)]


WORDS = st.sampled_from(
    str.split(
        "the of in 5 1990 two hundred million 12 , . - – ( ) $ % £ per a year km at least more "
        "than "
        "almost ٣٤ ² 10^400 IV 1,,2 1e400 0 to and half third quarters dozen tens thousands "
        "trillion "
        "one-third 7/8 between from US$ No + twice as many minus .5 1.5m 70kg",
        " ",
    )
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)))
def test_never_raises_and_spans_are_ordered(text: str) -> None:
    position = 0
    for found in find_quantities(text):
        assert position <= found.start < found.end <= len(text)
        assert found.of is None or 0 <= found.of[0] < found.of[1] <= len(text)
        position = found.end


@pytest.mark.parametrize(
    "unit", ["1", "1,", "1.", "1 ", "1-", "$", ",", " ", "twenty-", "tens of ", "No 1, ", "a "]
)
def test_takes_time_in_proportion_to_the_text(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    started = time.process_time()
    find_quantities(text)
    assert time.process_time() - started < 4
