"""The tables that hold the rows of one document: which row type each holds, and how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.ledger.fold import fold
from sayso.ledger.rowmap import Value, columns, values
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

if TYPE_CHECKING:
    from sayso.annotate.stage import Annotations

Row = Sentence | Time | Quantity | Mention | Entity | Place | Attribution | Voice | Phrase | Naming


@dataclass(frozen=True, slots=True)
class InDocument:
    """A table with the rows of one field of ``Annotations``."""

    name: str
    field: str
    row: type[Row]

    @property
    def lead(self) -> tuple[str, ...]:
        """The columns before the row's own."""
        return ("doc", "position") if self.row is Entity else ("position",)

    @property
    def insert(self) -> str:
        """The statement that takes one of ``records``."""
        more = ("folded",) if self.row is Entity else ()
        return insertion(self.name, (*self.lead, *columns(self.row), *more))

    def records(self, doc: str, annotations: Annotations) -> Iterator[tuple[Value, ...]]:
        """What ``insert`` puts into the table for the document."""
        rows: Sequence[Row] = getattr(annotations, self.field)
        for position, row in enumerate(rows):
            if isinstance(row, Entity):
                yield (doc, position, *values(row), names_folded(row))
            else:
                yield (position, *values(row))


IN_DOCUMENT = (
    InDocument("sentences", "sentences", Sentence),
    InDocument("times", "times", Time),
    InDocument("quantities", "quantities", Quantity),
    InDocument("mentions", "mentions", Mention),
    InDocument("local_entities", "entities", Entity),
    InDocument("places", "places", Place),
    InDocument("attributions", "attributions", Attribution),
    InDocument("voices", "voices", Voice),
    InDocument("phrases", "phrases", Phrase),
    InDocument("namings", "namings", Naming),
)


def insertion(table: str, names: Sequence[str], verb: str = "INSERT") -> str:
    """An SQL statement that puts one record into a table."""
    return f"{verb} INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def names_folded(entity: Entity) -> str:
    """All names of an entity as search compares them."""
    names = dict.fromkeys([entity.name, *(alias.name for alias in entity.aliases)])
    return "|".join(filter(None, map(fold, names)))
