"""Numbers that are no quantities: parts of names and codes, list marks, scores, the pronoun one."""

from __future__ import annotations

from sayso.annotate.quantities.amounts import DIGITS
from sayso.annotate.quantities.lexicon import words
from sayso.annotate.quantities.pieces import Piece
from sayso.annotate.quantities.tokens import Line

_STARTS = frozenset(".!?;\"“”'‘’\n([•*-–—") | {""}
# Words that begin a sentence with a capital letter and are no name before a number.
COMMON = words(
    "the a an about around nearly almost over under more less at up some in on of for from to by "
    "with and or but after before when while since than these those their his her its our all only "
    "just another other between last next first until as if that this there were was are is it "
    "approximately roughly including least most both has have had another also additional "
    "january february march april may june july august september october november december"
)
# Words that a number names one of, when they have a capital letter; the small ones always.
_NUMBERED = words(
    "no nos number numbers resolution resolutions article articles section sections chapter page "
    "pages paragraph flight route highway channel game row room phase category version step day "
    "level type grade model figure table part round week season line unit apartment"
)
_NUMBERED_SMALL = words("no nos number category phase type chapter page grade")
_ROADS = words("road street avenue lane drive boulevard square place")
_NOT_ONE_AFTER = words(
    "another is was has can could that who which to in on at for and or but by with as will would "
    "may must should thing day where when"
)
_NOT_ONE_BEFORE = words(
    "the this that no any same another each every which big new old good bad formula air part some "
    "first last next number only"
)
_SIZES = words("number size amount rate figure cost")
_DASHES = ("-", "–")


class Names:
    """Tells numbers of names from amounts; remembers that a list of them goes on."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.named = -10
        """The last token that was a name's number: "No 822, 853 and 874" are all names."""

    def hold(self, piece: Piece) -> bool:
        """Whether this number is no quantity."""
        found = piece.amount
        if found.multiple:
            return not self._compares(piece.last)
        if self._coded(piece):
            return True
        if found.last == found.first + 1 and self.line[found.first].lower == "one":
            return piece.unit is None and self._pronoun(found.first)
        if piece.unit is not None or found.scaled or not found.figure:
            return False
        if self.line.touches(piece.last) and self.line[piece.last].kind == "word":
            return True
        return self._numbered(piece) or self._marked(piece)

    def _compares(self, index: int) -> bool:
        """ "twice as many", "double the number": a multiple of a count."""
        first, second = self.line[index].lower, self.line[index + 1].lower
        if first == "as":
            return second in ("many", "much")
        return first == "the" and second in _SIZES

    def _coded(self, piece: Piece) -> bool:
        """Whether the number is part of a longer word or code: "six-speed", "ID.3", "Kick Six"."""
        line, found = self.line, piece.amount
        before, after = line[piece.first - 1], line[piece.last]
        glued = line.touches(piece.first)
        if before.text in (".", "/") and glued and line.touches(piece.first - 1):
            return line[piece.first - 2].kind == "word"
        text = line[found.first].text
        if found.figure:
            return len(text) > 1 and text[0] == "0" and text.isdecimal()
        if after.text == "-" and piece.unit is None and line.touches(piece.last + 1):
            return line[piece.last + 1].kind == "word"
        single = found.last == found.first + 1 and not glued
        return single and text[0].isupper() and before.text[:1].isupper()

    def _pronoun(self, index: int) -> bool:
        before, after = self.line[index - 1], self.line[index + 1]
        if after.kind != "word" or after.lower in _NOT_ONE_AFTER:
            return True
        return before.lower in _NOT_ONE_BEFORE or before.text in _DASHES

    def _numbered(self, piece: Piece) -> bool:
        """Whether this is the number of something: Article 5, No 822, F-16, Nord Stream 2."""
        line, index = self.line, piece.first
        if "," in line[index].text or "." in line[index].text:
            return False
        before = line[index - 1]
        if before.text in (",", "and", "or"):
            named = self.named >= index - 3
        elif before.text in _DASHES and line.touches(index) and line.touches(index - 1):
            word = line[index - 2]
            named = word.kind == "word" and word.lower not in ("sub", "minus")
        else:
            named = self._behind_name(piece)
        if named:
            self.named = index
        return named

    def _behind_name(self, piece: Piece) -> bool:
        line, index = self.line, piece.first
        before, after = line[index - 1], line[piece.last]
        word = line[index - 2] if before.text in (".", "#", "°") else before
        if before.text == "#":
            return True
        if word.lower in _NUMBERED and (word.text[0].isupper() or word.lower in _NUMBERED_SMALL):
            return True
        if any(line[piece.last + k].lower in _ROADS for k in (1, 2)):
            return after.text[:1].isupper()
        if before.kind != "word" or before.text.islower() or before.lower in COMMON:
            return False
        if line[index - 2].text in _STARTS and after.kind == "word":
            return after.lower in ("is", "was", "of", "has", "will", "in")
        return True

    def _marked(self, piece: Piece) -> bool:
        """Whether this is a list mark, a score, a clock time or a piece of a longer code."""
        line, last = self.line, piece.last
        before, after = line[piece.first - 1], line[last]
        if before.text in ("", "\n") and after.text in (".", ")"):
            return True
        behind = line[piece.first - 2].kind == "figure" and line.touches(piece.first)
        ahead = line[last + 1].kind == "figure" and line.touches(last) and line.touches(last + 1)
        if (before.text in (":", "/") and behind) or (after.text in (":", "/") and ahead):
            return True
        if after.text in _DASHES and ahead:
            return _score(piece.amount.value, line[last + 1].text)
        return before.text in _DASHES and behind


def _score(first: float, second: str) -> bool:
    """ "2-2", "9-2": what does not rise is a result or a code, not a range."""
    value = second.replace(",", "")
    return len(value) <= DIGITS and first >= float(value)
