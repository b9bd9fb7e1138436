"""One name with clean borders: its title split off, its kind, the role that the title names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.annotate.fold import fold
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
FRONT = frozenset(["the", "a", "an", "former", "then", "ex", "late", "incoming", "outgoing"])
_PUNCTUATION = "\"'“”„‟‘’‚«»‹›`´()[]{}<>,;:.!?…-–—―|/\\*#@&+=_~•·"
POSSESSIVE = frozenset(["'s", "’s", "'", "’", "'S"])
INNER = frozenset(["of", "for", "the", "and", "on", "to", "&", "-"])
_DATE = re.compile(r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\d")
NATIONAL = frozenset(["ministry", "department", "government", "parliament"])
"""Bodies that a state has one of, so that a capital says whose: an embassy's place does not."""
_NO_FIRST_NAMES = TITLES | TITLE_MODIFIERS | BODY_NOUNS | FRONT
_PARTICLES = frozenset(
    ["al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "ibn", "van", "von"]
)
"""Small words of surnames, which no name ends with."""
_IN_CHIEF = ["-", "in", "-"]
_ROLE_REACH = 6
LONGEST = 14  # tokens; spaCy now and then calls half a sentence a name


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


def named(tokens: Tokens, first: int, last: int, label: str = "") -> Found | None:
    """The name in ``[first, last)`` with clean borders, or null where there is none."""
    label = label or tokens.label[first] or tokens.label[last - 1]
    first, last = _trim(tokens, first, last)
    if first >= last or last - first > LONGEST:
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
    if label == "PERSON":
        last = _whole_surname(tokens, first, last)
    if label == "PERSON" and title is None and first + 1 == last and _given(tokens, first - 1):
        first -= 1
    what = _what(tokens, first, last, label)
    if what == "organisation" and _of_office(tokens, first, last):
        return None
    if what is None or not _looks_like_name(tokens, first, last):
        return None
    if what == "person" and title is None:
        title = title_before(tokens, first)
    elif what in ("place", "organisation") and _titled(tokens, first, last):
        what, title = "person", title_before(tokens, first)
    head, text = head_of(tokens, first, last), text_of(tokens, first, last)
    return Found(
        first, last, "name", what, head, text, title=title, role=role_before(tokens, title)
    )


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
    place = head_of(tokens, first, last)
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


def _whole_surname(tokens: Tokens, first: int, last: int) -> int:
    """The end of a name that spaCy cuts within its surname: "Mara von | der Teel"."""
    end = last
    if last - first < 2 or tokens.text[last - 1] not in _PARTICLES:
        return last
    while end < len(tokens) and tokens.text[end] in _PARTICLES:
        end += 1
    surname = end < len(tokens) and tokens.text[end][0].isupper() and tokens.text[end].isalpha()
    inside = surname and tokens.block[end] == tokens.block[first]
    return end + 1 if inside and tokens.tag[end] in ("NNP", "NNPS") else last


def text_of(tokens: Tokens, first: int, last: int) -> str:
    """The words of ``[first, last)`` with one space where there is any."""
    parts = [tokens.text[first]]
    for place in range(first + 1, last):
        if tokens.start[place] > tokens.end[place - 1]:
            parts.append(" ")
        parts.append(tokens.text[place])
    return "".join(parts)


def _trim(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    while first < last and (
        tokens.lower[first] in FRONT
        or not tokens.text[first].strip(_PUNCTUATION + " \n\r\t\u00a0")
        or tokens.text[first] in POSSESSIVE
    ):
        first += 1
    while last > first and (
        tokens.text[last - 1] in POSSESSIVE
        or not tokens.text[last - 1].strip(_PUNCTUATION + " \n\r\t\u00a0")
        or tokens.lower[last - 1] in INNER
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


def title_before(tokens: Tokens, first: int) -> tuple[int, int] | None:
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


def role_before(tokens: Tokens, title: tuple[int, int] | None) -> tuple[int, int] | None:
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
            or (tokens.text[begin - 1] in POSSESSIVE and tokens.label[begin - 2] == "GPE")
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
    if label == "PERSON" and (words[0] in BODY_NOUNS or words[-1] in NATIONAL):
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


def head_of(tokens: Tokens, first: int, last: int) -> int:
    """The token of ``[first, last)`` that hangs on none of the others."""
    for place in range(last - 1, first - 1, -1):
        if not first <= tokens.head[place] < last or tokens.head[place] == place:
            return place
    return last - 1
