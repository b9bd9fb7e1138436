"""Base forms of the words of a corpus: the one of the possible ones that the corpus has most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

Irregular = Mapping[str, list[str]]


class Verbs:
    """Verbs by their base form. ``seen`` counts the words that the corpus has as base forms."""

    def __init__(self, seen: Counter[str], irregular: Irregular) -> None:
        self._seen = seen
        self._irregular = {form: base for base, forms in irregular.items() for form in forms}
        self._irregular |= {base: base for base in irregular}

    def base(self, word: str) -> str:
        """The base form of a lower-case form; the word itself where none is known."""
        if word in self._irregular:
            return self._irregular[word]
        best = max([word, *_stems(word)], key=lambda one: self._seen[one])
        return best if self._seen[best] else word


def _stems(word: str) -> list[str]:
    stems: list[str] = []
    if word.endswith(("ies", "ied")):
        stems.append(word[:-3] + "y")
    if word.endswith("es"):
        stems += [word[:-2], word[:-1]]
    elif word.endswith("s"):
        stems.append(word[:-1])
    if word.endswith("ed"):
        stems += [word[:-2], word[:-1], *_undoubled(word[:-2])]
    if word.endswith("ing"):
        stems += [word[:-3], word[:-3] + "e", *_undoubled(word[:-3])]
    if word.endswith("ying"):
        stems.append(word[:-4] + "ie")
    return stems


def _undoubled(stem: str) -> list[str]:
    return [stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] else []


class Nouns:
    """Nouns by their singular. ``seen`` counts the words that the corpus has as singulars."""

    def __init__(self, seen: Counter[str]) -> None:
        self._seen = seen

    def base(self, word: str) -> str:
        """The singular of a lower-case noun; the word itself where it is one."""
        seen = self._seen
        if word.endswith("ies") and seen[word[:-3] + "y"]:
            return word[:-3] + "y"
        if word.endswith("es") and seen[word[:-2]] > seen[word[:-1]]:
            return word[:-2]
        if word.endswith("s") and seen[word[:-1]] > seen[word]:
            return word[:-1]
        return word
