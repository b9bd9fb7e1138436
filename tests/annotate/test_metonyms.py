"""Capitals that act are their state; capitals where something lies are cities."""

from __future__ import annotations

import pytest
from test_mentions import Read


@pytest.mark.parametrize(
    "text",
    [
        "France has many rivers. Paris rejected the offer on Monday.",
        "France has many rivers. Relations between Paris and Vaduz have plunged.",
        "France has many rivers. The road is closed, according to Paris.",
        "France has many rivers. The envoys accused Paris of delays.",
        "France has many rivers. The plan was rejected by Paris.",
        "France has many rivers. They spoke of Paris's refusal.",
    ],
)
def test_a_capital_that_acts_is_its_state(text: str) -> None:
    assert Read(text).meant("Paris") == "France"


@pytest.mark.parametrize(
    "text",
    [
        "France has many rivers. The envoys met in Paris on Monday.",
        "France has many rivers. The road to Paris was closed.",
        "France has many rivers. Paris lies on one of them.",
    ],
)
def test_a_capital_that_lies_somewhere_is_a_city(text: str) -> None:
    assert Read(text).meant("Paris") == "Paris"


def test_a_capital_whose_state_is_not_named_stays_itself() -> None:
    assert Read("Paris rejected the offer on Monday.").meant("Paris") == "Paris"


def test_the_seat_of_a_union_of_states_is_not_taken_for_one_of_them() -> None:
    read = Read("Belgium has many rivers. Brussels rejected the offer on Monday.")
    assert read.meant("Brussels") == "Brussels"


def test_the_state_is_not_called_like_its_capital() -> None:
    read = Read("France has many rivers. Paris rejected the offer. The envoys met in Paris.")
    assert [alias.name for alias in read.entity("France").aliases] == ["France"]
    assert [alias.count for alias in read.entity("Paris").aliases] == [1]
