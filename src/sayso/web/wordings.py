"""Two wordings of a passage side by side, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# Comparing words takes quadratic time at worst; a passage longer than this is shown without marks.
LONGEST = 4_000
# A word or number with what joins its parts ("1,500", "cease-fire"), or one other sign, each with
# the white space before it.
_WORD = re.compile(r"\s*\w+(?:[.,'’-]\w+)*|\s*[^\w\s]|\s+")


class Piece(NamedTuple):
    """A stretch of either wording: in both, only in the new one, or only in the old one."""

    op: Literal["same", "insert", "delete"]
    text: str


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """What turns ``old`` into ``new``. Same and inserted pieces, joined, are ``new`` exactly."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > LONGEST:
        return (Piece("same", new),)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, _plain(before), _plain(after), autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            pieces.append(Piece("same", "".join(after[c:d])))
            continue
        pieces += _change("".join(before[a:b]), "".join(after[c:d]))
    return tuple(pieces)


def _change(old: str, new: str) -> Iterator[Piece]:
    """An exchange; white space around the words stays outside, where no colour shows it."""
    words = new.lstrip()
    if len(words) < len(new):
        yield Piece("same", new[: len(new) - len(words)])
    if old.strip():
        yield Piece("delete", old.strip())
    if words:
        yield Piece("insert", words)


def _plain(words: list[str]) -> list[str]:
    """Words as they compare: white space and the shape of quotation marks make no difference."""
    return [word.strip().translate(str.maketrans("“”‘’", "\"\"''")) for word in words]
