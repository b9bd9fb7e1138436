"""The parts of an article's text: which lines are headline, dateline, byline, body or furniture."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sayso.rows import Document, Span

BlockKind = Literal["title", "header", "dateline", "byline", "paragraph", "furniture"]


class Block(NamedTuple):
    """A stretch of a document with one function. Blocks do not overlap and come in text order."""

    kind: BlockKind
    span: Span


def layout(document: Document) -> tuple[Block, ...]:
    """Split a document's text into blocks; white space between them belongs to none.

    Pure and linear in the text's length; it never raises.
    """
    # Imported here because the modules below need ``Block``.
    from sayso.read.blocks import blocks

    return blocks(document)
