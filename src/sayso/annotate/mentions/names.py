"""Names in the text: spaCy's, with their borders repaired, their titles split off, gaps filled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sayso.annotate.fold import fold
from sayso.annotate.mentions.borders import (
    FRONT,
    INNER,
    KINDS,
    LONGEST,
    NATIONAL,
    POSSESSIVE,
    Found,
    head_of,
    named,
    role_before,
    text_of,
    title_before,
)
from sayso.annotate.mentions.ordinary import Ordinary
from sayso.annotate.mentions.overlooked import (
    attested,
    called_people,
    located,
    loud_blocks,
    measuring,
    papers,
    seats,
    short_form,
    short_forms,
    speaking,
    told,
    with_article,
)
from sayso.annotate.mentions.tokens import Tokens
from sayso.annotate.mentions.words import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    TITLE_MODIFIERS,
    TITLES,
)
from sayso.rows import EntityKind

_GENERIC = BODY_NOUNS | TITLE_MODIFIERS | frozenset(["of", "the", "affairs", "and"])
_NO_NAMES = TITLES | TITLE_MODIFIERS | BODY_NOUNS | DOCUMENT_NOUNS
_SEATED = frozenset(["place", "person", "organisation", "group"])
_CAPITAL_TAGS = frozenset(["NNP", "NNPS", "JJ", "NN", "NNS"])


def find_names(tokens: Tokens, outlet: str | None = None) -> list[Found]:
    """The names of people, bodies, places, groups, documents and happenings, in text order.

    ``outlet`` is known to be the name of a body, whether or not spaCy takes it for one.
    """
    finder = _Finder(tokens)
    finder.surely()
    finder.overlooked()
    finder.without_ordinary_words()
    found, taken = finder.found, finder.taken
    for name in _again(tokens, taken, list(found.values()), outlet):
        found[name.first] = name
    for place, what in short_forms(tokens, taken, _long(found.values(), outlet)):
        found[place] = Found(place, place + 1, "name", what, place, tokens.text[place])
    _publisher(tokens, found.values(), outlet)
    _seats(tokens, found)
    return [found[first] for first in sorted(found)]


class _Finder:
    """Takes stretches as names, the surest first; what is taken is no one else's."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.found: dict[int, Found] = {}
        self.taken = bytearray(len(tokens))
        self.loud = loud_blocks(tokens)

    def surely(self) -> None:
        """What grammar, a noun for a body or spaCy says is a name."""
        tokens = self.tokens
        known = attested(tokens, self.loud)
        self._take_all(called_people(tokens), "PERSON")
        self._take_all(papers(tokens), "ORG", quiet=True)
        for first, last in (*_bodies(tokens), *_entities(tokens)):
            name = named(tokens, first, last)
            if name is not None and tokens.block[first] in self.loud:
                name = _confirmed(tokens, name, known)
            self._take(name)

    def overlooked(self) -> None:
        """What only its place in the sentence gives away."""
        tokens, taken = self.tokens, self.taken
        self._take_all(_after_titles(tokens, taken), "PERSON")
        self._take_all(speaking(tokens, taken), "ORG", quiet=True)
        self._take_all(told(tokens, taken), "ORG", quiet=True)
        self._take_all(measuring(tokens, taken), "ORG", quiet=True)
        self._take_all(seats(tokens, taken), "GPE")
        self._take_all(located(tokens, taken), "GPE", quiet=True)
        for first, last in with_article(tokens, taken):
            if tokens.block[first] not in self.loud:
                head, text = head_of(tokens, first, last), text_of(tokens, first, last)
                self._take(Found(first, last, "name", "organisation", head, text))

    def without_ordinary_words(self) -> None:
        """What a capital alone made part of someone's name goes again."""
        ordinary = Ordinary(self.tokens, list(self.found.values()))
        for name in list(self.found.values()):
            less = ordinary.without(name)
            if less is not name:
                del self.found[name.first]
                self.taken[name.first : name.last] = bytes(name.last - name.first)
                self._take(less)

    def _take_all(
        self, stretches: Iterable[tuple[int, int]], label: str, quiet: bool = False
    ) -> None:
        """``quiet``: leave headlines out."""
        for first, last in stretches:
            if not quiet or self.tokens.block[first] not in self.loud:
                self._take(named(self.tokens, first, last, label))

    def _take(self, name: Found | None) -> None:
        if name is not None and not any(self.taken[name.first : name.last]):
            self.taken[name.first : name.last] = b"\x01" * (name.last - name.first)
            self.found[name.first] = name


