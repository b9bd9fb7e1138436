"""Numbers that are no quantities: parts of names and codes, list marks, scores, the pronoun one."""

from __future__ import annotations

from sayso.annotate.quantities.amounts import number
from sayso.annotate.quantities.lexicon import CARDINALS, words
from sayso.annotate.quantities.pieces import Piece
from sayso.annotate.quantities.tokens import Line, Token

_STARTS = frozenset(".!?;\"“”'‘’\n([•*-–—") | {""}
# Words that begin a sentence with a capital letter and are no name before a number.
COMMON = words(
    "the a an about around nearly almost over under more less at up some in on of for from to by "
    "with and or but after before when while since than these those their his her its our all only "
    "just another other between last next first until as if that this there were was are is it "
    "approximately roughly including least most both has have had another also additional "
    "monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december"
)
# Words that a number names one of, when they have a capital letter; the small ones always.
_NUMBERED = words(
    "no nos number numbers resolution resolutions article articles section sections chapter page "
    "pages paragraph flight route highway channel game row room phase category version step day "
    "level type grade model figure table part round week season line unit apartment resolutions "
    "clause annex protocol decree reactor brigade battalion regiment division squadron battery "
    "building"
)
_NUMBERED_SMALL = words(
    "no nos number category phase type chapter page pages grade resolution resolutions article "
    "articles section sections paragraph paragraphs clause clauses annex protocol decree volume"
)
_GROUPS = words("Group Gang Council Band Club Committee")
# Words behind a number that tell people or things counted from a name: "In Kyiv 12 people".
_COUNTED = words(
    "people persons men women children civilians soldiers troops residents prisoners refugees "
    "were are have killed dead wounded injured"
)
_ROADS = words("road street avenue lane drive boulevard square place")
_NOT_ONE_AFTER = words(
    "another is was has can could that who which to in on at for and or but by with as will would "
    "may must should might cannot needs never always after thing day where when"
)
_NOT_ONE_BEFORE = words(
    "the this that no any same another each every which big new old good bad formula air part some "
    "first last next number only"
)
_BEFORE_YEARS = words("the this that its their his her our my a")
_SIZES = words("number size amount rate figure cost")
LARGEST = 1e30
"""An amount beyond it is noise, and is left out rather than cut."""
_DASHES = ("-", "–")
_GLUE = (":", "/", "+", ",", "^")


