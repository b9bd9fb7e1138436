"""Which of two days or years is meant: what the words around an expression say."""

from __future__ import annotations

import pytest

from sayso.annotate.times import find_times

PUBLISHED = "2023-07-29"  # a Saturday


def last(text: str, reference: str = PUBLISHED) -> str | None:
    return find_times(text, reference)[-1].value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The offer had been due to expire on Friday.", "2023-07-28"),
        ("The vote had been scheduled for Friday.", "2023-07-28"),
        ("The offer is due to expire on Friday.", "2023-08-04"),
        ("Two of the nine had filed reports by Wednesday.", "2023-07-26"),
        ("The reports must be filed by Wednesday.", "2023-08-02"),
        ("They would look for ways around Wednesday's ruling.", "2023-07-26"),
        ("Wednesday's talks will be about the dam.", "2023-08-02"),
        ("They expect Wednesday's talks to fail.", "2023-08-02"),
        ("They will choose a mayor in Wednesday's election.", "2023-08-02"),
        ("Teachers planned a march through the old town on Tuesday.", "2023-08-01"),
        ("Teachers planned the march that failed on Tuesday.", "2023-07-25"),
        ("On Tuesday the Union of Teachers and Nurses of the North plans to strike.", "2023-08-01"),
        ("A bonus will be paid on a still unspecified date in October.", "2023-10"),
        ("She resigned, effective Feb. 1.", "2024-02-01"),
    ],
)
def test_the_words_around_say_whether_it_has_been(text: str, value: str) -> None:
    assert last(text) == value


def test_a_month_told_does_not_draw_a_day_away_from_the_published_one() -> None:
    assert last("It recalled the truce of July 2011. The mill burned on July 10.") == "2023-07-10"


def test_a_day_to_come_supports_none_that_the_words_put_in_the_past() -> None:
    text = "The loan is due by February. Arden Mills bought the dam in February."
    assert last(text, "2023-10-30") == "2023-02"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Friday was calm. Losses overnight hurt. It fell from the previous Friday.", "2023-07-21"),
        ("It began at about 10:35 a.m. (0735 GMT) Friday.", "2023-07-28"),
    ],
)
def test_what_stands_between_does_not_move_the_day(text: str, value: str) -> None:
    assert last(text) == value


def test_a_clock_time_takes_its_day_across_an_aside() -> None:
    found = find_times("It began at about 10:35 a.m. (0735 GMT) Friday.", PUBLISHED)
    assert [time.value for time in found] == ["2023-07-28T10:35", "2023-07-28"]