def _publisher(tokens: Tokens, names: Iterable[Found], outlet: str | None) -> None:
    """Make a body of the outlet, and of its short form after "the"."""
    short = short_form(fold(outlet or "").split())
    for name in names:
        shortened = name.key == short and tokens.lower[max(0, name.first - 1)] == "the"
        if outlet and (name.key == fold(outlet) or shortened):
            name.what, name.title, name.role = "organisation", None, None


def _long(names: Iterable[Found], outlet: str | None) -> Iterator[tuple[list[str], EntityKind]]:
    """The words of every body and document with a name of several words, and of the outlet."""
    if outlet:
        yield outlet.lower().split(), "organisation"
    for name in names:
        if name.what in ("organisation", "document") and " " in name.text:
            yield name.text.lower().split(), name.what


def _seats(tokens: Tokens, found: Mapping[int, Found]) -> None:
    """Let a ministry's name hold whose it is: "Foreign Ministry in Strelsau", "Ruritania's Foreign
    Ministry". The mention's span stays as it was: the place is a mention of its own."""
    ends = {name.last: name for name in found.values()}
    for name in found.values():
        words = tokens.lower[name.first : name.last]
        if NATIONAL.isdisjoint(words) or not _GENERIC.issuperset(words):
            continue
        after, before = found.get(name.last + 1), ends.get(name.first - 1)
        if after is not None and tokens.lower[name.last] == "in" and after.what in _SEATED:
            name.text = text_of(tokens, name.first, after.last)
        elif (
            before is not None
            and before.what in _SEATED
            and tokens.text[name.first - 1] in POSSESSIVE
        ):
            name.text = text_of(tokens, before.first, name.last)


def _doubtful(name: Found) -> bool:
    """Whether a name in a headline needs the article to confirm it."""
    return name.what not in ("person", "place", "group") or name.last - name.first > 3


def _confirmed(tokens: Tokens, name: Found, known: frozenset[str]) -> Found | None:
    """A headline's name as far as the article has its words: "Reveals Doe" is "Doe"."""
    if _doubtful(name):
        return None
    if name.what != "person" or not known:
        return name
    places = [place for place in range(name.first, name.last) if tokens.lower[place] in known]
    if not places:
        return None
    if (places[0], places[-1] + 1) == (name.first, name.last):
        return name
    return named(tokens, places[0], places[-1] + 1, "PERSON")


