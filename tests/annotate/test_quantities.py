"""Quantities: the interval, the unit, the hedge and what is counted."""

from __future__ import annotations

import pytest

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
        ("1.5 m people fled", 1_500_000, 1_500_000, None),
        ("61 billions of aid", 61e9, 61e9, None),
        ("20 000 people fled", 20_000, 20_000, None),
        ("20\u00a0500 people fled", 20_500, 20_500, None),
        ("1,5 million euros", 1.5e6, 1.5e6, "EUR"),
        ("20 million Nigerian naira", 2e7, 2e7, "NGN"),
        ("two and a half hours", 2.5, 2.5, "hour"),
        ("2 1/2 hours", 2.5, 2.5, "hour"),
        ("eleven-and-a-half years", 11.5, 11.5, "year"),
        ("two and a half million people", 2.5e6, 2.5e6, None),
        ("a million and a half people", 1.5e6, 1.5e6, None),
        ("a quarter of a million people", 250_000, 250_000, None),
        ("half-a-dozen people", 6, 6, None),
        ("a half dozen people", 6, 6, None),
        ("a week or two", 1, 2, "week"),
        ("a year and a half", 1.5, 1.5, "year"),
        ("9 out of 10 houses", 90, 90, "%"),
        ("1 in 5 houses", 20, 20, "%"),
        ("2/3 of the land", 200 / 3, 200 / 3, "%"),
        ("1/200th of the land", 0.5, 0.5, "%"),
        ("for “6 to 9” months", 6, 9, "month"),
        ("twice as many people", 2, 2, "times"),
        ("children under 5 were fed", None, 5, "year"),
        ("people over 65 were fed", 65, None, "year"),
        ("In Lyme 12 people died", 12, 12, None),
        ("In Lyme 40 houses burned", 40, 40, None),
        ("On Tuesday 12 shells fell", 12, 12, None),
        ("Norland's 27 districts", 27, 27, None),
        ("We Cannot Afford Two Wars", 2, 2, None),
        ("Many Thousands Of Deaths", 2000, None, None),
    ],
)
def test_values_and_units(
    text: str, low: float | None, high: float | None, unit: str | None
) -> None:
    found = one(text)
    assert [found.low, found.high] == pytest.approx([low, high])
    assert found.unit == unit


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
        ("tens of people", 20, None, None),
        ("several hundred people", 200, None, None),
        ("a couple of hundred people", 200, None, None),
        ("hundreds of square miles", 200, None, None),
        ("fifty-odd people", 50, 50, "odd"),
        ("the 1,500-odd people", 1500, 1500, "odd"),
        ("as few as 12 people", 12, None, "as few as"),
        ("the toll neared 500", None, 500, "neared"),
        ("in the neighbourhood of 500 people", 500, 500, "in the neighbourhood of"),
        ("at least another 20 people", 20, None, "at least"),
        ("an estimated total of 20 people", 20, 20, "an estimated"),
        ("up to about 20 people", None, 20, "up to"),
        ("at least about 20 people", 20, None, "at least"),
        ("some of the 20 people", 20, 20, None),
        ("we know about 20 people", 20, 20, None),
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
        "UN resolution 2202 was quoted",
        "under article 5 of the treaty",
        "see pages 16 – 17",
        "the Nord Stream 1 and 2 pipes",
        "the T-72 and the Su-34s",
        "an Mi-8 helicopter",
        "T-90M tanks and an MH-60R",
        "COVID-19 spread",
        "Channel 4 said so",
        "the channel 1+1 said so",
        "the Group of 20 met",
        "the Gang of Four fell",
        "the 2018 events",
        "on July 18,2019",
        "call +44 20 7946 0958",
        "one might think so",
        "one way or another",
        "Pope John XXIII",
        "1,2 is a list",
        "10^400",
    ],
)
def test_names_and_ordinals_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a vote of 55 to 44", [55, 44]),
        ("the toll rose by 14 to 84", [14, 84]),
        ("two or three people", [2, 3]),
        ("one or two people", [1, 2]),
        ("10 or 20 million people", [1e7, 2e7]),
        ("S-300 systems and 12 Falcon-2 drones", [12]),
        ("18 of 29 missiles", [18, 29]),
        ("two in three days", [2, 3]),
    ],
)
def test_amounts_that_are_no_range(text: str, values: list[float]) -> None:
    assert [found.low for found in find_quantities(text)] == values


def test_the_first_of_two_alternatives_has_the_unit_too() -> None:
    assert [found.unit for found in find_quantities("5 or 6 per cent")] == ["%", "%"]


def test_taken_spans_are_left_out() -> None:
    text = "on 12 May 1994 they lost 12 men"
    assert [f.start for f in find_quantities(text, [(3, 14)])] == [25]


def test_a_range_needs_like_units() -> None:
    found = find_quantities("it rose 0.7 percent to 6,327.80")
    assert [(f.low, f.unit, f.trend) for f in found] == [(0.7, "%", "up"), (6327.8, None, None)]
