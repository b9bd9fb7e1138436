"""Find quantities in a text: amount, bounds, unit and what is counted, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import isfinite

from sayso.annotate.quantities.amounts import DIGITS, Amount, amount
from sayso.annotate.quantities.lexicon import AFTER, BEFORE, units
from sayso.annotate.quantities.tokens import Line, cut
from sayso.annotate.quantities.trends import trend

_STARTS = frozenset(".!?;\"“”'‘’\n([•*-–—") | {""}
# Words that begin a sentence with a capital letter and are no name before a number.
_COMMON = frozenset(
    "the a an about around nearly almost over under more less at up some in on of for from to by "
    "with and or but after before when while since than these those their his her its our all only "
    "just another other between last next first until as if that this there were was are is it "
    "approximately roughly including least most both has have had another also additional "
    "january february march april may june july august september october november december".split()
)
_NUMBERED = frozenset(
    "no nos number numbers resolution resolutions article articles section sections chapter page "
    "pages paragraph flight route highway channel game row room phase category version step day "
    "level type grade model figure table part round week season line unit apartment".split()
)
_NUMBERED_SMALL = frozenset("no nos number category phase type chapter page grade".split())
_ROADS = frozenset("road street avenue lane drive boulevard square place".split())


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity of a text; offsets in code points.

    ``low`` and ``high`` are inclusive hulls: "more than 100" is [100, null], "at least 70" is
    [70, null], "up to 5" and "almost 20" are [null, 5] and [null, 20], "about 20" is [20, 20],
    "hundreds" is [200, null]; whether the bound itself is meant, the hedge tells. A share is given
    in per cent ("a fifth" is [20, 20] with unit %).
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


@dataclass(frozen=True, slots=True)
class _Piece:
    """An amount with the unit around it, at the tokens ``[first, last)``."""

    first: int
    last: int
    amount: Amount
    unit: str | None


class Finder:
    """One pass over the tokens of one text."""

    def __init__(self, line: Line, taken: list[tuple[int, int]]) -> None:
        self.line = line
        self.taken = taken
        self.named: int = -10
        """The last token that was a name's number; a list behind it is one too."""

    def run(self) -> list[FoundQuantity]:
        """Read from the first token to the last."""
        found: list[FoundQuantity] = []
        index, next_taken = 0, 0
        starts = units().starts
        while index < len(self.line.tokens):
            token = self.line.tokens[index]
            if token.kind != "figure" and token.lower not in starts:
                index += 1
                continue
            while next_taken < len(self.taken) and self.taken[next_taken][1] <= token.start:
                next_taken += 1
            if next_taken < len(self.taken) and self.taken[next_taken][0] < token.end:
                index += 1
                continue
            piece = self._piece(index)
            if piece is None or self._skipped(piece):
                index = piece.last if piece else index + 1
                continue
            piece, second = self._range(piece)
            found.append(self._found(piece, second, found[-1] if found else None))
            index = second.last if second else piece.last
        return found

    def _piece(self, index: int) -> _Piece | None:
        lexicon = units()
        first = index
        currency: str | None = None
        for width in (3, 2, 1):
            symbol = self._symbol(index, width)
            if symbol in lexicon.before and self.line[index + width].kind in ("figure", "word"):
                currency, index = lexicon.before[symbol], index + width
                break
        found = amount(self.line, index, money=currency is not None)
        if found is None or not isfinite(found.value) or found.value > 1e30:
            return None
        if currency and not found.figure and not found.scaled:
            return None
        unit, last = self._unit(found.last, found)
        unit = unit if currency is None else currency
        if unit is not None:
            per, last = self._per(last)
            unit = unit + per
        return _Piece(first, last, found, unit)

    def _symbol(self, index: int, width: int) -> str | None:
        if self.line[index + width - 1].kind == "none":
            return None
        text = self.line.between(index, index + width)
        return text if len(text) < 6 else None

    def _unit(self, index: int, found: Amount) -> tuple[str | None, int]:
        """The unit that begins at ``index``, and where it ends."""
        lexicon = units()
        start = index
        if self.line[index].text in ("-", "–") and self.line.touches(index):
            if not self.line.touches(index + 1):
                return None, start
            index += 1
        if (not found.figure or found.scaled) and self.line[index].lower == "of":
            index += 1
            if self.line[index].lower not in lexicon.names:
                return None, start
        for width in (4, 3, 2, 1):
            if self.line[index + width - 1].kind == "none":
                continue
            text = self.line.between(index, index + width)
            if len(text) > 30:
                continue
            unit = lexicon.symbols.get(text)
            if unit and found.figure and (len(text) > 1 or self._letter(index, text)):
                return unit, index + width
            unit = lexicon.names.get(re.sub(r"[\s-]+", " ", text.lower()))
            if unit:
                return unit, index + width
        return None, start

    def _letter(self, index: int, text: str) -> bool:
        """Whether one letter can be a unit here: behind a figure it touches, or a capital."""
        return not text.isalpha() or self.line.touches(index) or text in "WCFVRm"

    def _per(self, index: int) -> tuple[str, int]:
        """What the unit is divided by: "per barrel", "a year", "an hour"."""
        lexicon = units()
        at = index + (self.line[index].text == "-")
        word = self.line[at].lower
        if word not in ("per", "a", "an"):
            return "", index
        at += 1 + (self.line[at + 1].text == "-")
        for width in (2, 1):
            name = self.line.between(at, at + width).lower()
            if name in lexicon.names and self.line[at + width - 1].kind == "word":
                return f"/{lexicon.names[name]}", at + width
        if word == "per" and self.line[at].kind == "word":
            return f"/{self.line[at].lower}", at + 1
        return "", index

    def _skipped(self, piece: _Piece) -> bool:
        """Whether this number is part of a name, a list mark, a score or a pronoun."""
        line, found = self.line, piece.amount
        before, after = line[piece.first - 1], line[piece.last]
        if found.multiple:
            return not self._compares(piece.last)
        if self._coded(piece):
            return True
        if line[found.first].lower == "one" and found.last == found.first + 1:
            return piece.unit is None and self._pronoun(found.first)
        if piece.unit is not None or found.scaled or not found.figure:
            return before.text in ("-", "–") and line.touches(piece.first) and before.lower == "no"
        if line.touches(piece.last) and after.kind == "word":
            return True
        return self._numbered(piece) or self._marks(piece)

    def _compares(self, index: int) -> bool:
        """ "twice as many", "double the number": a multiple of a count."""
        pair = (self.line[index].lower, self.line[index + 1].lower)
        return pair in (("as", "many"), ("as", "much")) or (
            pair[0] == "the" and pair[1] in ("number", "size", "amount", "rate", "figure", "cost")
        )

    def _coded(self, piece: _Piece) -> bool:
        """Whether the number is part of a longer word or code: "six-speed", "ID.3", "Kick Six"."""
        line, found = self.line, piece.amount
        before, after = line[piece.first - 1], line[piece.last]
        if (
            before.text in (".", "/")
            and line.touches(piece.first)
            and line.touches(piece.first - 1)
        ):
            return line[piece.first - 2].kind == "word"
        if found.figure:
            text = line[found.first].text
            return len(text) > 1 and text[0] == "0" and text.isdecimal()
        if after.text == "-" and piece.unit is None and line.touches(piece.last + 1):
            return line[piece.last + 1].kind == "word"
        named = line[found.first].text[0].isupper() and before.text[:1].isupper()
        return named and found.last == found.first + 1 and line.touches(piece.first) is False

    _NOT_ONE_AFTER = frozenset(
        "another is was has can could that who which to in on at for and or but by with as will "
        "would may must should thing day anothers where when".split()
    )
    _NOT_ONE_BEFORE = frozenset(
        "the this that no any same another each every which big new old good bad the every "
        "formula air part some first last next number only".split()
    )

    def _pronoun(self, index: int) -> bool:
        before, after = self.line[index - 1], self.line[index + 1]
        if after.kind != "word" or after.lower in self._NOT_ONE_AFTER:
            return True
        return before.lower in self._NOT_ONE_BEFORE or before.text in ("-", "–")

    def _numbered(self, piece: _Piece) -> bool:
        """Whether this is the number of something: Article 5, No 822, F-16, Nord Stream 2."""
        line, index = self.line, piece.first
        text = line[index].text
        if "," in text or "." in text:
            return False
        before = line[index - 1]
        if before.text in ("-", "–") and line.touches(index) and line.touches(index - 1):
            self.named = index if line[index - 2].kind == "word" else self.named
            return line[index - 2].kind == "word" and line[index - 2].lower not in ("sub", "minus")
        if before.text in (",", "and", "or") and self.named >= index - 3:
            self.named = index
            return True
        place = (
            index
            - 1
            - (before.text in (".", "#", "°") and not line.touches(index) or before.text == "#")
        )
        word = line[place]
        if word.kind != "word":
            return before.text == "#"
        if word.lower in _NUMBERED and (word.text[0].isupper() or word.lower in _NUMBERED_SMALL):
            self.named = index
            return True
        if any(line[piece.last + k].lower in _ROADS for k in (1, 2)):
            return line[piece.last].text[:1].isupper()
        if before.kind != "word" or before.text.islower() or before.lower in _COMMON:
            return False
        if line[index - 2].text in _STARTS and line[piece.last].kind == "word":
            return line[piece.last].lower in ("is", "was", "of", "has", "will", "in")
        self.named = index
        return True

    def _marks(self, piece: _Piece) -> bool:
        """Whether this is a list mark, a score, a clock time or a piece of a longer code."""
        line = self.line
        before, after = line[piece.first - 1], line[piece.last]
        at_start = before.text in ("", "\n")
        if at_start and after.text in (".", ")"):
            return True
        if (
            before.text in (":", "/")
            and line.touches(piece.first)
            and line[piece.first - 2].kind == "figure"
        ):
            return True
        if after.text in (":", "/") and line[piece.last + 1].kind == "figure":
            return line.touches(piece.last + 1) and line.touches(piece.last)
        if after.text in ("-", "–") and line.touches(piece.last) and line.touches(piece.last + 1):
            second = line[piece.last + 1]
            return second.kind == "figure" and self._score(piece.amount.value, second.text)
        return before.text in ("-", "–") and line[piece.first - 2].kind == "figure"

    def _score(self, first: float, second: str) -> bool:
        """ "2-2", "9-2": what does not rise is a result or a code, not a range."""
        value = second.replace(",", "")
        return len(value) <= DIGITS and first >= float(value)

    def _range(self, piece: _Piece) -> tuple[_Piece, _Piece | None]:
        """The second end of a range: "18-20", "5 to 7", "between 5% and 6%", "from 20 … to 29"."""
        line, index = self.line, piece.last
        link = line[index].lower
        opened = self._opened(piece)
        if link not in ("to", "-", "–", "—", "and", "or") or (
            link == "and" and opened != "between"
        ):
            return piece, None
        if link == "or" and not opened:
            return piece, None
        second = self._piece(index + 1)
        if second is None or self._taken(second):
            return piece, None
        first, low, high = piece.amount, piece.amount.value, second.amount.value
        if first.share or second.amount.share or not self._same_unit(piece, second, opened):
            return piece, None
        if second.amount.scaled and not first.scaled and low < 1000:
            low *= high / (self._mantissa(second.amount) or 1)
        if link in ("-", "–", "—") and low >= high:
            return piece, None
        return replace(piece, amount=replace(first, low=low)), second

    def _same_unit(self, piece: _Piece, second: _Piece, opened: str | None) -> bool:
        """ "5 to 7 per cent" is a range; "0.7 per cent to 6,327" and "7% to $2bn" are two."""
        if piece.unit in (None, second.unit) or f"{second.unit}".startswith(f"{piece.unit}/"):
            return True
        return second.unit is None and bool(opened or piece.unit in units().currencies)

    def _mantissa(self, found: Amount) -> float:
        token = self.line[found.first]
        plain = amount(Line(self.line.text, self.line.tokens[found.first : found.first + 1]), 0)
        return plain.value if plain and token else found.value

    def _opened(self, piece: _Piece) -> str | None:
        for back in (1, 2, 3):
            word = self.line[piece.first - back].lower
            if word in ("between", "from"):
                return word
        return None

    def _taken(self, piece: _Piece) -> bool:
        start = self.line[piece.first].start
        return any(a <= start < b for a, b in self.taken)

    def _found(
        self, piece: _Piece, second: _Piece | None, previous: FoundQuantity | None
    ) -> FoundQuantity:
        first, last = piece.first, (second or piece).last
        low, high = piece.amount.low, piece.amount.high
        unit = (second.unit if second else None) or piece.unit
        if second:
            high = second.amount.high
        hedge, bound, opening = self._hedge(first)
        behind, behind_bound, closing = self._behind(last)
        if bound is None and behind_bound:
            hedge, bound, last = behind, behind_bound, closing
        if bound is None and previous and self._converts(first, previous):
            hedge, bound = previous.hedge, previous.bound
        sign = self._sign(first)
        low, high = (low and sign * low), (high and sign * high)
        if piece.amount.share and unit is None:
            low, high, unit = _percent(low), _percent(high), "%"
        if unit is None and self._age(piece):
            unit = "year"
        return FoundQuantity(
            self.line[first].start,
            self.line[last - 1].end,
            None if bound in ("under", "short") else low,
            None if bound == "over" else high,
            unit,
            hedge,
            bound,
            self._counted(last, unit),
            piece.amount.share,
            trend(self.line, opening, sign, unit) or self._same_change(first, previous),
        )

    def _hedge(self, first: int) -> tuple[str | None, str | None, int]:
        """The hedge before token ``first``, what it does, and where it begins."""
        end = first
        while self.line[end - 1].lower in ("a", "the", "between", "from", "-", "just", "only"):
            if self.line[end - 1].lower == "just" and self.line[end - 2].kind != "word":
                break
            end -= 1
        for stop in {first, end}:
            for width in (4, 3, 2, 1):
                words = [self.line[k].lower for k in range(stop - width, stop)]
                phrase = " ".join(word for word in words if word != "-")
                if phrase in BEFORE and words[0]:
                    return phrase, BEFORE[phrase], stop - width
        return None, None, first

    def _behind(self, last: int) -> tuple[str | None, str | None, int]:
        for width in (2, 1):
            phrase = " ".join(self.line[k].lower for k in range(last, last + width))
            if phrase in AFTER and (phrase != "plus" or self.line[last + 1].kind != "figure"):
                return phrase, AFTER[phrase], last + width
        return None, None, last

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

    def _age(self, piece: _Piece) -> bool:
        line = self.line
        before, after = line[piece.first - 1], line[piece.last]
        if before.lower == "aged":
            return True
        named = before.text == "," and line[piece.first - 2].text[:1].isupper()
        return named and after.text in (",", ".", ")") and 0 < piece.amount.value < 120

    def _counted(self, last: int, unit: str | None) -> tuple[int, int] | None:
        """What is counted, by a light rule: the words behind, up to the first plural."""
        line = self.line
        start = last
        if line[start].lower == "of":
            start += 1
            while line[start].lower in (
                "the",
                "its",
                "their",
                "his",
                "her",
                "all",
                "these",
                "those",
            ):
                start += 1
        elif unit is not None:
            return None
        end = start
        while end - start < 4 and line[end].kind == "word" and line[end].lower not in _COMMON:
            end += 1
            if line[end - 1].lower.endswith("s") or line[end - 1].lower in (
                "people",
                "men",
                "women",
            ):
                break
        if end == start:
            return None
        return line[start].start, line[end - 1].end


def _percent(value: float | None) -> float | None:
    return None if value is None else float(f"{100 * value:.10g}")
