"""What a format's reader hands over: a text, and the metadata that came with it."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.rows import PublishedFrom


@dataclass(frozen=True, slots=True)
class Page:
    """The frozen text of an article and what its format says about it, before the text is asked."""

    text: str
    encoding: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    """As the format gives it; ``read`` makes it an ISO date or a warning."""
    published_from: PublishedFrom = "metadata"
    weak: bool = False
    """The metadata is a guess of the program that made the file: the text's own word goes first."""
    warnings: tuple[str, ...] = ()
