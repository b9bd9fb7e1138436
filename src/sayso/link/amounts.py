"""Two quantities compared as intervals: do they agree, does one revise the other, do they part?

Of DESIGN's relations this gives ``same``, ``hedges`` (the same number, one of the two softened or
left open), ``updates`` and ``contradicts``, and besides them two answers that are no relation:
``compatible`` (the intervals meet, so that both can hold) and ``incomparable``. Whether two
quantities speak of the same thing is for the caller to know; only their units are looked at.

What a number stands for:

* "at least 70", "up to 400", "between 18 and 20" are what they say; "more than" and "fewer than"
  leave their own number out.
* "about n" is a band around n, for how far people let "about" reach depends on how large and how
  round n is (Ferson et al. 2015, International Journal of Approximate Reasoning 57): half a step
  of the scale that n lies on, 20 on tens, 25 on fives, 300 on hundreds (Krifka 2007, "Approximate
  interpretation of number words"). A tenth of n at least, since a hedge makes even an odd number
  approximate (Williams and Power 2013, Pragmatics & Cognition 21), and a quarter at most, lest
  "about 1,000" begin at 500. The tenth and the quarter are set by hand, not fitted.
* "almost n" is the lower half of that band, "just over n" the upper.
* "dozens" and "hundreds" end where the next such word begins, at ten times their least.
* A plain round number may have been rounded (Williams and Power again; Katzir and Ariel, "Don't
  overthink!", Glossa Psycholinguistics, find it read sharp), so "1.5 million" and 1,512,340 are
  compatible. Rounding to two figures errs by 5 % at most, which is all that is allowed. Counts
  below a hundred are taken at their word.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal, NamedTuple

from sayso.annotate.quantities.lexicon import AFTER, BEFORE, factors
from sayso.rows import Quantity

Answer = Literal["same", "hedges", "compatible", "updates", "contradicts", "incomparable"]

LEAST, MOST = 0.10, 0.25
"""The half width of "about n", as parts of n."""
ROUNDED = 0.05
COUNTED = 100
THIRD = 1.0
"""Points of per cent by which what is written for a third differs: 33, 33.3, 33⅓."""
NEXT = 10

_BOUNDS = AFTER | BEFORE
# How the hedges begin that allow their own number ("up to 400" may be 400), and those that stay
# near it.
_INCLUSIVE = (
    *("at ", "no ", "not ", "or ", "and ", "as ", "up to", "a m", "minimum", "maximum"),
    *("plus", "+", "≥", "≤", "starting"),
)
_SLIGHTLY = ("just ", "slightly ", "a little ", "shy of")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer, and why: one phrase made from the two values, the earlier first if known."""

    answer: Answer
    why: str


class _Interval(NamedTuple):
    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def meets(self, other: _Interval) -> bool:
        """Whether the two have a number in common."""
        low, low_open = max(self[::2], other[::2])
        high, closed = min((self.high, not self.high_open), (other.high, not other.high_open))
        return low < high or (low == high and closed and not low_open)


class _Reading(NamedTuple):
    """A quantity understood, in its base unit."""

    kind: str
    """exact, over, under, short, near or vague (a plural: "dozens")."""
    numbers: tuple[float, ...]
    """The one or two numbers written."""
    rounded: tuple[_Interval, ...]
    """Each of them with what may have been rounded away."""
    meant: _Interval
    slightly: bool


def compare(
    one: Quantity,
    other: Quantity,
    *,
    said: str | None = None,
    other_said: str | None = None,
    only_grows: bool = False,
) -> Comparison:
    """How ``one`` and ``other`` stand to each other; the same whichever comes first.

    ``said`` and ``other_said`` are the ISO dates, of any precision, on which each was said or
    published. A later number updates an earlier one if it exceeds what was a lower bound, or if
    ``only_grows``: what is counted can become more but never less, such as the dead of one attack.
    """
    order = _order(said, other_said)
    first, second = (other, one) if order > 0 else (one, other)
    left, right = _read(first), _read(second)
    shown, beside = describe(first), describe(second)
    if left is None or right is None:
        return Comparison("incomparable", f"{shown} and {beside}: a number is missing")
    if _base(first.unit)[0] != _base(second.unit)[0]:
        return Comparison("incomparable", f"{shown} and {beside} have no unit in common")
    alike = _alike(left, right, first.unit == second.unit)
    if order and not alike and _updates(left, right, only_grows):
        return Comparison("updates", f"{shown}, later {beside}")
    if alike and (left.kind, left.slightly) == (right.kind, right.slightly):
        return Comparison("same", f"both {shown}" if shown == beside else f"{shown} is {beside}")
    if alike and "exact" in (left.kind, right.kind):
        plain, hedged = (shown, beside) if left.kind == "exact" else (beside, shown)
        return Comparison("hedges", f"{plain}, hedged as {hedged}")
    if _loose(left).meets(_loose(right)):
        return Comparison("compatible", f"{shown} and {beside} can both hold")
    return Comparison("contradicts", f"{shown} against {beside}")


def describe(quantity: Quantity) -> str:
    """The interval in words: "about 20 %", "70 or more", "18 to 20 km"."""
    low, high = (None if v is None else _digits(v) for v in (quantity.low, quantity.high))
    words = _words(low, high, quantity)
    return f"{words} {quantity.unit}" if quantity.unit else words


