"""Which language a text is in, from a sample of it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

# Enough for a sure answer; the statistics do not change over the rest of an article.
SAMPLE = 1_000
LETTERS_MIN = 20


def language(text: str) -> str | None:
    """ISO 639-1 code of the language; None where there are too few letters to tell."""
    sample = text.lstrip()[:SAMPLE]
    if sum(char.isalpha() for char in sample) < LETTERS_MIN:
        return None
    code, _ = _identifier().classify(sample)
    return str(code)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    import py3langid

    return py3langid