class Names:
    """Tells numbers of names from amounts; remembers that a list of them goes on."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.named = -10
        """The last token that was a name's number: "No 822, 853 and 874" are all names."""

    def hold(self, piece: Piece) -> bool:
        """Whether this number is no quantity."""
        found = piece.amount
        if found.value > LARGEST:
            return True
        if found.multiple:
            return not self._compares(piece.last)
        if self._coded(piece) or self._designation(piece) or self._group(piece):
            return True
        if found.last == found.first + 1 and self.line[found.first].lower == "one":
            return piece.unit is None and self._pronoun(found.first)
        if self._year(piece) or (piece.unit is None and not found.scaled and self._listed(piece)):
            return True
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
            word = line[piece.last + 1]
            return word.kind == "word" and word.lower not in ("odd", "strong")
        if found.high is None or found.last > found.first + 1 or glued:
            return False
        return text[0].isupper() and before.text[:1].isupper() and not self._headline(after)

    def _designation(self, piece: Piece) -> bool:
        """ "T-90M", "MH-60R": a type, whatever its last letter stands for behind other figures."""
        line, first = self.line, piece.first
        dashed = line[first - 1].text in _DASHES and line.touches(first) and line.touches(first - 1)
        letter = line[first + 1].kind == "word" and line.touches(first + 1)
        return dashed and letter and line[first - 2].text[:1].isupper()

    def _headline(self, after: Token) -> bool:
        """ "Two Wars" among capitals counts; "Kick Six" and "War Two" do not."""
        return after.text[:1].isupper() and after.lower.endswith("s") and after.lower not in COMMON

    def _group(self, piece: Piece) -> bool:
        """ "the Group of 20", "the Gang of Four"."""
        line, index = self.line, piece.first
        named = line[index - 1].lower == "of" and line[index - 2].text in _GROUPS
        return named and piece.unit is None and not piece.amount.scaled

    def _year(self, piece: Piece) -> bool:
        """ "the 2014 events": a year that no time expression took."""
        line, text = self.line, self.line[piece.first].text
        if len(text) != 4 or text[:2] not in ("19", "20") or piece.unit or piece.amount.scaled:
            return False
        after = line[piece.last]
        named = line[piece.first - 1].lower in _BEFORE_YEARS and after.text.islower()
        return named and text.isdecimal() and after.lower not in _COUNTED

    def _listed(self, piece: Piece) -> bool:
        """A decimal comma without a unit is rather a list: "1,2"."""
        text = self.line[piece.first].text
        return piece.amount.figure and "," in text and len(text.rpartition(",")[2]) < 3

    def _pronoun(self, index: int) -> bool:
        before, after = self.line[index - 1], self.line[index + 1]
        if self.line[index + 2].lower == "or" and self.line[index + 3].lower == "another":
            return True  # "one way or another"
        if after.lower == "or" and self.line[index + 2].lower in CARDINALS:  # "one or two"
            return False
        if after.kind != "word" or after.lower in _NOT_ONE_AFTER:
            return True
        return before.lower in _NOT_ONE_BEFORE or before.text in _DASHES

    def _numbered(self, piece: Piece) -> bool:
        """Whether this is the number of something: Article 5, No 822, F-16, Nord Stream 2."""
        line, index = self.line, piece.first
        if "," in line[index].text or "." in line[index].text:
            return False
        before = line[index - 1]
        if before.text in (",", "and", "or") or (before.text in _DASHES and self.named > index - 3):
            comma = line[index - 2].text == ","
            named = self.named == index - (3 if comma and before.text != "," else 2)
        elif before.kind == "figure":  # the groups of a telephone number
            named = self.named == index - 1
        elif before.text in _DASHES and line.touches(index) and line.touches(index - 1):
            word = line[index - 2]
            return word.kind == "word" and word.lower not in ("sub", "minus")
        else:
            named = self._behind_name(piece)
        if named:
            self.named = index
        return named

    def _behind_name(self, piece: Piece) -> bool:
        line, index = self.line, piece.first
        before, after = line[index - 1], line[piece.last]
        word = line[index - 2] if before.text in (".", "#", "°") else before
        if before.text == "#" or (before.text == "+" and after.kind == "figure"):
            return True
        if word.lower in _NUMBERED and (word.text[0].isupper() or word.lower in _NUMBERED_SMALL):
            return True
        if any(line[piece.last + k].lower in _ROADS for k in (1, 2)):
            return after.text[:1].isupper()
        if before.kind != "word" or before.text.islower() or before.lower in COMMON:
            return False
        if before.lower.endswith(("'s", "’s")):  # "the EU's 27 members"
            return False
        if after.lower in _COUNTED:
            return False
        if line[index - 2].lower in ("in", "near", "across") and after.text.islower():
            return not after.text.endswith("s")  # "In Lyme 40 houses"
        if line[index - 2].text in _STARTS and after.kind == "word":
            return after.lower in ("is", "was", "of", "has", "will", "in")
        return True

    def _marked(self, piece: Piece) -> bool:
        """Whether this is a list mark, a score, a clock time or a piece of a longer code."""
        line, last = self.line, piece.last
        before, after = line[piece.first - 1], line[last]
        if before.text in ("", "\n") and after.text in (".", ")"):
            return True
        behind = line[piece.first - 2].text[-1:].isdecimal() and line.touches(piece.first)
        ahead = line[last + 1].kind == "figure" and line.touches(last) and line.touches(last + 1)
        if (before.text in _GLUE and behind) or (after.text in _GLUE and ahead):
            return True
        if after.text in _DASHES and ahead:
            second = number(line[last + 1].text)
            # What does not rise ("2-2", "9-2") is a result or a code, not a range.
            return second is not None and piece.amount.value >= second
        return before.text in _DASHES and behind
