"""Names in the text: spaCy's, with their borders repaired, their titles split off, gaps filled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.annotate.mentions.fold import fold
from sayso.annotate.mentions.overlooked import (
    called_people,
    loud_blocks,
    seats,
    short_form,
    short_forms,
    speaking,
)
from sayso.annotate.mentions.tokens import Tokens
from sayso.annotate.mentions.words import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    PLACE_NOUNS,
    TITLE_MODIFIERS,
    TITLES,
)
from sayso.rows import EntityKind, MentionKind

KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "happening",
    "LAW": "document",
    "WORK_OF_ART": "document",
}
_FRONT = frozenset(["the", "a", "an", "former", "then", "ex", "late", "incoming", "outgoing"])
_PUNCTUATION = "\"'“”„‟‘’‚«»‹›`´()[]{}<>,;:.!?…-–—―|/\\*#@&+=_~•·"
_POSSESSIVE = frozenset(["'s", "’s", "'", "’", "'S"])
_INNER = frozenset(["of", "for", "the", "and", "on", "to", "&", "-"])
_DATE = re.compile(r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\d")
_NATIONAL = frozenset(["ministry", "department", "government", "parliament"])
"""Bodies that a state has one of, so that a capital says whose: an embassy's place does not."""
_GENERIC = BODY_NOUNS | TITLE_MODIFIERS | frozenset(["of", "the", "affairs", "and"])
_NO_NAMES = TITLES | TITLE_MODIFIERS | BODY_NOUNS | DOCUMENT_NOUNS
_NO_FIRST_NAMES = TITLES | TITLE_MODIFIERS | BODY_NOUNS | _FRONT
_SEATED = frozenset(["place", "person", "organisation", "group"])
_LONGEST = 14  # tokens; spaCy now and then calls half a sentence a name
_IN_CHIEF = ["-", "in", "-"]
_ROLE_REACH = 6
_CAPITAL_TAGS = frozenset(["NNP", "NNPS", "JJ", "NN", "NNS"])


@dataclass(slots=True)
class Found:
    """A mention before it is known who is meant. Places of tokens, ``[first, last)``."""

    first: int
    last: int
    kind: MentionKind
    what: EntityKind | None
    head: int
    text: str
    group: int | None = None
    """The number of the entity within the document; null where it is unknown who is meant."""
    title: tuple[int, int] | None = None
    role: tuple[int, int] | None = None

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return fold(self.text)


def find_names(tokens: Tokens, outlet: str | None = None) -> list[Found]:
    """The names of people, bodies, places, groups, documents and happenings, in text order.

    ``outlet`` is known to be the name of a body, whether or not spaCy takes it for one.
    """
    found: dict[int, Found] = {}
    taken = bytearray(len(tokens))
    loud = loud_blocks(tokens)

    def take(name: Found | None) -> None:
        if name is not None and not any(taken[name.first : name.last]):
            taken[name.first : name.last] = b"\x01" * (name.last - name.first)
            found[name.first] = name

    for first, last in called_people(tokens):
        take(_name(tokens, first, last, "PERSON"))
    for first, last in (*_bodies(tokens), *_entities(tokens)):
        name = _name(tokens, first, last)
        if name is None or tokens.block[first] not in loud or not _doubtful(name):
            take(name)
    for first, last in _after_titles(tokens, taken):
        take(_name(tokens, first, last, "PERSON"))
    for first, last in speaking(tokens, taken):
        if tokens.block[first] not in loud:
            take(_name(tokens, first, last, "ORG"))
    for first, last in seats(tokens, taken):
        take(_name(tokens, first, last, "GPE"))
    for name in _again(tokens, taken, list(found.values()), outlet):
        found[name.first] = name
    for place, what in short_forms(tokens, taken, _long(found.values(), outlet)):
        found[place] = Found(place, place + 1, "name", what, place, tokens.text[place])
    _publisher(tokens, found.values(), outlet)
    _seats(tokens, found)
    return [found[first] for first in sorted(found)]


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
        if _NATIONAL.isdisjoint(words) or not _GENERIC.issuperset(words):
            continue
        after, before = found.get(name.last + 1), ends.get(name.first - 1)
        if after is not None and tokens.lower[name.last] == "in" and after.what in _SEATED:
            name.text = _text(tokens, name.first, after.last)
        elif (
            before is not None
            and before.what in _SEATED
            and tokens.text[name.first - 1] in _POSSESSIVE
        ):
            name.text = _text(tokens, before.first, name.last)


