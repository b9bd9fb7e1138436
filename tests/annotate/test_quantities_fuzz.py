"""Quantities of any text: no exception, sound rows, finite numbers, linear time."""

from __future__ import annotations

import json
import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.quantities import FoundQuantity, find_quantities
from sayso.annotate.quantities.lexicon import AFTER, BEFORE, CARDINALS, FRACTIONS, VAGUE, units
from sayso.export.json_lines import line
from sayso.rows import Quantity, Span

WORDS = st.sampled_from(
    str.split(
        "the of in 5 1990 12 , . - – ( ) $ % £ per a year km at least more than almost 0 to and "
        "half third quarters dozen million between from US$ No + twice as many minus .5 1.5m 70kg "
        "or 1/2 / “ ” odd strong out another total ½ Group one-third 7/8 1+1 16–17 20\u00a0000 "
        "20\u202f000 1,5 18,2019 F-16 MH17 IV MMXX ٣٤ ３４ ๓๔ ² ¹⁰ ⅔ Ⅷ ① 万 10^400 1e400 -1e400 "
        "1e-400 0x10 1,,2 ∞ NaN inf 🇺🇳 👩‍🚒 e\u0301 שלום \r\n \n \u200b \u2009",
        " ",
    )
)
LEXICON = st.sampled_from([*CARDINALS, *FRACTIONS, *VAGUE, *BEFORE, *AFTER, *units().names])
FIGURES = st.one_of(
    st.integers(-(10**420), 10**420).map(str),
    st.floats().map(str),
    st.text(st.characters(categories=("Nd", "No", "Nl")), min_size=1, max_size=25),
)
PIECES = st.one_of(WORDS, LEXICON, FIGURES)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(PIECES, max_size=14).map("".join),
)


def check(text: str) -> list[FoundQuantity]:
    """What is found in ``text``, once it is known to be sound."""
    found = find_quantities(text)
    position = 0
    for one in found:
        assert position <= one.start < one.end <= len(text)
        assert one.of is None or 0 <= one.of[0] < one.of[1] <= len(text)
        assert all(math.isfinite(bound) for bound in (one.low, one.high) if bound is not None)
        assert one.low is None or one.high is None or one.low <= one.high
        position = one.end
    return found


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_gives_sound_quantities(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_rows_are_valid_json(text: str) -> None:
    for found in find_quantities(text):
        span = Span(found.start, found.end)
        row = Quantity("d", span, found.low, found.high, found.unit, None, found.hedge)
        again = json.loads(line(row), parse_constant=pytest.fail)
        assert (again["low"], again["high"]) == (found.low, found.high)


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=4))
def test_nothing_begins_in_a_taken_span(text: str, taken: list[tuple[int, int]]) -> None:
    spans = sorted((min(pair), max(pair)) for pair in taken)
    whole = [span for at, span in enumerate(spans) if at == 0 or spans[at - 1][1] <= span[0]]
    for found in find_quantities(text, whole):
        assert not any(start <= found.start < end for start, end in whole)


@pytest.mark.parametrize(
    "text",
    [
        "1" + "0" * 400 + " people",
        "1" + ",000" * 130 + " people",
        "1" + "\u00a0000" * 130 + " people",
        "10^400 people",
        "1e400 people",
        "-1e400",
        "million " * 60,
        "9" * 18 + " trillion trillion trillion people",
        "2²⁰ people",
        "MMXXIV",
        "Ⅷ people",
        ",".join(map(str, range(1, 2000))),
        "inf people, NaN people, Infinity",
    ],
)
def test_no_number_is_better_than_a_wrong_one(text: str) -> None:
    assert check(text) == []


@pytest.mark.parametrize("text", ["٣٤ people", "３４ people", "๓๔ people"])
def test_the_digits_of_any_script_count(text: str) -> None:
    assert [one.low for one in check(text)] == [34]


def test_a_part_as_one_sign_belongs_to_its_number() -> None:
    assert [(one.low, one.unit) for one in check("1½ hours")] == [(1.5, "hour")]


@pytest.mark.parametrize(
    "unit",
    [
        *("1", "1,", "1.", "1 ", "1-", "1/", "1+", "1,2,", "$", ",", " ", "½", "1\u00a0000\u00a0"),
        *("one-", "a-", "1/2", "twenty-", "tens of ", "No 1, ", "a ", "1 000 ", "million ", "+1 "),
        *("one or ", "half a ", "a year or ", "and a half ", "up to about another ", "Group of 1 "),
        *("1 and a ", "five hundred and ", "between 1 and ", "1 to 2 ", "square ", "F-16 and 1 "),
    ],
)
def test_takes_time_in_proportion_to_the_text(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    started = time.process_time()
    find_quantities(text)
    assert time.process_time() - started < 4
