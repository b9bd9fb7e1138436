"""Two wordings of a passage side by side, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# Comparing words takes quadratic time at worst; a passage longer than this is shown without marks.
LONGEST = 4_000
_WORD = re.compile(r"\s*\S+|\s+")


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
        if b > a:
            pieces.append(Piece("delete", "".join(before[a:b])))
        if d > c:
            pieces.append(Piece("insert", "".join(after[c:d])))
    return tuple(pieces)


def _plain(words: list[str]) -> list[str]:
    """Words as they compare: white space and the shape of quotation marks make no difference."""
    return [word.strip().translate(str.maketrans("“”‘’", "\"\"''")) for word in words]