def _after_titles(tokens: Tokens, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Names that spaCy overlooks: two or three capitalised words after a title or before a verb."""
    place, size = 0, len(tokens)
    while place < size:
        if tokens.tag[place] != "NNP":
            place += 1
            continue
        last = place
        while last < size and last - place < 4 and _capital(tokens, taken, last, place):
            last += 1
        if last - place in (1, 2, 3) and _introduced(tokens, place, last):
            yield place, last
        place = max(last, place + 1)


def _capital(tokens: Tokens, taken: bytearray, place: int, first: int) -> bool:
    word = tokens.text[place]
    return (
        not taken[place]
        and tokens.tag[place] == "NNP"
        and tokens.label[place] in ("", "PERSON", "ORG")
        and word[0].isupper()
        and (word.isalpha() or "-" in word or "'" in word or word.endswith("."))
        and tokens.block[place] == tokens.block[first]
        and tokens.lower[place] not in _NO_NAMES
    )


def _introduced(tokens: Tokens, first: int, last: int) -> bool:
    if first == 0 or tokens.block[first - 1] != tokens.block[first]:
        return False
    if tokens.lower[first - 1] in TITLES and tokens.tag[first - 1] in ("NN", "NNP"):
        return tokens.block[first] == tokens.block[last - 1]
    speaks = last < len(tokens) and tokens.lower[last] in ("said", "says", "told", "added")
    return speaks and last - first in (2, 3)


def _again(
    tokens: Tokens, taken: bytearray, names: list[Found], outlet: str | None
) -> Iterator[Found]:
    """Further uses of names already found, and surnames alone, that spaCy overlooks."""
    known: dict[str, list[tuple[list[str], EntityKind]]] = {}
    publisher = (outlet or "").lower().split()
    if publisher:
        known[publisher[0]] = [(publisher, "organisation")]
    for words, what in _different(tokens, names):
        known.setdefault(words[0], []).append((words, what))
        if what == "person" and len(words) > 1:
            known.setdefault(words[-1], []).append((words[-1:], what))
    for place, word in enumerate(tokens.lower):
        if word not in known or taken[place] or not _named_again(tokens, place):
            continue
        size, what = max(
            (len(words), what)
            for words, what in ([([], "person"), *known[word]])
            if tokens.lower[place : place + len(words)] == words
        )
        if size and not any(taken[place : place + size]):
            last = place + size
            taken[place:last] = b"\x01" * size
            title = title_before(tokens, place) if what == "person" else None
            head, text = head_of(tokens, place, last), text_of(tokens, place, last)
            yield Found(
                place, last, "name", what, head, text, title=title, role=role_before(tokens, title)
            )


def _named_again(tokens: Tokens, place: int) -> bool:
    return (
        tokens.text[place][0].isupper()
        and tokens.tag[place] in ("NNP", "NNPS", "NN", "JJ")
        and tokens.label[place] in ("", *KINDS)
    )


def _different(tokens: Tokens, names: Sequence[Found]) -> Iterator[tuple[list[str], EntityKind]]:
    """The names in lower case, each once, with the kind it has most often."""
    kinds: dict[tuple[str, ...], Counter[EntityKind]] = {}
    for name in names:
        if name.what is not None:
            words = tuple(tokens.lower[name.first : name.last])
            kinds.setdefault(words, Counter())[name.what] += 1
    for words, counts in kinds.items():
        yield list(words), counts.most_common(1)[0][0]


def _entities(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The stretches that spaCy names, of the labels that matter, cut at line breaks."""
    size, first = len(tokens), 0
    while first < size:
        label = tokens.label[first]
        last = first + 1
        if label in KINDS:
            while last < size and tokens.label[last] == label and not tokens.begins[last]:
                if "\n" in tokens.text[last] or tokens.block[last] != tokens.block[first]:
                    break
                last += 1
            yield first, last
        first = last


def _bodies(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Bodies named in capitals, "Ministry of Foreign Affairs", whole even where spaCy cuts them."""
    for place, word in enumerate(tokens.lower):
        if word in BODY_NOUNS and tokens.text[place][0].isupper():
            first, last = _left_capitals(tokens, place), _right_capitals(tokens, place + 1)
            if last - first > 1:
                yield first, last


def _left_capitals(tokens: Tokens, place: int) -> int:
    first = place
    while (
        first > 0
        and tokens.block[first - 1] == tokens.block[place]
        and tokens.tag[first - 1] in ("NNP", "NNPS", "JJ")
        and tokens.text[first - 1][0].isupper()
        and tokens.label[first - 1] in ("ORG", "NORP", "GPE", "LOC", "")
        and tokens.lower[first - 1] not in FRONT
        and _joined(tokens, first - 1)
    ):
        first -= 1
    return first


def _joined(tokens: Tokens, place: int) -> bool:
    return tokens.head[place] > place or tokens.dep[place] in ("compound", "amod", "nmod")


def _right_capitals(tokens: Tokens, place: int) -> int:
    """Past "of Foreign Affairs", "for Human Rights": small words only between capitals."""
    last = place
    look, size = place, len(tokens)
    if look >= size or tokens.lower[look] not in ("of", "for", "on"):
        return place
    while look < size and look - place < LONGEST and tokens.block[look] == tokens.block[place - 1]:
        if tokens.text[look][0].isupper() and tokens.tag[look] in _CAPITAL_TAGS:
            last = look + 1
        elif tokens.lower[look] not in INNER or (tokens.lower[look] == "and" and last - place > 3):
            break
        look += 1
    return last


__all__ = ["Found", "find_names"]
