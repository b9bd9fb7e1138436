"""Members of a passage keep their places when others come."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger.stored_passages import ROOM, Member, Placed, placings


def member(number: int) -> Member:
    return (f"d{number}", 0, 10, "w")


NUMBERS = st.lists(st.integers(0, 40), unique=True, max_size=25)


@given(NUMBERS, NUMBERS)
@settings(max_examples=200)
def test_positions_are_in_the_order_of_the_members(before: list[int], now: list[int]) -> None:
    stored = placings([], [member(number) for number in before])
    members = [member(number) for number in now]
    placed = placings(stored, members)
    assert [one.member for one in placed] == members
    assert all(one.position < other.position for one, other in pairwise(placed))


@given(st.integers(0, 10))
def test_one_that_comes_between_moves_none(at: int) -> None:
    stored = placings([], [member(number) for number in range(10)])
    members = [one.member for one in stored]
    members.insert(at, member(99))
    assert set(stored) < set(placings(stored, members))


def test_where_there_is_no_room_all_get_new_places() -> None:
    stored = [Placed(0, member(0)), Placed(1, member(1))]
    placed = placings(stored, [member(0), member(2), member(1)])
    assert [one.position for one in placed] == [0, ROOM, 2 * ROOM]
