"""Words as search compares them: without case, diacritics and punctuation.

The same as FTS5's ``unicode61`` with ``remove_diacritics 2``, so that what the index finds can be
found again, at its code points, in the frozen text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from sayso.rows import Span

# Letters and digits, with the combining marks that follow them; "_" separates, as in FTS5.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u0331\u1dc0-\u1dff])*")


def tokens(text: str) -> Iterator[tuple[str, Span]]:
    """The words of ``text``, folded, each with its code points."""
    for match in _WORD.finditer(text):
        yield _folded(match[0]), Span(*match.span())


def words(text: str) -> tuple[str, ...]:
    """The folded words of ``text``."""
    return tuple(word for word, _ in tokens(text))


def fold(text: str | None) -> str:
    """The folded words of ``text`` with a space around each, so that ``" x "`` finds word x."""
    found = words(text or "")
    return f" {' '.join(found)} " if found else ""


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = (unicodedata.normalize("NFD", char)[0] for char in word.lower())
    return "".join(char for char in plain if not unicodedata.combining(char))
