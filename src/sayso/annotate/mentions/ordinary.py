"""Names of people without the ordinary words that spaCy takes into them.

Headlines and tabloids put a word with a capital right before a name: "Liar Teel", "to Supply Teel
With Weapons", a section's name. Whether a word is English tells little by itself, for many a name
is an English word, too. So the text must show that the rest of the name is somebody's without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from sayso.annotate.data import word_list
from sayso.annotate.gazetteer import look_up
from sayso.annotate.mentions.borders import Found, head_of, text_of
from sayso.annotate.mentions.genders import first_names
from sayso.annotate.mentions.overlooked import OPENING, loud_blocks, mostly_capitals
from sayso.annotate.mentions.tokens import Tokens
from sayso.annotate.mentions.words import SAYING
from sayso.annotate.parse import english

_NAMED_ENOUGH = 3
"""Uses of a name without the word in question that make the word an addition to it."""
_LONGEST = 4  # words of a name that is looked at
_SERVICES = frozenset(word_list("titles", "outlets")["services"])
_REPORTS = frozenset(["reports", "reported", "informs"])
_VERB_BEFORE = frozenset(["to", "will", "would", "may", "might", "must", "can", "could", "should"])
_ENDINGS = (("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ing", ""), ("ing", "e"))
_PAST = (("ed", ""), ("ed", "e"), ("ied", "y"))
_ACRONYM = 4  # letters
_CAPITALS = 3  # letters of a word that stands out by its capitals: fewer may be initials

_GIVEN_TOO = frozenset(word_list("titles", "persons")["given_names"])


class Ordinary:
    """Tells the ordinary words at the ends of the names of one document's people."""

    def __init__(self, tokens: Tokens, names: Sequence[Found]) -> None:
        self.tokens = tokens
        self.people = [name for name in names if name.what == "person"]
        self.uses = Counter(self._words(name) for name in self.people)
        self.proper = Counter(
            word for word, tag in zip(tokens.lower, tokens.tag, strict=True) if tag == "NNP"
        )
        self.loud = loud_blocks(tokens)
        self.bodies = frozenset(self._bodies())

    def without(self, name: Found) -> Found | None:
        """``name`` without ordinary words before or after it; null where nobody is named."""
        if name.what != "person" or name.last - name.first > _LONGEST:
            return name
        words = self._words(name)
        if name.title is None and any(map(str.isdigit, name.text)):
            return self._numbered(name)
        if len(words) == 1:
            if words[0] in self.bodies:
                return replace(name, what="organisation")
            return None if self._nobody(name) else name
        if self.uses[words] < _NAMED_ENOUGH and name.title is None:
            if len(words) > 2 and words[1] == "-" and self.tokens.text[name.first].islower():
                return self._cut(name, name.first + 2, name.last)  # "pro-Teel"
            if self._added_before(name, words):
                return self._cut(name, name.first + 1, name.last)
            if self._added_after(name, words):
                return self._cut(name, name.first, name.last - 1)
        return name

    def _bodies(self) -> Iterator[str]:
        """Single names, of nobody with another name or a title here, of what publishes."""
        bearers = {word for words in self.uses if len(words) > 1 for word in words}
        titled = {word for name in self.people if name.title for word in self._words(name)}
        for name in self.people:
            word, *more = self._words(name)
            if more or word in bearers | titled | first_names():
                continue
            if word in _SERVICES or self._reports(name):
                yield word

    def _reports(self, name: Found) -> bool:
        """Whether a name is of an outlet: it reports; a reporter would report from somewhere."""
        tokens = self.tokens
        verb = tokens.head[name.head]
        return (
            tokens.dep[name.head] == "nsubj"
            and tokens.lower[verb] in _REPORTS
            and not any(tokens.lower[child] == "from" for child in tokens.children[verb])
        )

    def _numbered(self, name: Found) -> Found | None:
        """Whose name a number follows ("Teel 42"); else it is a body ("QR7"), or nobody at all: an
        illness, a weapon and the like."""
        words = self.tokens.text[name.first : name.last]
        if len(words) == 1:
            acronym = name.text.isupper() and name.text.isalnum()
            return replace(name, what="organisation") if acronym else None
        before = next(at for at, word in enumerate(words) if any(map(str.isdigit, word)))
        rest = self._words(name)[:before]
        known = before and any(rest[-1] == one[-1] for one in self.uses)
        given = before > 1 and rest[0] in first_names()
        if words[before][0].isalpha() or not (known or given):
            return None
        return self._cut(name, name.first, name.first + before)

    def _cut(self, name: Found, first: int, last: int) -> Found:
        tokens = self.tokens
        head, text = head_of(tokens, first, last), text_of(tokens, first, last)
        return replace(name, first=first, last=last, head=head, text=text)

    def _added_before(self, name: Found, words: tuple[str, ...]) -> bool:
        first, rest = words[0], words[1:]
        if not _common(first) or self._elsewhere(name, first):
            return False
        silent = self._silent(name.first)
        if len(rest) > 1:
            again = self.proper[rest[-1]] > self.uses[words]
            given = rest[0] in first_names() and (again or not _common(rest[-1]))
            return self.uses[rest] > 0 or (silent and given)
        named = self.proper[rest[-1]] - self.uses[words]
        if self._others(rest, first) and (silent or named >= _NAMED_ENOUGH):
            return True
        before = self.tokens.lower[name.first - 1] if name.first else ""
        asked = before in _VERB_BEFORE and first in english("verb")
        added = asked or self._shouted(name.first)
        return bool(self.uses[rest]) and added and self._headline(name.first)

    def _added_after(self, name: Found, words: tuple[str, ...]) -> bool:
        """Whether a verb ends the name: "Teel Perpetuates War"."""
        last, rest = words[-1], words[:-1]
        verb = any(stem in english("verb") for stem in _stems(last) if stem != last)
        return (
            verb
            and self._headline(name.last - 1)
            and rest[-1] not in first_names()
            and not self._elsewhere(name, last)
            and bool(self.uses[rest] or (len(rest) == 1 and self._others(rest, "")))
        )

    def _others(self, rest: tuple[str, ...], but: str) -> int:
        """How often the rest ends the name of someone with another first name."""
        return sum(
            count
            for words, count in self.uses.items()
            if len(words) > len(rest)
            and words[-len(rest) :] == rest
            and words[0] != but
            and (words[0] in first_names() or not _common(words[0]))
        )

    def _elsewhere(self, name: Found, word: str) -> bool:
        """Whether another name of a person has the word, or it is one by itself."""
        own = self._words(name)
        return any(word in words for words in self.uses if words != own)

    def _nobody(self, name: Found) -> bool:
        """Whether an ordinary word alone is taken for someone only because of its capital."""
        word = self.tokens.lower[name.first]
        return (
            name.title is None
            and word not in first_names()
            and not (name.text.isupper() and len(word) <= _ACRONYM)
            and not look_up(word)
            and any(_ordinary(stem) for stem in _stems(word))
            and not any(word in words for words in self.uses if len(words) > 1)
            and not self._acts(name)
            and all(
                self._silent(other.first) for other in self.people if self._words(other) == (word,)
            )
        )

    def _acts(self, name: Found) -> bool:
        tokens = self.tokens
        return tokens.dep[name.head] in ("nsubj", "poss") and (
            tokens.lower[tokens.head[name.head]] in SAYING or name.head < tokens.head[name.head]
        )

    def _silent(self, place: int) -> bool:
        """Whether a capital at ``place`` says nothing about names."""
        tokens = self.tokens
        if place == 0 or tokens.block[place - 1] != tokens.block[place]:
            return True
        opens = tokens.sentence[place - 1] != tokens.sentence[place]
        return (
            opens
            or tokens.text[place - 1] in OPENING
            or self._headline(place)
            or self._shouted(place)
        )

    def _shouted(self, place: int) -> bool:
        word, after = self.tokens.text[place], self.tokens.text[place + 1 : place + 2]
        return len(word) >= _CAPITALS and word.isupper() and not (after and after[0].isupper())

    def _headline(self, place: int) -> bool:
        """Whether most words around have a capital: a headline, or one quoted in a list."""
        tokens = self.tokens
        if tokens.block[place] in self.loud:
            return True
        first = last = place
        same = tokens.sentence[place], tokens.block[place]
        while first and (tokens.sentence[first - 1], tokens.block[first - 1]) == same:
            first -= 1
        while last < len(tokens) and (tokens.sentence[last], tokens.block[last]) == same:
            last += 1
        return mostly_capitals(tokens.text[first:last])

    def _words(self, name: Found) -> tuple[str, ...]:
        return tuple(self.tokens.lower[name.first : name.last])


@lru_cache(maxsize=4096)
def _common(word: str) -> bool:
    """Whether a word is English, or a country's or a continent's name, and no first name.

    The model's nouns hold names, too ("tracy"). Most of those are also towns.
    """
    if word in first_names() | _GIVEN_TOO:
        return False
    kinds = {entry.kind for entry in look_up(word)}
    verb_like = any(
        stem in english(kind) for kind in ("verb", "adj", "adv") for stem in _stems(word)
    )
    noun = "town" not in kinds and any(stem in english("noun") for stem in _stems(word))
    return verb_like or noun or not kinds.isdisjoint(["country", "area"])


def _ordinary(word: str) -> bool:
    return any(word in english(kind) for kind in ("noun", "verb", "adj", "adv"))


def _stems(word: str) -> list[str]:
    """The word, and what it may be a form of."""
    return [word] + [
        word.removesuffix(ending) + instead
        for ending, instead in _ENDINGS + _PAST
        if word.endswith(ending) and len(word) > len(ending) + 2
    ]


__all__ = ["Ordinary"]
