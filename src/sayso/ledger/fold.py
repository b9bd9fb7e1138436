"""Names as Sayso compares them: words without case, diacritics and punctuation."""

from __future__ import annotations

import re
import unicodedata

# Letters and digits with the combining marks on them; "_" separates, as in the search index.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


def words(text: str) -> list[str]:
    """The words of ``text``, folded."""
    return _WORD.findall(_plain(text))


def fold(text: str | None) -> str:
    """The folded words of ``text`` with a space around each, so that ``" x "`` finds word x."""
    found = words(text or "")
    return f" {' '.join(found)} " if found else ""


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFD", text.casefold())
    # Composed again, so that a Korean syllable stays one letter.
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))
