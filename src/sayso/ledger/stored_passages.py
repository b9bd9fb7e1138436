"""Passages in their tables: of one that is there already, only what changed is written.

A passage may have thousands of members and get one more. Members are in the order of their
``position``, with room between two for those that come later.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.codec import encode
from sayso.ledger.rowmap import Value, columns, dumps, values
from sayso.ledger.tables import insertion
from sayso.rows import Passage, PassageMember

ROOM = 1 << 20
"""Positions between two members at first: twenty may come one by one in the worst of places."""

Member = tuple[Value, ...]
_MEMBER = columns(PassageMember)


class Placed(NamedTuple):
    """A member as ``columns(PassageMember)``, and where among the others it stands."""

    position: int
    member: Member


def write(connection: sqlite3.Connection, passage: Passage) -> None:
    """Write a passage in place of what is stored with its id."""
    connection.execute(
        "INSERT INTO passages VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET wordings = ?2 "
        "WHERE wordings != ?2",
        (passage.id, dumps(encode(passage.wordings))),
    )
    stored = _stored(connection, passage.id)
    members = [tuple(values(member)) for member in passage.members]
    if [one.member for one in stored] != members:
        _write_members(connection, passage.id, stored, members)


def _stored(connection: sqlite3.Connection, passage: str) -> list[Placed]:
    sql = (
        f"SELECT position, {', '.join(_MEMBER)} FROM passage_members WHERE passage = ? "
        "ORDER BY position"
    )
    return [Placed(record[0], record[1:]) for record in connection.execute(sql, (passage,))]


def _write_members(
    connection: sqlite3.Connection,
    passage: str,
    stored: Sequence[Placed],
    members: Sequence[Member],
) -> None:
    placed = placings(stored, members)
    gone = set(stored).difference(placed)
    came = set(placed).difference(stored)
    connection.executemany(
        "DELETE FROM passage_members WHERE passage = ? AND position = ?",
        ((passage, one.position) for one in gone),
    )
    connection.executemany(
        insertion("passage_members", ("passage", "position", *_MEMBER)),
        ((passage, one.position, *one.member) for one in sorted(came)),
    )


def placings(stored: Iterable[Placed], members: Sequence[Member]) -> list[Placed]:
    """The members with positions: those they have, and others between if there is room."""
    at = {member: position for position, member in stored}
    anchors = [(index, at[member]) for index, member in enumerate(members) if member in at]
    first, low = anchors[0] if anchors else (0, 0)
    last, high = anchors[-1] if anchors else (0, 0)
    anchors.insert(0, (-1, low - ROOM * (first + 1)))
    anchors.append((len(members), high + ROOM * (len(members) - last)))
    positions = [
        low + (high - low) * step // (after - before)
        for (before, low), (after, high) in pairwise(anchors)
        for step in range(1, after - before + 1)
    ][: len(members)]
    if any(one >= other for one, other in pairwise(positions)):
        positions = [index * ROOM for index in range(len(members))]
    return [Placed(*both) for both in zip(positions, members, strict=True)]
