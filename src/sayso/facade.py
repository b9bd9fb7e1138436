"""The two functions for someone with one document and no ledger."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sayso.errors import ReadError, StageError
from sayso.rows import Document, Problem

if TYPE_CHECKING:
    from sayso.annotate.stage import Annotations


def read(source: str | os.PathLike[str]) -> Document:
    """Read the one document in the file ``source``.

    Raises ``ReadError`` if it cannot be read, or holds several documents (a feed, JSON Lines:
    ``sayso.read.sources`` gives them one by one).
    """
    from sayso.read import read as read_receipt
    from sayso.read import sources

    items = sources([os.fspath(source)])
    first = next(items, None)
    if first is None:
        raise ReadError(os.fspath(source), "holds no document")
    if isinstance(first, Problem):
        raise ReadError(first.name, first.message)
    if next(items, None) is not None:
        raise ReadError(
            os.fspath(source), "holds several documents; sayso.read.sources gives them one by one"
        )
    return read_receipt(first)[0]


def annotate(document: Document) -> Annotations:
    """The rows of ``document``; entities are those of this document alone.

    Raises ``StageError`` if a stage fails, which is a bug worth reporting.
    """
    from sayso.annotate.pipeline import annotate as annotate_documents

    (annotated,) = annotate_documents([document])
    for problem in annotated.problems:
        raise StageError(document.id, problem.stage, problem.message)
    return annotated.annotations
