"""When two spellings are the same name: accents, case, hyphens and apostrophes aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile(r"['’‘ʼʹ`´.]")
_GAPS = re.compile(r"[\s\-‐-―/_,\"“”„«»()\[\]{}]+")
# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """``name`` in the form that is compared: "The Rénard-O’Neil" and "renard oneil" are equal."""
    plain = name
    if not name.isascii():
        parts = unicodedata.normalize("NFKD", name)
        plain = "".join(char for char in parts if not unicodedata.combining(char))
    words = _GAPS.sub(" ", _APOSTROPHES.sub("", plain.casefold().translate(_PLAIN))).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)
