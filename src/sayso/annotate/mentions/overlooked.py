"""Names that spaCy overlooks and the sentence gives away: who speaks, and a body's short form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sayso.annotate.data import word_list
from sayso.annotate.gazetteer import look_up
from sayso.annotate.mentions.tokens import Tokens
from sayso.annotate.mentions.words import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    OUTLET_NOUNS,
    PERSON_NOUNS,
    PLACE_NOUNS,
    PLURAL_BODIES,
    PLURAL_PERSONS,
    SAYING,
    TITLE_MODIFIERS,
    TITLES,
)
from sayso.rows import EntityKind

_COMMON = (
    TITLES
    | TITLE_MODIFIERS
    | BODY_NOUNS
    | PLURAL_BODIES
    | DOCUMENT_NOUNS
    | PERSON_NOUNS
    | PLURAL_PERSONS
)
_LONGEST = 4  # words of a name that has no other sign of being one
_HEADLINE = 16  # words of four letters or more; longer blocks are prose about bodies
_SHORT = 60  # tokens; no headline is longer
_OF = frozenset(["of", "for"])
_PAPERS = OUTLET_NOUNS - {"article", "story"} | {"daily", "weekly", "tabloid", "network"}
_MEASURES = frozenset(["data", "figures", "estimates", "poll", "survey", "analysis"])
_WHERE = frozenset(["in", "at", "near", "from", "outside", "around", "across", "into", "towards"])
_VILLAGE = 1000  # people; smaller places share their names with too much else
_TELLS = frozenset(word_list("speech", "heard")["tells"])
_REPORTS = frozenset(["reports", "informs", "writes"])
OPENING = frozenset("\"'“”„«»‘:;.!?()–—-…|/•") | {"``", "''"}


def loud_blocks(tokens: Tokens) -> set[int]:
    """Blocks where nearly every word has a capital, so that capitals say nothing about names."""
    words: dict[int, list[str]] = {}
    for block, text in zip(tokens.block, tokens.text, strict=True):
        words.setdefault(block, []).append(text)
    return {
        block for block, texts in words.items() if len(texts) <= _SHORT and mostly_capitals(texts)
    }


def mostly_capitals(words: Sequence[str]) -> bool:
    """Whether nearly all of a few words have a capital, those of four letters or more."""
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    large = sum(word[0].isupper() for word in long)
    return len(long) <= _HEADLINE and large > max(3, 3 * (len(long) - large))


def speaking(tokens: Tokens, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Capitalised words without a label that are the subject of a verb of saying, and surnames
    that end like a plural, which spaCy takes for one at the start of a sentence."""
    people = {
        text
        for text, tag, label in zip(tokens.text, tokens.tag, tokens.label, strict=True)
        if tag == "NNP" and label == "PERSON"
    }
    for place, dep in enumerate(tokens.dep):
        if dep != "nsubj" or taken[place]:
            continue
        plural = tokens.tag[place] == "NNS" and tokens.text[place] in people
        if not plural and not _proper(tokens, place):
            continue
        if not _says(tokens, tokens.head[place]):
            continue
        if tokens.lower[place] in _COMMON and not _bare_paper(tokens, place):
            continue
        first = place
        while (
            first > 0
            and place - first < _LONGEST
            and not taken[first - 1]
            and tokens.block[first - 1] == tokens.block[place]
            and tokens.head[first - 1] in range(first, place + 1)
            and _proper(tokens, first - 1)
        ):
            first -= 1
        if not any(word in TITLES for word in tokens.lower[first:place]):
            yield first, place + 1


def _bare_paper(tokens: Tokens, place: int) -> bool:
    """Whether a capital within a sentence makes a name of a word for what is read: "the road is
    open, Report says"."""
    return (
        tokens.lower[place] in DOCUMENT_NOUNS | OUTLET_NOUNS
        and not tokens.children[place]
        and _within(tokens, place)
    )


def _within(tokens: Tokens, place: int) -> bool:
    """Whether a token stands within its sentence, so that a capital says something."""
    before = place - 1
    return (
        before >= 0
        and tokens.sentence[before] == tokens.sentence[place]
        and tokens.block[before] == tokens.block[place]
        and tokens.text[before] not in OPENING
    )


