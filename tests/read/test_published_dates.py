"""Dates as fields give them and as lines of text state them."""

from __future__ import annotations

import pytest

from sayso.read.dates import Moment, parse_date, stated


@pytest.mark.parametrize(
    ("value", "iso", "precision"),
    [
        ("2031", "2031", "year"),
        ("2031-05", "2031-05", "month"),
        ("2031-05-02", "2031-05-02", "day"),
        ("20310502", "2031-05-02", "day"),
        ("2031-05-02T23:59:59.123+02:00", "2031-05-02", "day"),
        ("2031-05-02 10:00", "2031-05-02", "day"),
        ("Fri, 02 May 2031 23:30:00 -0500", "2031-05-02", "day"),
        ("2 May 2031", "2031-05-02", "day"),
        ("May 2nd, 2031, 10:15 am", "2031-05-02", "day"),
        ("02.05.2031", "2031-05-02", "day"),
        ("31/12/2031", "2031-12-31", "day"),
        ("12/31/2031", "2031-12-31", "day"),
        (" 2031-05-02\n", "2031-05-02", "day"),
    ],
)
def test_a_field_keeps_its_precision(value: str, iso: str, precision: str) -> None:
    assert parse_date(value) == Moment(iso, precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "2031-02-30", "2031-13", "03/04/2031", "May", "99", "0000-00-00", "2" * 5000],
)
def test_what_is_no_date_or_could_be_two_is_unknown(value: str) -> None:
    assert parse_date(value) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("date 2031-05-02 More", "2031-05-02"),
        ("Politics 3 December 2030 12:23 (UTC+04:00)", "3 December 2030"),
        ("July 29, 2033 09:19", "July 29, 2033"),
        ("on Sept. 27, 2030, in Vell", "Sept. 27, 2030"),
        ("on the 1st of May 2031", "1st of May 2031"),
    ],
)
def test_a_full_date_is_found_with_its_words(line: str, words: str) -> None:
    (found,) = stated(line)
    assert line[slice(*found.span)] == words


@pytest.mark.parametrize(
    "line",
    ["31 April 2031", "in May 2031", "May 2", "version 1.2.2031.7", "03/04/2031", "May 32, 2031"],
)
def test_what_is_not_a_day_of_the_calendar_is_not_found(line: str) -> None:
    assert stated(line) == []
