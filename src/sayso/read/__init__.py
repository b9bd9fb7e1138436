"""Bytes to Document: one module a format.

``sources`` finds what there is to read, ``read`` makes a document of one receipt, ``layout`` tells
its headline, datelines, paragraphs and site furniture apart.
"""

from sayso.read.layout import Block, BlockKind, layout
from sayso.read.reader import read
from sayso.read.receipt import Format, Given, Receipt
from sayso.read.sources import sources

__all__ = ["Block", "BlockKind", "Format", "Given", "Receipt", "layout", "read", "sources"]
