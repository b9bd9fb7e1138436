"""The words that a filler covers: what "the same span" means in the figures for single spans.

As in the measurements that Sayso's goals for single spans come from: a token is a run of letters,
digits and underscores, or one other character that is no white space; of a filler count its words,
tokens of the first kind, so that a quotation mark or a comma at its border and a break between two
of its segments cost nothing. Of one without words ("said:" has the cue ":") its other tokens count.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from sayso.rows import Span

TOKEN = re.compile(r"(\w+)|[^\w\s]")


class Words:
    """The tokens of one text."""

    def __init__(self, text: str) -> None:
        found = list(TOKEN.finditer(text))
        self.start = [one.start() for one in found]
        self.end = [one.end() for one in found]
        self.named = [one[1] is not None for one in found]

    def of(self, filler: Iterable[Span]) -> frozenset[int]:
        """Where each word begins that lies in a filler, wholly or in part, in code points."""
        inside = [
            at
            for span in filler
            for at in range(bisect_right(self.end, span.start), bisect_left(self.start, span.end))
        ]
        words = frozenset(self.start[at] for at in inside if self.named[at])
        return words or frozenset(self.start[at] for at in inside)


__all__ = ["Words"]