def _doubtful(name: Found) -> bool:
    """Whether a name in a headline needs the article to confirm it."""
    return name.what not in ("person", "place", "group") or name.last - name.first > 3


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
            title = _title_before(tokens, place) if what == "person" else None
            head, text = _head(tokens, place, last), _text(tokens, place, last)
            yield Found(
                place, last, "name", what, head, text, title=title, role=_role(tokens, title)
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
        and tokens.lower[first - 1] not in _FRONT
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
    while look < size and look - place < _LONGEST and tokens.block[look] == tokens.block[place - 1]:
        if tokens.text[look][0].isupper() and tokens.tag[look] in _CAPITAL_TAGS:
            last = look + 1
        elif tokens.lower[look] not in _INNER or (tokens.lower[look] == "and" and last - place > 3):
            break
        look += 1
    return last


def _name(tokens: Tokens, first: int, last: int, label: str = "") -> Found | None:
    """The name in ``[first, last)`` with clean borders, or null where there is none."""
    label = label or tokens.label[first] or tokens.label[last - 1]
    first, last = _trim(tokens, first, last)
    if first >= last or last - first > _LONGEST:
        return None
    title: tuple[int, int] | None = None
    if label == "PERSON" or tokens.lower[first] in TITLES:
        cut = _title_inside(tokens, first, last)
        if cut > first:
            title, label, first = (first, cut), "PERSON", cut
    if label == "ORG":
        first, last = _body_borders(tokens, first, last)
        if first >= last:
            return None
    if label == "PERSON" and title is None and first + 1 == last and _given(tokens, first - 1):
        first -= 1
    what = _what(tokens, first, last, label)
    if what == "organisation" and _of_office(tokens, first, last):
        return None
    if what is None or not _looks_like_name(tokens, first, last):
        return None
    if what == "person" and title is None:
        title = _title_before(tokens, first)
    elif what in ("place", "organisation") and _titled(tokens, first, last):
        what, title = "person", _title_before(tokens, first)
    head, text = _head(tokens, first, last), _text(tokens, first, last)
    return Found(first, last, "name", what, head, text, title=title, role=_role(tokens, title))


def _titled(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a "place" or "body" of two or three words is a person by the title before it."""
    return (
        last - first in (2, 3)
        and first > 0
        and tokens.lower[first - 1] in TITLES
        and tokens.text[first - 1][0].isupper()
        and tokens.tag[first - 1] == "NNP"
        and all(word[0].isupper() and word.isalpha() for word in tokens.text[first:last])
        and BODY_NOUNS.isdisjoint(tokens.lower[first:last])
        and PLACE_NOUNS.isdisjoint(tokens.lower[first:last])
    )


def _of_office(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a "body" is what an office is for: "Minister for Trade and European Affairs"."""
    if not BODY_NOUNS.isdisjoint(tokens.lower[first:last]):
        return False
    place = _head(tokens, first, last)
    for _ in range(5):
        above = tokens.head[place]
        if tokens.dep[place] == "pobj":
            return tokens.lower[above] == "for" and tokens.lower[tokens.head[above]] in TITLES
        if tokens.dep[place] not in ("conj", "appos") or above == place:
            return False
        place = above
    return False


def _body_borders(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """A body without the title after it, "Health Ministry | deputy head", and with its number."""
    if last < len(tokens) and tokens.lower[last] in TITLES:
        while last > first and tokens.lower[last - 1] in TITLE_MODIFIERS:
            last -= 1
    return (first - 1 if _number(tokens, first - 1) else first), last


def _number(tokens: Tokens, place: int) -> bool:
    """Whether a number at ``place`` belongs to the name after it: "told Seven Hills Radio"."""
    return (
        place > 0
        and tokens.tag[place] == "CD"
        and tokens.text[place][0].isupper()
        and tokens.sentence[place - 1] == tokens.sentence[place]
        and tokens.block[place - 1] == tokens.block[place]
        and tokens.text[place - 1] not in '"“„«:'
    )


def _given(tokens: Tokens, place: int) -> bool:
    """Whether the word at ``place`` is a first name that spaCy left out."""
    return (
        place >= 0
        and tokens.tag[place] == "NNP"
        and tokens.dep[place] == "compound"
        and tokens.head[place] == place + 1
        and tokens.label[place] == ""
        and tokens.block[place] == tokens.block[place + 1]
        and tokens.text[place][0].isupper()
        and tokens.text[place].isalpha()
        and tokens.lower[place] not in _NO_FIRST_NAMES
    )


def _text(tokens: Tokens, first: int, last: int) -> str:
    parts = [tokens.text[first]]
    for place in range(first + 1, last):
        if tokens.start[place] > tokens.end[place - 1]:
            parts.append(" ")
        parts.append(tokens.text[place])
    return "".join(parts)


def _trim(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    while first < last and (
        tokens.lower[first] in _FRONT
        or not tokens.text[first].strip(_PUNCTUATION + " \n\r\t\u00a0")
        or tokens.text[first] in _POSSESSIVE
    ):
        first += 1
    while last > first and (
        tokens.text[last - 1] in _POSSESSIVE
        or not tokens.text[last - 1].strip(_PUNCTUATION + " \n\r\t\u00a0")
        or tokens.lower[last - 1] in _INNER
    ):
        last -= 1
    return first, last


def _title_inside(tokens: Tokens, first: int, last: int) -> int:
    """Where the name begins after the titles that spaCy took into it."""
    place = first
    while place < last - 1 and (
        tokens.lower[place] in TITLES or tokens.lower[place] in TITLE_MODIFIERS
    ):
        place += 1
    while place > first and tokens.lower[place - 1] not in TITLES:
        place -= 1
    return place


def _title_before(tokens: Tokens, first: int) -> tuple[int, int] | None:
    """The title right before a name, "Foreign Minister" before "Jane Doe"."""
    begin = first
    while (
        begin > 0
        and tokens.block[begin - 1] == tokens.block[first]
        and tokens.lower[begin - 1] in (TITLES if begin == first else TITLES | TITLE_MODIFIERS)
        and tokens.label[begin - 1] not in ("GPE", "NORP")
    ):
        begin -= 1
    if tokens.lower[begin : begin + 1] == ["chief"] and tokens.text[begin - 3 : begin] == _IN_CHIEF:
        begin -= 4  # spaCy takes "Commander-in-Chief" apart
    return (begin, first) if begin < first else None


def _role(tokens: Tokens, title: tuple[int, int] | None) -> tuple[int, int] | None:
    """A title with the body or country that it is of: "Ruritanian Foreign Minister"."""
    if title is None or tokens.lower[title[1] - 1].rstrip(".") in ("mr", "mrs", "ms", "miss", "dr"):
        return None
    begin = title[0]
    while (
        begin > 0
        and title[0] - begin < _ROLE_REACH
        and tokens.block[begin - 1] == tokens.block[title[0]]
        and (
            tokens.label[begin - 1] in ("GPE", "NORP", "ORG")
            or (tokens.text[begin - 1] in _POSSESSIVE and tokens.label[begin - 2] == "GPE")
        )
        and tokens.lower[begin - 1] != "the"
    ):
        begin -= 1
    return begin, title[1]


def _what(tokens: Tokens, first: int, last: int, label: str) -> EntityKind | None:
    words = tokens.lower[first:last]
    if all(word in TITLES or word in TITLE_MODIFIERS for word in words):
        return None
    if label == "WORK_OF_ART":
        return "document" if not DOCUMENT_NOUNS.isdisjoint(words) else None
    if label in ("ORG", "LAW", "") and (words[-1] in DOCUMENT_NOUNS or words[0] in DOCUMENT_NOUNS):
        return "document"
    if label == "PERSON" and (words[0] in BODY_NOUNS or words[-1] in _NATIONAL):
        return "organisation"
    if label in ("", "NORP", "GPE") and not BODY_NOUNS.isdisjoint(words):
        return "organisation"
    if label == "LAW":
        return "organisation"  # spaCy's guess for many a body; a law's name has a noun for it
    return KINDS.get(label)


def _looks_like_name(tokens: Tokens, first: int, last: int) -> bool:
    words = tokens.text[first:last]
    if first + 1 == last and (
        len(words[0]) < 2 or tokens.tag[first] in ("PRP", "PRP$", "UH", "DT")
    ):
        return False
    joined = "".join(words)
    if "@" in joined or "http" in joined or "www." in joined:
        return False
    return any(word[0].isupper() for word in words) and not _DATE.match(words[0].lower())


def _head(tokens: Tokens, first: int, last: int) -> int:
    for place in range(last - 1, first - 1, -1):
        if not first <= tokens.head[place] < last or tokens.head[place] == place:
            return place
    return last - 1
