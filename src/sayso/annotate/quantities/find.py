"""Find quantities in a text: amount, bounds, unit and what is counted, in one pass."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sayso.annotate.quantities.amounts import amount, exact
from sayso.annotate.quantities.hedges import Hedge, hedge_before, hedge_behind
from sayso.annotate.quantities.lexicon import units, words
from sayso.annotate.quantities.names import COMMON, LARGEST, Names
from sayso.annotate.quantities.pieces import Piece, piece
from sayso.annotate.quantities.tokens import Line, cut
from sayso.annotate.quantities.trends import trend

_DETERMINERS = words("the its their his her all these those")
_PEOPLE = words("people men women children police")
# Words in -s that are no plurals, and others that end what is counted.
_NO_PLURALS = words(
    "versus across less unless besides perhaps always afterwards towards plus does gets says "
    "against per out strong more than whose"
)
# Whose age a bare number gives: "children under 5", "those over 65".
_AGED = words(
    "children kids adults people persons men women boys girls those anyone everyone someone youths "
    "babies infants pupils males females"
)
_LINKS = frozenset(("to", "-", "–", "—"))
OLDEST = 120
_STOPS = _NO_PLURALS | COMMON
"""Years of age that a number between commas behind a name can mean."""


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity of a text; offsets in code points.

    ``low`` and ``high`` are inclusive hulls: "more than 100" is [100, null], "at least 70" is
    [70, null], "up to 5" and "almost 20" are [null, 5] and [null, 20], "about 20" is [20, 20],
    "hundreds" is [200, null], for a plural is two at least; whether the bound itself is meant,
    the hedge tells. A share is given in per cent: "a fifth" is [20, 20] with unit %.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str | None = None
    hedge: str | None = None
    bound: str | None = None
    """What the hedge does: over, under, short, near; None without one."""
    of: tuple[int, int] | None = None
    share: bool = False
    trend: str | None = None
    """up or down, when the amount is a change ("rose 3%")."""


def find_quantities(text: str, taken: Iterable[tuple[int, int]] = ()) -> list[FoundQuantity]:
    """The quantities of ``text`` in text order and without overlap.

    ``taken`` are spans that are no quantities, such as dates and clock times.
    """
    return Finder(cut(text), sorted(taken)).run()


class Finder:
    """One pass over the tokens of one text."""

    def __init__(self, line: Line, taken: list[tuple[int, int]]) -> None:
        self.line = line
        self.taken = taken
        self.names = Names(line)

    def run(self) -> list[FoundQuantity]:
        """Read from the first token to the last."""
        found: list[FoundQuantity] = []
        index, starts = 0, units().starts
        while index < len(self.line.tokens):
            token = self.line.tokens[index]
            if (token.kind != "figure" and token.lower not in starts) or self._taken(index):
                index += 1
                continue
            first = piece(self.line, index)
            if first is None:
                index += 1
            elif self.names.hold(first):
                index = first.last
            else:
                first, second = self._range(first)
                found.append(self._found(first, second, found[-1] if found else None))
                index = (second or first).last
        return found

    def _taken(self, index: int) -> bool:
        token = self.line[index]
        at = bisect_right(self.taken, (token.end,)) - 1
        return at >= 0 and self.taken[at][0] < token.end and token.start < self.taken[at][1]

    def _range(self, first: Piece) -> tuple[Piece, Piece | None]:
        """The second end of a range: "18-20", "5 to 7", "between 5% and 6%", "from 20 to 29"."""
        link, opened = self.line[first.last].lower, self._opened(first)
        if link not in _LINKS and not (link == "and" and opened == "between"):
            return (self._either(first) if link == "or" else first), None
        second = piece(self.line, first.last + 1)
        if second is None or self._taken(second.first) or second.amount.value > LARGEST:
            return first, None
        if first.amount.share or second.amount.share or not _alike(first, second, opened):
            return first, None
        low, high = first.amount.value, second.amount.value
        if second.amount.scaled and not first.amount.scaled and low < 1000:
            low *= high / (self._unscaled(second) or 1)
        if link == "to" and self.line[first.first - 1].lower == "by":  # "rose by 14 to 84"
            return first, None
        worded = link in ("to", "and") and (opened or second.unit)  # but "by 55 to 44"
        if low >= high and not worded:
            return first, None
        return replace(first, amount=replace(first.amount, low=low)), second

    def _either(self, first: Piece) -> Piece:
        """ "10 or 20 million euros": the first has the magnitude and the unit of the second."""
        second = piece(self.line, first.last + 1)
        if second is None or first.unit or first.amount.scaled or first.amount.share:
            return first
        if second.amount.value > LARGEST:
            return first
        low, plain = first.amount.value, self._unscaled(second)
        if not low < plain <= 2 * low or second.amount.share:
            return first
        low = exact(low * second.amount.value / plain)
        return replace(first, unit=second.unit, amount=replace(first.amount, low=low, high=low))

    def _unscaled(self, second: Piece) -> float:
        """The number without its magnitude: 5 of "5 billion"."""
        at = second.amount.first
        plain = amount(Line(self.line.text, self.line.tokens[at : at + 1]), 0)
        return plain.value if plain else second.amount.value

    def _opened(self, first: Piece) -> str | None:
        """The "between" or "from" that opens a range, if one stands before."""
        before = [self.line[first.first - back].lower for back in (1, 2, 3)]
        return next((word for word in before if word in ("between", "from")), None)

    def _found(
        self, first: Piece, second: Piece | None, previous: FoundQuantity | None
    ) -> FoundQuantity:
        opening = hedge_before(self.line, first.first)
        closing = hedge_behind(self.line, (second or first).last)
        hedge, last = opening, (second or first).last
        if hedge.bound is None and closing.bound:
            hedge, last = closing, closing.edge
        if hedge.bound is None and previous and self._converts(first.first, previous):
            hedge = Hedge(previous.hedge, previous.bound, first.first)
        low, high, unit = self._bounds(first, second)
        change = trend(self.line, opening.edge, self._sign(first.first), unit)
        return FoundQuantity(
            self.line[first.first].start,
            self.line[last - 1].end,
            None if hedge.bound in ("under", "short") else low,
            None if hedge.bound == "over" else high,
            unit,
            hedge.words,
            hedge.bound,
            self._counted(last, unit),
            first.amount.share,
            change or self._same_change(first.first, previous),
        )

    def _bounds(
        self, first: Piece, second: Piece | None
    ) -> tuple[float | None, float | None, str | None]:
        """Low, high and unit before the hedge opens one of them."""
        sign = self._sign(first.first)
        low, high = _times(sign, first.amount.low), _times(sign, first.amount.high)
        unit = (second.unit if second else None) or first.unit
        if second:
            high = second.amount.high
        if low is not None and high is not None:
            low, high = min(low, high), max(low, high)
        if first.amount.share and unit is None:
            return _times(100, low), _times(100, high), "%"
        if unit is None and self._age(first, (second or first).last):
            unit = "year"
        return low, high, unit

    def _converts(self, first: int, previous: FoundQuantity) -> bool:
        """ "100 kilometers (60 miles)": the amount in brackets is the same one, hedge and all."""
        mark = self.line[first - 1]
        return mark.text in ("(", "/") and 0 <= mark.start - previous.end <= 1

    def _same_change(self, first: int, previous: FoundQuantity | None) -> str | None:
        """ "up 0.25 points, or 0.01%": the second amount is the same change."""
        link = self.line[first - 1]
        if previous is None or link.lower != "or" or link.start - previous.end > 12:
            return None
        return previous.trend

    def _sign(self, first: int) -> float:
        mark = self.line[first - 1]
        if mark.lower == "minus" or (mark.text == "-" and self.line[first - 2].lower == "minus"):
            return -1.0
        glued = mark.text in ("-", "−") and self.line.touches(first)
        return -1.0 if glued and not self.line.touches(first - 1) else 1.0

    def _age(self, first: Piece, last: int) -> bool:
        """ "Mr Ilan, 25, said", "aged 25", "children under 5"."""
        before, after = self.line[first.first - 1], self.line[last]
        if "aged" in (before.lower, self.line[first.first - 2].lower):
            return True
        if before.lower in ("under", "over", "above", "below"):
            whose = self.line[first.first - 2].lower in _AGED
            counts = after.kind == "word" and after.lower.endswith("s")
            return whose and not counts and 0 < first.amount.value < OLDEST
        named = before.text == "," and self.line[first.first - 2].text[:1].isupper()
        return named and after.text in (",", ".", ")") and 0 < first.amount.value < OLDEST

    def _counted(self, last: int, unit: str | None) -> tuple[int, int] | None:
        """What is counted, by a light rule: the words behind, up to the first plural."""
        line, start = self.line, last
        if line[start].lower == "of":
            start += 1
            while line[start].lower in _DETERMINERS:
                start += 1
        elif unit is not None:
            return None
        end = start
        while end - start < 4 and line[end].kind == "word" and line[end].lower not in _STOPS:
            end += 1
            if _plural(line[end - 1].lower):
                return line[start].start, line[end - 1].end
        return None


def _plural(word: str) -> bool:
    possessive = word.endswith(("'s", "’s", "ss"))
    return word in _PEOPLE or (word.endswith("s") and not possessive)


def _alike(first: Piece, second: Piece, opened: str | None) -> bool:
    """ "5 to 7 per cent" is a range; "0.7 per cent to 6,327" and "7% to $2bn" are two amounts."""
    if first.unit in (None, second.unit) or f"{second.unit}".startswith(f"{first.unit}/"):
        return True
    return second.unit is None and bool(opened or first.unit in units().currencies)


def _times(factor: float, value: float | None) -> float | None:
    return None if value is None else exact(factor * value)
