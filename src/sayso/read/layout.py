"""The parts of an article's text: which lines are headline, dateline, byline, body or furniture."""

from __future__ import annotations

from sayso.read.block import Block, BlockKind
from sayso.rows import Document

__all__ = ["Block", "BlockKind", "layout"]


def layout(document: Document) -> tuple[Block, ...]:
    """Split a document's text into blocks; white space between them belongs to none.

    Pure and linear in the text's length; it never raises.
    """
    # Imported here so that what only names blocks, or prints a help text, stays quick.
    from sayso.read.blocks import blocks

    return blocks(document)
