"""What a part of an article's text is."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sayso.rows import Span

BlockKind = Literal["title", "header", "dateline", "byline", "paragraph", "furniture"]


class Block(NamedTuple):
    """A stretch of a document with one function. Blocks do not overlap and come in text order."""

    kind: BlockKind
    span: Span
