"""Times: what is found, its value, the days it covers and what it was resolved against."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.times import FoundTime, find_times

PUBLISHED = "2023-07-29"  # a Saturday


def one(text: str, reference: str | None = PUBLISHED, narrative: bool = False) -> FoundTime:
    found = find_times(text, reference, narrative=narrative)
    assert len(found) == 1, [(text[f.start : f.end], f.value) for f in found]
    return found[0]


def values(text: str, reference: str | None = PUBLISHED, narrative: bool = False) -> list[str]:
    return [
        f"{text[f.start : f.end]}={f.value}"
        for f in find_times(text, reference, narrative=narrative)
    ]


@pytest.mark.parametrize(
    ("text", "value", "begin", "end"),
    [
        ("signed on 12 May 1994.", "1994-05-12", "1994-05-12", "1994-05-12"),
        ("signed on May 12, 1994.", "1994-05-12", "1994-05-12", "1994-05-12"),
        ("signed on Thursday, 12 May 1994.", "1994-05-12", "1994-05-12", "1994-05-12"),
        ("signed on Dec.19, 2021.", "2021-12-19", "2021-12-19", "2021-12-19"),
        ("signed on the 3rd of March, 2020.", "2020-03-03", "2020-03-03", "2020-03-03"),
        ("signed in October 2001.", "2001-10", "2001-10-01", "2001-10-31"),
        ("signed in February 2024.", "2024-02", "2024-02-01", "2024-02-29"),
        ("it was lost in 1993.", "1993", "1993-01-01", "1993-12-31"),
        ("the law of the 1990s holds", "199", "1990-01-01", "1999-12-31"),
        ("a 19th century bridge", "18", "1800-01-01", "1899-12-31"),
        ("since the summer of 1992.", "1992-SU", "1992-06-01", "1992-08-31"),
        ("in the third quarter of 2019.", "2019-Q3", "2019-07-01", "2019-09-30"),
        ("on 2020-11-10.", "2020-11-10", "2020-11-10", "2020-11-10"),
        ("on 14.03.2021.", "2021-03-14", "2021-03-14", "2021-03-14"),
        ("on 25/12/2021.", "2021-12-25", "2021-12-25", "2021-12-25"),
        ("at the end of the 460s BC", "BC046", None, None),
        ("the 2000 Games of Arden", "2000", "2000-01-01", "2000-12-31"),
        ("the 1992 protests in Arden", "1992", "1992-01-01", "1992-12-31"),
        ("on Easter 2021.", "2021-04-04", "2021-04-04", "2021-04-04"),
        ("in Easter week, 2021.", "2021-W13", "2021-03-29", "2021-04-04"),
    ],
)
def test_absolute_dates(text: str, value: str, begin: str | None, end: str | None) -> None:
    found = one(text)
    assert (found.value, found.begin, found.end_day, found.anchor) == (value, begin, end, None)


@pytest.mark.parametrize(
    ("text", "mod", "begin", "end"),
    [
        ("fled in late 1991.", "END", "1991-09-01", "1991-12-31"),
        ("fled in early 1991.", "START", "1991-01-01", "1991-04-30"),
        ("fled in mid-1991.", "MID", "1991-05-01", "1991-08-31"),
        ("fled at the end of June 1991.", "END", "1991-06-21", "1991-06-30"),
        ("fled in the early 1940s.", "START", "1940-01-01", "1942-12-31"),
    ],
)
def test_parts_of_a_period_narrow_it(text: str, mod: str, begin: str, end: str) -> None:
    found = one(text)
    assert (found.mod, found.begin, found.end_day) == (mod, begin, end)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He said yesterday that", "2023-07-28"),
        ("He said last month that", "2023-06"),
        ("He said on Wednesday that", "2023-07-26"),
        ("Talks will resume on Wednesday.", "2023-08-02"),
        ("It fell 35 years ago.", "1988"),
        ("It fell three days ago.", "2023-07-26"),
        ("They met earlier this year.", "2023"),
        ("They met this week.", "2023-W30"),
        ("They met last May.", "2023-05"),
        ("It fell after the March vote.", "2023-03"),
        ("It happened on July 15.", "2023-07-15"),
        ("It happened on Sept. 27.", "2022-09-27"),
    ],
)
def test_counts_from_the_published_date(text: str, value: str) -> None:
    found = one(text)
    assert (found.value, found.anchor) == (value, PUBLISHED)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The fort fell on 4 May 1902. A day later the town burned.", "1902-05-05"),
        ("The fort fell on 4 May 1902. The following day it burned.", "1902-05-05"),
        ("The fort fell on 4 May 1902. It burned two years later.", "1904"),
        ("The fort fell on 4 May 1902. The day before, it burned.", "1902-05-03"),
        ("It sold two in 1902, down from four the year before.", "1901"),
        ("The fort fell on 4 May 1902. It burned the same night.", "1902-05-04TNI"),
        ("The fort fell on 4 May 1902. It burned on 7 June.", "1902-06-07"),
        ("The fort fell on 4 December 1902. It burned in January.", "1903-01"),
        ("The fort fell on 4 May 1902. It held until the end of the month.", "1902-05"),
    ],
)
def test_counts_from_the_date_last_told(text: str, value: str) -> None:
    found = find_times(text, None)
    assert found[-1].value == value


def test_leaves_a_day_without_a_year_open_when_nothing_supports_one() -> None:
    found = one("The shelling began on September 27.", None)
    assert (found.value, found.begin, found.end_day, found.anchor) == (
        "XXXX-09-27",
        None,
        None,
        None,
    )


def test_leaves_a_weekday_open_without_a_reference() -> None:
    assert one("They met on Friday.", None).value == "XXXX-WXX-5"


def test_a_published_month_supports_a_year_but_no_yesterday() -> None:
    assert one("It began on July 15.", "2023-07").value == "2023-07-15"


def test_leaves_a_numeric_date_open_that_could_be_two_days() -> None:
    found = one("It was sent on 03/04/2021.")
    assert (found.value, found.begin) == ("2021-XX-XX", None)


@pytest.mark.parametrize(
    ("text", "kind", "value", "mod"),
    [
        ("held for 30 years", "DURATION", "P30Y", None),
        ("the 44-day battle", "DURATION", "P44D", None),
        ("over the past three years", "DURATION", "P3Y", None),
        ("for at least two weeks", "DURATION", "P2W", "EQUAL_OR_MORE"),
        ("for more than six months", "DURATION", "P6M", "MORE_THAN"),
        ("for nearly an hour", "DURATION", "PT1H", "LESS_THAN"),
        ("for two decades", "DURATION", "P20Y", None),
        ("for several days", "DURATION", "PXD", None),
        ("half a year", "DURATION", "P6M", None),
        ("it is paid weekly", "SET", "P1W", None),
        ("they vote every year", "SET", "P1Y", None),
        ("they vote every two years", "SET", "P2Y", None),
        ("they meet every Friday", "SET", "XXXX-WXX-5", None),
        ("they hold it now", "DATE", "PRESENT_REF", None),
        ("they met recently", "DATE", "PAST_REF", None),
        ("in the near future", "DATE", "FUTURE_REF", None),
        ("it will one day be", "DATE", "FUTURE_REF", None),
        ("it took one day", "DURATION", "P1D", None),
    ],
)
def test_lengths_sets_and_references(text: str, kind: str, value: str, mod: str | None) -> None:
    found = one(text)
    assert (found.type, found.value, found.mod) == (kind, value, mod)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It starts at 9 a.m. on 4 May 2021.", "2021-05-04T09:00"),
        ("from 00:00 hours (Arden time) on 10 November 2020", "2020-11-10T00:00"),
        ("at 14:30 GMT on 4 May 2021", "2021-05-04T14:30Z"),
        ("the night of 20 June 1791 was calm", "1791-06-20TNI"),
        ("on Friday evening they said", "2023-07-28TEV"),
        ("the attack last night was", "2023-07-28TNI"),
    ],
)
def test_clock_times_and_parts_of_the_day(text: str, value: str) -> None:
    found = find_times(text, PUBLISHED)[0]
    assert (found.type, found.value) == ("TIME", value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 1992-1994", ["1992=1992", "1994=1994"]),
        ("in 1992-94", ["1992=1992", "94=1994"]),
        ("between 1939 and 1941", ["1939=1939", "1941=1941"]),
        (
            "between 12 and 14 March 1914",
            ["12=1914-03-12", "14 March 1914=1914-03-14"],
        ),
        ("on March 5-9, 1918", ["March 5=1918-03-05", "9, 1918=1918-03-09"]),
        ("on May 6 and 7th,", ["May 6=2023-05-06", "7th=2023-05-07"]),
        ("the revolt (499-493 BC)", ["499=BC0499", "493 BC=BC0493"]),
        ("from 264 to 241 BC", ["264=BC0264", "241 BC=BC0241"]),
        ("the coast (May-August 1950)", ["May=1950-05", "August 1950=1950-08"]),
        ("over the years 1751-1777", ["1751=1751", "1777=1777"]),
        ("on March 5 and 6", ["March 5=2023-03-05", "6=2023-03-06"]),
        ("on Oct. 5 or 6.", ["Oct. 5=2023-10-05", "6=2023-10-06"]),
        ("on March 5 and 6 ships left", ["March 5=2023-03-05"]),
        ("on March 5 and 6 people", ["March 5=2023-03-05"]),
    ],
)
def test_ranges_are_two_times(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_a_range_shares_its_last_year() -> None:
    assert values("from late Sept. to early Nov. 2020", None)[-1] == "early Nov. 2020=2020-11"


@pytest.mark.parametrize(
    "text",
    [
        "about 2,000 people",
        "some 1990 tanks",
        "Resolution No 1990",
        "it cost $1990",
        "he may leave",
        "they march on",
        "The Sun rose",
        "the March on the capital",
        "the May government",
        "in the low 300s",
        "He said that Sun was late",
        'on the programme "This Week" he said',
        "The 1500 soldiers",
        "The 2000 workers",
        "the second officer",
        "the 52-year-old farmer",
        "three quarters of the land",
        "from 1000 to 2000 places",
        "on 31 February 2020x",
    ],
)
def test_numbers_and_words_that_only_look_like_times(text: str) -> None:
    assert [v for v in values(text) if not v.startswith("February")] == []


def test_a_full_stop_is_not_part_of_a_month() -> None:
    text = "It began in May 1990. It ended in June. Nobody knew."
    assert [text[f.start : f.end] for f in find_times(text)] == ["May 1990", "June"]


def test_an_abbreviation_keeps_its_full_stop() -> None:
    text = "It began in Sept. and went on"
    assert [text[f.start : f.end] for f in find_times(text)] == ["Sept."]


WORDS = st.sampled_from(
    str.split(
        "the of in on at 5 1990 two hundred Monday May March 12 , . - – ( ) a per year years "
        "day ago "
        "last next early late ٣٤ ² 10^400 IV 1,,2 00:00 a.m. 99/99/9999 2020-02-30 31 February "
        "BC 0 "
        "to and half third quarter 's 'em 1e400 9999 0000 9999-12-31 tomorrow 21st 99th 99999 "
        "decades "
        "century later every week night \n\n Easter Christmas BC 44 fiscal '99 1990s",
        " ",
    )
)
REFERENCES = st.sampled_from([None, "0001-01-01", "9999-12-31", "2023", "2023-07-29", "nonsense"])


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)),
    REFERENCES,
    st.booleans(),
)
def test_never_raises_and_spans_are_ordered(
    text: str, reference: str | None, narrative: bool
) -> None:
    position = 0
    for found in find_times(text, reference, narrative=narrative):
        assert position <= found.start < found.end <= len(text)
        position = found.end


@pytest.mark.parametrize(
    "unit", ["1", "1,", " ", ",", "\n", "the ", "May ", "1-", "12:", "twenty-"]
)
def test_takes_time_in_proportion_to_the_text(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    started = time.process_time()
    find_times(text, PUBLISHED)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He plans to leave on Thursday.", "2023-08-03"),
        ("She attended a rally Thursday by media workers.", "2023-07-27"),
        ("United crews arrived Thursday.", "2023-07-27"),
        ("The dam was to be repaired by Thursday.", "2023-08-03"),
        ("It will be released Thursday.", "2023-08-03"),
        ("last Oct. 23 it burned", "2022-10-23"),
        ("in the week of March 6", "2023-W10"),
        ("a loss in the year-ago third quarter", "2022-Q3"),
        ("each July the river rises", "XXXX-07"),
        ("every spring it floods", "XXXX-SP"),
    ],
)
def test_words_around_a_date_decide_which_it_is(text: str, value: str) -> None:
    assert one(text).value == value


@pytest.mark.parametrize(
    ("text", "span", "value", "mod"),
    [
        ("It lasted only 14 days.", "14 days", "P14D", None),
        ("It opened in late-November.", "late-November", "2022-11", "END"),
        ("It took 2 1/2 years.", "2 1/2 years", "P2Y6M", None),
        ("It lasted a year and a half.", "a year and a half", "P1Y6M", None),
        ("It took 1.5 years.", "1.5 years", "P1Y6M", None),
        ("It took two to three weeks.", "two to three weeks", "P2W", "EQUAL_OR_MORE"),
        ("It took one or two years.", "one or two years", "P1Y", "EQUAL_OR_MORE"),
        ("a decades-long dispute", "decades-long", "PXDE", None),
        ("for another seven months", "another seven months", "P7M", None),
        ("It took two years or so.", "two years or so", "P2Y", None),
    ],
)
def test_lengths_halves_and_ranges(text: str, span: str, value: str, mod: str | None) -> None:
    found = one(text)
    assert (text[found.start : found.end], found.value, found.mod) == (span, value, mod)


@pytest.mark.parametrize(
    "text",
    [
        "He is 52 years old.",
        "Good evening, he said.",
        "He told USA Today that it fell.",
        "This time it held.",
        "on a recent visit",
    ],
)
def test_no_times(text: str) -> None:
    assert values(text) == []


def test_a_bare_weekday_is_counted_from_the_day_of_publication() -> None:
    found = find_times("It fell on 2 August 1988. He said so on Tuesday.", PUBLISHED)[-1]
    assert (found.value, found.anchor) == ("2023-07-25", PUBLISHED)
