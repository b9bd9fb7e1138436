"""What a part of an article's text is."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sayso.rows import Span

BlockKind = Literal["title", "deck", "header", "dateline", "byline", "paragraph", "furniture"]


class Block(NamedTuple):
    """A stretch of a document with one function. Blocks do not overlap and come in text order."""

    kind: BlockKind
    span: Span

    @property
    def is_headline(self) -> bool:
        """The title, or a deck: a line between it and the text that says more of it."""
        return self.kind in ("title", "deck")

    @property
    def is_read(self) -> bool:
        """Whether it is words of the article, and no furniture, header or line of names."""
        return self.is_headline or self.kind == "paragraph"
