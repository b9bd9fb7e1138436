"""The words that open or soften an amount: "at least", "almost", "or more"."""

from __future__ import annotations

from typing import NamedTuple

from sayso.annotate.quantities.lexicon import AFTER, BEFORE, words
from sayso.annotate.quantities.tokens import Line

_LAST_WORDS = frozenset(phrase.rpartition(" ")[2] for phrase in BEFORE)
# Words that may stand between a hedge and the amount: "about a fifth", "up to just 5".
_FILLERS = frozenset(("a", "the", "between", "from", "-", "just", "only", "another"))


# What is followed by the preposition: "we know about three people".
_ABOUT = words(
    "know knew known talk talks talked talking speak speaks spoke speaking ask asked think thought "
    "hear heard learn learned write wrote worry worried concern concerned question questions "
    "details information story stories something anything what how specifically"
)


class Hedge(NamedTuple):
    """A hedge: its words, what it does to the bounds, and the token where it begins or ends."""

    words: str | None
    bound: str | None
    edge: int


def hedge_before(line: Line, first: int) -> Hedge:
    """The hedge before token ``first``; its ``edge`` is where it begins."""
    end = first
    if line[end - 1].lower == "of" and line[end - 2].lower == "total":  # "a total of 50"
        end -= 2
    while first - end < 3 and line[end - 1].lower in _FILLERS:
        end -= 1
    for stop in (first, end):
        hedge = _ending(line, stop)
        if hedge.bound == "near":  # "up to about 50"
            outer = _ending(line, hedge.edge)
            return outer if outer.bound in ("over", "under") else hedge
        if hedge.bound:
            return hedge
    return Hedge(None, None, first)


def _ending(line: Line, stop: int) -> Hedge:
    """The longest hedge whose last word stands before token ``stop``."""
    if line[stop - 1].lower in _LAST_WORDS:
        for width in (4, 3, 2, 1):
            before = [line[k].lower for k in range(stop - width, stop)]
            phrase = " ".join(word for word in before if word != "-")
            if phrase == "about" and line[stop - 2].lower in _ABOUT:
                break
            if before[0] and phrase in BEFORE:
                return Hedge(phrase, BEFORE[phrase], stop - width)
    return Hedge(None, None, stop)


def hedge_behind(line: Line, last: int) -> Hedge:
    """The hedge behind an amount that ends at token ``last``; its ``edge`` is where it ends."""
    if line[last].text == "-" and line[last + 1].lower == "odd":
        return Hedge("odd", AFTER["odd"], last + 2)
    for width in (2, 1):
        phrase = " ".join(line[k].lower for k in range(last, last + width))
        adds = phrase in ("plus", "+") and line[last + 1].kind == "figure"
        if phrase in AFTER and phrase != "odd" and not adds:
            return Hedge(phrase, AFTER[phrase], last + width)
    return Hedge(None, None, last)