def _digits(value: float) -> str:
    return f"{round(value, 2) if abs(value) >= 1 else value:,.15g}"


def _words(low: str | None, high: str | None, quantity: Quantity) -> str:
    strict = _strict(quantity)
    if low is None:
        if high is None:
            return "an open number"
        if _kind(quantity) == "short":
            return f"almost {high}"
        return f"less than {high}" if strict else f"{high} or less"
    if high is None:
        return f"more than {low}" if strict else f"{low} or more"
    plain = low if low == high else f"{low} to {high}"
    return f"about {plain}" if _kind(quantity) == "near" else plain


def _order(said: str | None, other: str | None) -> int:
    """-1 if the first date is surely before the other, 1 if after, else 0: 2023 holds 2023-07."""
    if not said or not other or said.startswith(other) or other.startswith(said):
        return 0
    return -1 if said < other else 1


def _kind(quantity: Quantity) -> str:
    bound = _BOUNDS.get(quantity.hedge or "")
    if bound is not None:
        return bound
    if quantity.low is None:
        return "under"
    return "vague" if quantity.high is None else "exact"


def _strict(quantity: Quantity) -> bool:
    return quantity.hedge is not None and not quantity.hedge.startswith(_INCLUSIVE)


def _slightly(quantity: Quantity) -> bool:
    near = (quantity.hedge or "").startswith(_SLIGHTLY)
    return near and _kind(quantity) in ("over", "under")


def _base(unit: str | None) -> tuple[str | None, float]:
    return factors().get(unit, (unit, 1.0)) if unit else (None, 1.0)


def _read(quantity: Quantity) -> _Reading | None:
    numbers = tuple(v for v in dict.fromkeys((quantity.low, quantity.high)) if v is not None)
    if not numbers:
        return None
    factor = _base(quantity.unit)[1]
    return _Reading(
        _kind(quantity),
        tuple(_exact(v * factor) for v in numbers),
        tuple(_scaled(_rounded(v, quantity.unit), factor) for v in numbers),
        _scaled(_meant(quantity, numbers), factor),
        _slightly(quantity),
    )


def _meant(quantity: Quantity, numbers: tuple[float, ...]) -> _Interval:
    """The numbers that the words allow."""
    kind, low, high = _kind(quantity), numbers[0], numbers[-1]
    strict, slightly = _strict(quantity), _slightly(quantity)
    if kind == "over":
        return _Interval(low, high + _about(high) if slightly else inf, strict)
    if kind == "under":
        return _Interval(low - _about(low) if slightly else -inf, high, high_open=strict)
    if kind == "short":
        return _Interval(low - _about(low), high, high_open=True)
    if quantity.high is None:
        low, high = low - (_about(low) if kind == "near" else 0.0), low * NEXT
        return _Interval(low, high, high_open=True)
    if kind == "near":
        return _Interval(low - _about(low), high + _about(high))
    return _Interval(low, high)


def _about(number: float) -> float:
    """Half the width of "about ``number``"."""
    size = abs(number)
    return min(max(_step(size) / 2, LEAST * size), MOST * size)


def _step(size: float) -> float:
    """The largest of 1, 5, 10, 50, … (and .1, .5, …) that ``size`` is a multiple of."""
    digits, _, power = f"{size:.11e}".partition("e")
    digits = digits.replace(".", "").rstrip("0")
    return float(f"{5 if digits.endswith('5') else 1}e{int(power) - len(digits) + 1}")


def _rounded(number: float, unit: str | None) -> _Interval:
    """The numbers that a plain ``number`` may have been rounded from."""
    size = abs(number)
    if unit == "%" and _step(size) < 1e-6:
        return _Interval(number - THIRD, number + THIRD)
    if unit is None and size < COUNTED:
        return _Interval(number, number)
    width = min(_step(size) / 2, ROUNDED * size)
    return _Interval(number - width, number + width, width > 0, width > 0)


def _scaled(interval: _Interval, factor: float) -> _Interval:
    low, high = _exact(interval.low * factor), _exact(interval.high * factor)
    return interval._replace(low=low, high=high)


def _exact(value: float) -> float:
    """The product without its binary dust."""
    return float(f"{value:.12g}")


def _alike(left: _Reading, right: _Reading, one_unit: bool) -> bool:
    """Whether the same numbers are written; a number in another unit was rounded when converted."""
    if left.numbers == right.numbers:
        return True
    if len(left.numbers) != len(right.numbers):
        return False
    thirds = any(not i.low_open and i.low < i.high for i in (*left.rounded, *right.rounded))
    pairs = zip(left.rounded, right.rounded, strict=True)
    return (thirds or not one_unit) and all(a.meets(b) for a, b in pairs)


def _loose(reading: _Reading) -> _Interval:
    """What is meant, for a plain number with what may have been rounded away."""
    if reading.kind == "exact" and len(reading.numbers) == 1:
        return reading.rounded[0]
    return reading.meant


def _updates(earlier: _Reading, later: _Reading, only_grows: bool) -> bool:
    if earlier.kind == "over" and not earlier.slightly and later.kind != "under":
        return later.numbers[0] > earlier.numbers[0]
    return only_grows and later.meant.low >= earlier.meant.high
