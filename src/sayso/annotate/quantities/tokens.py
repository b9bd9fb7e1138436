"""Text to tokens for quantities: figures, words, marks, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A code is split from the figure it touches ("EUR50m"); any other word keeps its digits ("MH17").
TOKEN = re.compile(
    r"(?P<code>(?<!\w)(?:USD|EUR|GBP|JPY|CNY|RMB|CHF|CAD|AUD|NZD|HKD|SGD|INR|RUB|UAH|TRY|ZAR|RM|PS"
    r"|Rs|US|HK|NT|NZ)(?=\.?\d))"
    r"|(?P<figure>(?<![\w.,])\.\d+|\d{1,3}(?:,\d{3})+(?!,?\d)(?:\.\d+)?"
    # "20 000" and, with a decimal comma, "1,5": so write many who translate into English.
    r"|(?<![\w.,])\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?![\w,])"
    r"|(?<![\w.,])(?<!\d )\d{1,3}(?: \d{3})* 000(?![\w,])"
    r"|(?<![\w.,])\d+,\d{1,2}(?![\d,]|\.\d)"
    r"|\d+(?:\.\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:\d\w*)?(?:['’](?:s|t|re|ve|ll|d)\b)?)"
    r"|(?P<mark>[^\w\s]|\n|_)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token and where it stands, in code points."""

    text: str
    lower: str
    start: int
    end: int
    kind: str


NOTHING = Token("", "", -1, -1, "none")


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a text; an index outside gives an empty token."""

    text: str
    tokens: list[Token]

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else NOTHING

    def touches(self, index: int) -> bool:
        """Whether the token at ``index`` stands directly behind the one before it."""
        return index > 0 and self[index].start == self[index - 1].end

    def between(self, first: int, last: int) -> str:
        """The text from the token ``first`` to the token before ``last``."""
        return self.text[self[first].start : self[last - 1].end]


def cut(text: str) -> Line:
    """Cut ``text`` into tokens, in one pass."""
    return Line(
        text,
        [
            Token(match.group(), match.group().lower(), match.start(), match.end(), match.lastgroup)
            for match in TOKEN.finditer(text)
            if match.lastgroup
        ],
    )
