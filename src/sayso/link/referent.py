"""Who or what has several names: the row that a ledger keeps, and who stands in for an outlet."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from sayso.rows import EntityKind


@dataclass(frozen=True, slots=True)
class Referent:
    """Who or what has several names, and how unevenly they are used."""

    id: str
    name: str
    kind: EntityKind
    names: int
    """How many different names it has."""
    count: int
    documents: int
    origins: int
    """How many independent texts name it."""
    telling: float
    """How far the division of the names over outlets and speakers is from chance, in standard
    deviations; 0 where there is nothing to divide."""


def site_of(url: str) -> str | None:
    """The host of a web address without "www.": who publishes there may be somebody else."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
