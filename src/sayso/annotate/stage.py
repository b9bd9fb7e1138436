"""What a stage is: a named, versioned step from the rows of one document to more of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sayso.errors import StageOrderError
from sayso.rows import (
    Attribution,
    Entity,
    Mention,
    Naming,
    Phrase,
    Place,
    Quantity,
    Sentence,
    Time,
    Voice,
)

if TYPE_CHECKING:  # the ledger reads Annotations and must not wait for spaCy
    from sayso.annotate.parse import Parsed

Table = Literal[
    "sentences",
    "times",
    "quantities",
    "mentions",
    "entities",
    "places",
    "attributions",
    "voices",
    "phrases",
    "namings",
]


@dataclass(frozen=True, slots=True)
class Annotations:
    """The rows of one document; stages fill it from left to right. Each tuple is in text order."""

    sentences: tuple[Sentence, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    """Entities of this document alone; ``link`` joins them across documents."""
    places: tuple[Place, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    voices: tuple[Voice, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    namings: tuple[Naming, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of annotate. ``run`` is pure: the same parse and rows give the same rows.

    ``version`` is changed whenever the output may change, so that a ledger knows what is stale.
    """

    name: str
    version: str
    needs: tuple[Table, ...]
    makes: tuple[Table, ...]
    run: Callable[[Parsed, Annotations], Annotations]


def check_order(stages: Sequence[Stage]) -> None:
    """Raise ``StageOrderError`` if a stage needs a table that no stage before it makes."""
    made: set[Table] = set()
    for stage in stages:
        missing = [table for table in stage.needs if table not in made]
        if missing:
            raise StageOrderError(
                f"stage {stage.name} needs {', '.join(missing)}, which no stage before it makes"
            )
        made.update(stage.makes)
