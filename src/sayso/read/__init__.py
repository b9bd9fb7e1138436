"""Bytes to Document: one module a format.

``sources`` finds what there is to read, ``read`` makes a document of one receipt, ``layout`` tells
its headline, datelines, paragraphs and site furniture apart.
"""

from sayso.read.layout import Block, BlockKind, layout
from sayso.read.receipt import Format, Given, Receipt
from sayso.read.sources import sources
from sayso.rows import Document, Problem

__all__ = ["Block", "BlockKind", "Format", "Given", "Receipt", "layout", "read", "sources"]


def read(receipt: Receipt) -> tuple[Document, tuple[Problem, ...]]:
    """The document in ``receipt``, and what should be known about how it was read.

    Raises ``ReadError`` when nothing can be made of it; the message says what to do.
    """
    # Imported here so that what only lists sources, or prints a help text, stays quick.
    from sayso.read.reader import read as read_receipt

    return read_receipt(receipt)
