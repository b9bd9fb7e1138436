"""Sayso keeps the record of a contested subject: who said what, when, and on whose word.

::

    import sayso

    document = sayso.read("dispatch.html")
    rows = sayso.annotate(document)
    for attribution in rows.attributions:
        print(document.text[slice(*attribution.cue)])

    with sayso.Ledger.open("war.ledger") as ledger:
        for quote in ledger.quotes(speaker="Ministry"):
            print(quote.speaker, quote.content)

Heavy parts are imported when they are first used, so that ``import sayso`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

# The packages come first: an import of a package binds its name here, and ``read`` and
# ``annotate`` shall be the functions.
import sayso.annotate
import sayso.read  # noqa: F401
from sayso.codec import decode, encode
from sayso.errors import SaysoError
from sayso.facade import annotate, read
from sayso.rows import (
    Attribution,
    Decision,
    Document,
    Entity,
    Mention,
    Passage,
    Place,
    Problem,
    Quantity,
    Sentence,
    Span,
    Time,
    Voice,
)

if TYPE_CHECKING:
    from sayso.annotate.stage import Annotations
    from sayso.ledger import Ledger

__all__ = [
    "Annotations",
    "Attribution",
    "Decision",
    "Document",
    "Entity",
    "Ledger",
    "Mention",
    "Passage",
    "Place",
    "Problem",
    "Quantity",
    "SaysoError",
    "Sentence",
    "Span",
    "Time",
    "Voice",
    "annotate",
    "decode",
    "encode",
    "read",
]


def __getattr__(name: str) -> object:
    if name == "Ledger":
        from sayso.ledger import Ledger

        return Ledger
    if name == "Annotations":
        from sayso.annotate.stage import Annotations

        return Annotations
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
