"""The periods of reports: which quarter is meant, and what it is compared with."""

from __future__ import annotations

import pytest

from sayso.annotate.times import find_times

PUBLISHED = "2021-11-04"


def last(text: str) -> str | None:
    return find_times(text, PUBLISHED)[-1].value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Third-quarter profit rose to $4 million from $3 million a year ago.", "2020-Q3"),
        ("Sales rose in the quarter, and in the nine months beat a year earlier.", "2020"),
        ("In the third quarter Arden Mills lost money. Year-earlier profit was $2.", "2020-Q3"),
        ("In the first nine months it lost money. The year-earlier profit was $2.", "2020"),
        ("Profit fell, the company said. The year-earlier profit was $2.", "2020"),
        (
            "For the latest quarter it earned $2, against $3 in the same period last year.",
            "2020-Q3",
        ),
        ("Exports rose from those of the same quarter last year.", "2020-Q3"),
        ("The old quarter is quiet. The quarter burned a year ago.", "2020"),
        ("Visits fell in July. In the same period last year they rose.", "2020"),
        ("In the third quarter it lost money. In the year-ago second quarter", "2020-Q2"),
    ],
)
def test_a_report_is_compared_with_the_period_it_speaks_of(text: str, value: str) -> None:
    assert last(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It earned $5 in the latest quarter.", "2021-Q3"),
        ("It earned $5 in its fiscal first quarter. Sales in the latest period", "2021-Q1"),
        ("It earned $5 in its fourth quarter ended Sept. 30. In the 2020 period", "2020-Q4"),
        ("It earned $5 in the nine months. In the 2020 period", "2020"),
        ("It earned $5 in its fiscal first quarter. Third-quarter sales of all", "2021-Q3"),
    ],
)
def test_a_report_names_its_own_quarter(text: str, value: str) -> None:
    assert last(text) == value


def test_a_quarter_ended_is_the_one_that_holds_most_of_it() -> None:
    found = find_times("In the quarter ended July 31 it lost money.", PUBLISHED)
    assert [time.value for time in found] == ["2021-Q2", "2021-07-31"]


def test_a_comparison_of_quarters_is_no_quarter() -> None:
    assert find_times("The quarter-to-quarter comparison is hard.", PUBLISHED) == []


def test_a_story_of_its_own_time_has_no_reports() -> None:
    text = "In May 1902 the latest quarter was lost."
    assert [time.value for time in find_times(text, narrative=True)] == ["1902-05"]


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("Over the past three years it grew.", "2020-07-29", "2023-07-29"),
        ("It lasted the last two weeks.", "2023-07-15", "2023-07-29"),
        ("In the next six months it may end.", "2023-07-29", "2024-01-29"),
        ("In the last three years of the war it grew.", None, None),
    ],
)
def test_lengths_up_to_now_cover_days(text: str, begin: str | None, end: str | None) -> None:
    (found,) = find_times(text, "2023-07-29")
    assert (found.type, found.begin, found.end_day) == ("DURATION", begin, end)
    assert found.anchor == (begin and "2023-07-29")


def test_lengths_up_to_an_unknown_day_cover_none() -> None:
    (found,) = find_times("Over the past three years it grew.")
    assert (found.value, found.begin, found.end_day, found.anchor) == ("P3Y", None, None, None)


def test_a_number_that_counts_after_and_is_no_year() -> None:
    assert find_times("They burned 2019 houses and 1914 barns.") == []
    found = find_times("In 1992 and 1994 elections were held.")
    assert [time.value for time in found] == ["1992", "1994"]
