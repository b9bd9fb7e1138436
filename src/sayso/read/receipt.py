"""What was received, before anything is made of it: a name, the bytes and what came with them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

Format = Literal["text", "markdown", "html", "pdf", "record", "entry"]
"""``record``: one line of JSON Lines. ``entry``: one item of a feed, as JSON."""


@dataclass(frozen=True, slots=True)
class Given:
    """Metadata that came with the text from outside: the fields of a JSON record or a feed item."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """One article as received. ``identity`` is what makes two receipts the same document.

    For a file these are its bytes; for a record everything but its given id, so that an article
    that comes twice under two names is one document with two names.
    """

    name: str
    data: bytes
    format: Format
    identity: bytes
    given: Given = Given()

    @property
    def sha256(self) -> str:
        """Hex digest of the bytes received."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def doc(self) -> str:
        """The document's id: ``d`` and 16 hex digits of the digest of its identity."""
        return "d" + hashlib.sha256(self.identity).hexdigest()[:16]
