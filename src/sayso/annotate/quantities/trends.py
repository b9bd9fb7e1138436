"""Whether an amount is a change: "rose 3%", "down 11 points"."""

from __future__ import annotations

from sayso.annotate.quantities.lexicon import words
from sayso.annotate.quantities.tokens import Line

UP = words(
    "up rise rises rose risen rising gain gains gained gaining climb climbs climbed climbing jump "
    "jumps jumped jumping advance advances advanced grow grows grew grown growing increase "
    "increases increased increasing surge surges surged soar soars soared add adds added "
    "rally rallied higher swell swelled expand expanded"
)
DOWN = words(
    "down fall falls fell fallen falling drop drops dropped dropping decline declines declined "
    "declining lose loses lost losing slip slips slipped slide slid slides tumble tumbled tumbles "
    "plunge plunged plummet plummeted plummeting shed sheds sink sank sunk decrease decreased "
    "decreases shrink shrank shrunk dip dipped slump slumped lower"
)
_BETWEEN = words("by as much a an the some about around nearly almost just only under")


def trend(line: Line, first: int, sign: float, unit: str | None) -> str | None:
    """up or down when the words before token ``first`` say that the amount is a change."""
    if sign < 0 and unit == "%":
        return "down"
    if unit not in ("%", "point", "pp", "bp") and line[first - 1].lower != "by":
        return None
    for back in range(1, 4):
        word = line[first - back].lower
        if word in UP:
            return "up"
        if word in DOWN:
            return "down"
        if word not in _BETWEEN:
            return None
    return None
