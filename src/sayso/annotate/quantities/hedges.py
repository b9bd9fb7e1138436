"""The words that open or soften an amount: "at least", "almost", "or more"."""

from __future__ import annotations

from typing import NamedTuple

from sayso.annotate.quantities.lexicon import AFTER, BEFORE
from sayso.annotate.quantities.tokens import Line

_LAST_WORDS = frozenset(phrase.rpartition(" ")[2] for phrase in BEFORE)
# Words that may stand between a hedge and the amount: "about a fifth", "up to just 5".
_FILLERS = frozenset(("a", "the", "between", "from", "-", "just", "only"))


class Hedge(NamedTuple):
    """A hedge: its words, what it does to the bounds, and the token where it begins or ends."""

    words: str | None
    bound: str | None
    edge: int


def hedge_before(line: Line, first: int) -> Hedge:
    """The hedge before token ``first``; its ``edge`` is where it begins."""
    end = first
    while first - end < 3 and line[end - 1].lower in _FILLERS:
        end -= 1
    for stop in (first, end):
        if line[stop - 1].lower not in _LAST_WORDS:
            continue
        for width in (4, 3, 2, 1):
            words = [line[k].lower for k in range(stop - width, stop)]
            phrase = " ".join(word for word in words if word != "-")
            if words[0] and phrase in BEFORE:
                return Hedge(phrase, BEFORE[phrase], stop - width)
    return Hedge(None, None, first)


def hedge_behind(line: Line, last: int) -> Hedge:
    """The hedge behind an amount that ends at token ``last``; its ``edge`` is where it ends."""
    for width in (2, 1):
        phrase = " ".join(line[k].lower for k in range(last, last + width))
        if phrase in AFTER and (phrase != "plus" or line[last + 1].kind != "figure"):
            return Hedge(phrase, AFTER[phrase], last + width)
    return Hedge(None, None, last)
