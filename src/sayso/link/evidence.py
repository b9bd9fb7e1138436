"""Why the entities of several documents are taken for one: the row that a ledger keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

JoinKind = Literal["given", "spelling", "short", "acronym", "kind"]
"""``given``: a text itself gives both names. ``spelling``: one name in two spellings. ``short``: a
part of a name. ``acronym``: its initials. ``kind``: one name, taken for another kind of thing."""
EvidenceKind = JoinKind | Literal["name", "place"]
"""``name``: texts that give the same name. ``place``: texts that mean the same place."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason, and how many documents it joins."""

    kind: EvidenceKind
    why: str
    documents: int
