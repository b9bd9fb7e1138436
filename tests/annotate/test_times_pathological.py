"""Times on what no article says: numbers out of all bounds, days that never were, endless text."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.times import FoundTime, find_times
from sayso.annotate.times.words import WORDS

# What a value may look like: TimeML's dates, times, durations, sets and vague references.
VALUE = re.compile(
    r"(BC)?[0-9X]{2,4}(-[0-9A-Z]{1,3})*(T[0-9A-Z:]+([+-]\d\d)?)?|P[0-9A-Z.]+|[A-Z]+_REF", re.ASCII
)
ENDLESS = "1" + "0" * 400
NUMBERS = st.sampled_from(
    [
        *(ENDLESS, "9" * 5000, "9" * 30 + ".5", "1,000.5", "1,000,000.25", "0.5", "1/2", "0"),
        *("0000", "9999", "10000", "99999", "1_000", "IV", "MMXX", "²", "½"),
        *("٣٤", "٣.٥", "١٩٩٠", "१९९०", "𝟏𝟗𝟗𝟎", "1٩٩٠-٠١-٠٢"),
        *("0th", "31st", "99th", "'99", "1990s", "99:99", "25:61", "00:00:00"),
        *("0000-00-00", "2020-02-30", "9999-12-31", "2020-02-30T25:61", "31/02/2020", "1.1.99"),
    ]
)
KNOWN = st.sampled_from(sorted({word for words in WORDS.values() for word in words.split(" ")}))
GAPS = st.sampled_from(
    [" ", ", ", "-", " – ", "/", " (", ") ", ". ", "\n\n", "’s ", "\u200f", "😀"]
)
PIECES = st.tuples(st.one_of(KNOWN, KNOWN.map(str.capitalize), NUMBERS), GAPS).map("".join)
REFERENCES = st.sampled_from([None, "0001-01-01", "9999-12-31", "2023", "2024-02-29", "", "?"])


def check(text: str, found: list[FoundTime]) -> None:
    position = 0
    for one in found:
        assert position <= one.start < one.end <= len(text)
        position = one.end
        assert one.value is not None
        assert VALUE.fullmatch(one.value)
        assert (one.begin is None) == (one.end_day is None)
        if one.begin and one.end_day:
            assert date.fromisoformat(one.begin) <= date.fromisoformat(one.end_day)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join), REFERENCES, st.booleans())
def test_spans_values_and_days_hold_for_any_words(
    text: str, reference: str | None, narrative: bool
) -> None:
    check(text, find_times(text, reference, narrative=narrative))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), REFERENCES, st.booleans())
def test_spans_values_and_days_hold_for_any_text(
    text: str, reference: str | None, narrative: bool
) -> None:
    check(text, find_times(text, reference, narrative=narrative))


@pytest.mark.parametrize(
    ("text", "reference", "values"),
    [
        ("February 31", "2023-07-29", ["2023-02"]),
        (f"{ENDLESS} years ago", "2023-07-29", ["PAST_REF"]),
        (f"for {ENDLESS} days", "2023-07-29", ["PXD"]),
        ("99999 years later", "2023-07-29", ["P99999Y"]),
        ("On 12 May 2100 it fell. Eighty centuries later", None, ["2100-05-12", "P8000Y"]),
        ("tomorrow", "9999-12-31", ["XXXX-XX-XX"]),
        ("last year", "0001-01-01", []),
        ("Thanksgiving", "0001-01-01", []),
        ("for 1,000.5 years", None, ["P1000Y6M"]),
        ("for ٣٤ days", None, ["P34D"]),
        ("for ٣.٥ years", None, ["P3Y6M"]),
        ("in the year 0", "2023-07-29", ["2023"]),
        ("in 99999", "2023-07-29", []),
        ("on 31.02.2020", "2023-07-29", []),
        ("chapter IV of MMXX", "2023-07-29", []),
    ],
)
def test_numbers_out_of_bounds(text: str, reference: str | None, values: list[str]) -> None:
    found = find_times(text, reference)
    check(text, found)
    assert [one.value for one in found] == values


STORY = (
    "Arden Mills earned $4 million in the third quarter, up from $3 million a year ago, it said on "
    "Friday, May 5-9, 2021. The offer had been due by then. Two to three weeks later, on the night "
    "of 12 June 1994, the mill burned; the late 1980s had been calm. It will open next month.\n\n"
)
ENDINGS = [STORY, "1, ", "the ", "May ", "12:", "twenty-", "1990-", "last ", "9 a.m. ", "said "]


@pytest.mark.parametrize("unit", ENDINGS)
@pytest.mark.parametrize("narrative", [False, True])
def test_ten_times_the_text_takes_no_more_than_twenty_times_as_long(
    unit: str, narrative: bool
) -> None:
    text = unit * (3_000 // len(unit) + 1)
    spent(text, narrative)  # fills the caches
    short = min(spent(text, narrative) for _ in range(5))
    long = min(spent(text * 10, narrative) for _ in range(2))
    # The tenth of a second is for machines whose clock, or neighbours, are coarse.
    assert long < 20 * short + 0.1


def spent(text: str, narrative: bool) -> float:
    began = time.process_time()
    find_times(text, "2023-07-29", narrative=narrative)
    return time.process_time() - began