def papers(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Capitalised words after a noun for an outlet: "the newspaper Strelsau Post"."""
    for place in range(1, len(tokens)):
        before = place - 1
        if tokens.text[before] in _PAPERS and tokens.block[before] == tokens.block[place]:
            last = _capitals(tokens, place)
            if last > place and not _COMMON.issuperset(tokens.lower[place:last]):
                yield place, last


def told(tokens: Tokens, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Capitalised words that someone told something, and those that report it in an aside: "told
    Post on Monday", ", Post reports"."""
    for place in range(1, len(tokens) - 1):
        if taken[place] or not _proper(tokens, place) or not _within(tokens, place):
            continue
        first, last, before = place, _capitals(tokens, place), tokens.lower[place - 1]
        if last >= len(tokens) or any(taken[first:last]) or tokens.label[first] == "GPE":
            continue
        aside = before == "," and tokens.lower[last] in _REPORTS
        heard = before in _TELLS and tokens.dep[last - 1] in ("dobj", "dative")
        if (aside or heard) and _COMMON.isdisjoint(tokens.lower[first:last]):
            yield first, last


def measuring(tokens: Tokens, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Capitalised words without a label before "data", "figures": "Floodwatch24 data showed"."""
    for place in range(1, len(tokens)):
        before = place - 1
        if (
            tokens.lower[place] in _MEASURES
            and tokens.tag[before] == "NNP"
            and tokens.head[before] == place
            and not tokens.label[before]
            and not taken[before]
        ):
            yield before, place


def with_article(tokens: Tokens, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Names that take "The" with a capital within a sentence: "told The Economist"."""
    for place in range(1, len(tokens)):
        if tokens.text[place - 1] == "The" and not taken[place] and _within(tokens, place - 1):
            last = _capitals(tokens, place)
            if last > place and not any(taken[place:last]):
                yield place, last


def _capitals(tokens: Tokens, place: int) -> int:
    """The end of the run of proper nouns that begins at ``place``."""
    last = place
    while (
        last < min(len(tokens), place + _LONGEST)
        and tokens.block[last] == tokens.block[place]
        and tokens.sentence[last] == tokens.sentence[place]
        and _proper(tokens, last)
    ):
        last += 1
    return last


def attested(tokens: Tokens, loud: set[int]) -> frozenset[str]:
    """The names' words that stand outside headlines: in those, capitals say nothing."""
    return frozenset(
        tokens.lower[place]
        for place, tag in enumerate(tokens.tag)
        if tag in ("NNP", "NNPS") and tokens.block[place] not in loud
    )


def called_people(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Full names that spaCy takes for places, where an apposition says that it is someone: "Jane
    Strelsau, a lawyer"."""
    for place, dep in enumerate(tokens.dep):
        name = tokens.head[place]
        if dep != "appos" or name >= place or tokens.lower[place] not in PERSON_NOUNS:
            continue
        first = name
        while (
            first > 0
            and name - first < _LONGEST
            and tokens.block[first - 1] == tokens.block[name]
            and tokens.dep[first - 1] == "compound"
            and _proper(tokens, first - 1)
        ):
            first -= 1
        words = frozenset(tokens.lower[first : name + 1])
        place_like = _proper(tokens, name) and tokens.label[name] in ("", "GPE")
        if first < name and place_like and words.isdisjoint(_COMMON | PLACE_NOUNS):
            yield first, name + 1


def seats(tokens: Tokens, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Capitalised words without a label that follow "in" right after a body's noun."""
    for place in range(2, len(tokens)):
        if (
            tokens.lower[place - 1] == "in"
            and tokens.lower[place - 2] in BODY_NOUNS
            and not taken[place]
            and tokens.block[place - 2] == tokens.block[place]
            and _proper(tokens, place)
        ):
            yield place, place + 1


def located(tokens: Tokens, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Capitalised words without a label that the gazetteer knows, after a preposition of place."""
    for place in range(1, len(tokens)):
        if taken[place] or tokens.lower[place - 1] not in _WHERE or not _within(tokens, place):
            continue
        last = _capitals(tokens, place)
        named = last > place and not any(tokens.label[place:last]) and not any(taken[place:last])
        if named and tokens.dep[last - 1] == "pobj":
            entries = look_up(" ".join(tokens.text[place:last]))
            if any(entry.main and entry.population >= _VILLAGE for entry in entries):
                yield place, last


def _says(tokens: Tokens, verb: int) -> bool:
    """Whether a verb, or one joined to it, is of saying: "welcomed the vote but said"."""
    verbs = [verb, *(c for c in tokens.children[verb] if tokens.dep[c] == "conj")]
    return any(tokens.lower[one] in SAYING for one in verbs)


def _proper(tokens: Tokens, place: int) -> bool:
    word = tokens.text[place]
    return (
        tokens.tag[place] in ("NNP", "NNPS")
        and tokens.label[place] in ("", "ORG", "PERSON", "GPE", "PRODUCT", "NORP", "WORK_OF_ART")
        and len(word) > 1
        and word[0].isupper()
        and word.replace("-", "").isalpha()
    )


def short_forms(
    tokens: Tokens, taken: bytearray, long: Iterable[tuple[list[str], EntityKind]]
) -> Iterator[tuple[int, EntityKind]]:
    """Places of "the Gazette" where the text has the "Strelsau Gazette": a capital shows that a
    name is meant. Nouns for bodies ("the Ministry") are descriptions and left to those."""
    heads = {short_form(words): what for words, what in long}
    for place, word in enumerate(tokens.lower):
        if (
            word in heads
            and word not in BODY_NOUNS
            and word not in DOCUMENT_NOUNS
            and not taken[place]
            and place > 0
            and tokens.lower[place - 1] == "the"
            and tokens.block[place - 1] == tokens.block[place]
            and tokens.text[place][0].isupper()
        ):
            taken[place] = 1
            yield place, heads[word]


def short_form(words: list[str]) -> str:
    """The word that a long name is shortened to: its last, or the one before an of-phrase."""
    for place, word in enumerate(words):
        if place and word in _OF:
            return words[place - 1]
    return words[-1] if words else ""
