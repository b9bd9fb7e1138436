"""Who calls what by which name: the uses of a referent's names, counted by outlet and by speaker.

Spellings that differ only in case, punctuation, hyphens, plural or the dots of an acronym are one
name; so are a person's surname and full name, and a body's short form or initials and its full
name. Everything else, "Kiev" and "Kyiv", is another name. A place's short form is one too:
whether it is "Nagorno-X" or "X" may be what the dispute is about.

How telling the choice among the names is, is measured by Dunning's G (1993) over who uses which, an
outlet in its own voice or a speaker in what is reported of it, against G over shuffled names. Words
that several documents copied are counted once, for whoever had them first here.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from statistics import fmean, pstdev
from typing import NamedTuple

from sayso.annotate.mentions.words import alike_all, role_words
from sayso.link.origins import Stretch, Text, origins
from sayso.link.referent import Referent
from sayso.rows import EntityKind, Name, NameSpeaker, NamingVoice, Span

_DOTS = re.compile(r"(?<=\w)\.(?=\w)|(?<=\b\w)\.")
_APOSTROPHES = re.compile(r"['’‘ʼ`´]s?\b")
_WORD = re.compile(r"[^\W_]+")
_SHORTENED: frozenset[EntityKind] = frozenset(["person", "organisation", "office"])
"""Kinds of which a part of the name is only its short form."""
SHUFFLES = 40
MOST = 2_000
"""Uses of a referent's names that are shuffled; beyond, the first so many stand for all."""


class Use(NamedTuple):
    """Uses of one name, alike in all that is counted."""

    name: str
    voice: NamingVoice
    outlet: str | None
    site: str | None
    doc: str
    published: str | None
    speaker: str | None
    passage: str | None
    """The shared passage that they stand in."""
    number: int = 1

    @property
    def source(self) -> str:
        """What is counted once, however often it was copied."""
        return self.passage or self.doc


def compared(name: str) -> tuple[str, ...]:
    """The words of a name by which spellings of it are told to be one."""
    plain = unicodedata.normalize("NFC", name).casefold()
    plain = _APOSTROPHES.sub("", _DOTS.sub("", plain))
    words = _WORD.findall(plain)
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return tuple(map(_single, words))


def _single(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


class Forms:
    """Which spellings of a referent's names are one name."""

    def __init__(self, kind: EntityKind, uses: Iterable[Use]) -> None:
        self._kind = kind
        self._keys: dict[str, tuple[str, ...]] = {}
        self._in: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        spelled: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for use in uses:
            key = self._key(use.name)
            self._in[key].add(use.doc)
            spelled[key][use.name] += use.number
        self._spelled = spelled
        self._longer = {key: self._of(key) for key in spelled}

    def key(self, use: Use) -> tuple[str, ...]:
        """What uses of one name have in common; of a short form, that of the name it is short for,
        if the document has only one such, or all documents together.

        A surname tells no choice of words, so of a person's names it counts with the most used.
        """
        key = self._key(use.name)
        longer = self._longer[key]
        here = [one for one in longer if use.doc in self._in[one]]
        if len(here) == 1:
            return here[0]
        if self._kind == "person" and longer:
            return min(here or longer, key=lambda one: (-self._spelled[one].total(), one))
        return longer[0] if len(longer) == 1 else key

    def label(self, key: tuple[str, ...]) -> str:
        """The spelling used most; none in capitals alone, if there is another."""
        found = self._spelled[key]
        return min(found, key=lambda name: (len(name) > 5 and name.isupper(), -found[name], name))

    def _key(self, name: str) -> tuple[str, ...]:
        if name not in self._keys:
            words = compared(name)
            if self._kind == "person" and len(words) > 2:
                words = (words[0], *(one for one in words[1:-1] if len(one) > 1), words[-1])
            elif self._kind in _SHORTENED and self._kind != "person":
                words = tuple(sorted(role_words(words))) or words
            self._keys[name] = words
        return self._keys[name]

    def _of(self, key: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The names that one may be short for, without those that are short for one of them."""
        longer = [one for one in self._spelled if one != key and self._short_for(key, one)]
        return [
            one
            for one in longer
            if not any(self._short_for(one, other) for other in longer if other != one)
        ]

    def _short_for(self, key: tuple[str, ...], other: tuple[str, ...]) -> bool:
        if self._kind in _SHORTENED and set(key) < set(other):
            return True
        if self._kind == "organisation" and len(key) == len(other) and key > other:
            return alike_all(frozenset(key), frozenset(other))
        return len(key) == 1 and self._kind != "person" and self._initials(key, other)

    def _initials(self, key: tuple[str, ...], other: tuple[str, ...]) -> bool:
        letters = key[0]
        if not 1 < len(letters) < 9 or len(other) < 2:
            return False
        if not any(name.replace(".", "").isupper() for name in self._spelled[key]):
            return False
        for name in self._spelled[other]:
            initials = "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())
            # Of a body whose state or parent is named too, the initials are those of the rest.
            if letters == initials.casefold() or (
                len(letters) > 2 and letters in initials.casefold()
            ):
                return True
        return False


def tally(identity: str, name: str, kind: EntityKind, uses: Sequence[Use]) -> Tally | None:
    """The names of one referent by outlet; null where it has only one name."""
    forms = Forms(kind, uses)
    keyed = [(forms.key(use), use) for use in uses]
    keys = {key for key, _ in keyed}
    if len(keys) < 2:
        return None
    firsts = _firsts(keyed)
    rows = tuple(_rows(identity, forms, keyed, firsts))
    referent = Referent(
        identity,
        name,
        kind,
        len(keys),
        sum(use.number for use in uses),
        len({use.doc for use in uses}),
        _origins(uses),
        telling(_parties(keyed, firsts)),
    )
    return Tally(referent, rows)


def _origins(uses: Iterable[Use]) -> int:
    """How many independent texts the documents are, by the passages in which they name it."""
    shared: defaultdict[str, set[str]] = defaultdict(set)
    dates: dict[str, str | None] = {}
    for use in uses:
        dates[use.doc] = use.published
        if use.passage is not None:
            shared[use.doc].add(use.passage)
    texts = (
        Text(doc, 1, dates[doc], tuple(Stretch(one, Span(0, 1)) for one in sorted(passages)))
        for doc, passages in shared.items()
    )
    return origins(texts, len(dates)).count


class Tally(NamedTuple):
    """A referent with its names."""

    referent: Referent
    names: tuple[Name, ...]


Keyed = tuple[tuple[str, ...], Use]
Party = tuple[str, str]
_First = dict[tuple[str, tuple[str, ...]], str]
_Cell = tuple[tuple[str, ...], str | None, str | None]


def _firsts(keyed: Iterable[Keyed]) -> _First:
    """The document that had each copied use of a name first here."""
    first: dict[tuple[str, tuple[str, ...]], tuple[str, str]] = {}
    for key, use in keyed:
        date = (use.published or "~", use.doc)
        known = first.get((use.source, key))
        if known is None or date < known:
            first[use.source, key] = date
    return {of: doc for of, (_, doc) in first.items()}


def _parties(keyed: Iterable[Keyed], firsts: _First) -> dict[Party, Counter[tuple[str, ...]]]:
    """How many independent texts each outlet, and each speaker, names it so in. An article of an
    unknown outlet stands for one: how often it keeps to a name tells what nobody else can."""
    seen: set[tuple[Party, str, tuple[str, ...]]] = set()  # an article chooses a name once
    found: defaultdict[Party, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for key, use in keyed:
        party = _party(use)
        if party is None or firsts[use.source, key] != use.doc:
            continue
        if party[0] == "document":
            found[party][key] += use.number
        elif (party, use.doc, key) not in seen:
            seen.add((party, use.doc, key))
            found[party][key] += 1
    return found


def _party(use: Use) -> Party | None:
    """Whose choice of a name it is, as far as that is known; a name in scare quotes is nobody's."""
    if use.voice == "own":
        whose = use.outlet or use.site
        return ("document", use.doc) if whose is None else ("outlet", whose)
    return ("speaker", use.speaker) if use.speaker and use.voice != "scare" else None


def telling(parties: Mapping[Party, Counter[tuple[str, ...]]]) -> float:
    """How far the division is from chance, in standard deviations of G over shuffled names."""
    owners = [party for party, counts in sorted(parties.items()) for _ in range(counts.total())]
    names = [key for _, counts in sorted(parties.items()) for key in sorted(counts.elements())][
        :MOST
    ]
    if len(set(owners[:MOST])) < 2 or len(set(names)) < 2:
        return 0.0
    found = _g(owners, names)
    random = Random(0)  # the same ledger gives the same figure
    chance = []
    for _ in range(SHUFFLES):
        random.shuffle(names)
        chance.append(_g(owners, names))
    spread = pstdev(chance)
    return round((found - fmean(chance)) / spread, 3) if spread > 1e-9 else 0.0


def _g(owners: Sequence[Party], names: Sequence[tuple[str, ...]]) -> float:
    """G, up to what is the same however the names are shuffled."""
    cells = Counter(zip(owners, names, strict=False))
    return 2 * sum(count * math.log(count) for count in cells.values())


def _rows(identity: str, forms: Forms, keyed: Sequence[Keyed], firsts: _First) -> Iterator[Name]:
    """The names most used first, each with the outlets that use it most first."""
    total: Counter[tuple[str, ...]] = Counter()
    groups: defaultdict[_Cell, list[Use]] = defaultdict(list)
    independent: defaultdict[_Cell, set[str]] = defaultdict(set)
    for key, use in keyed:
        cell = key, use.outlet, use.site
        total[key] += use.number
        groups[cell].append(use)
        if firsts[use.source, key] == use.doc:
            independent[cell].add(use.doc)

    def order(cell: _Cell) -> tuple[object, ...]:
        key, outlet, site = cell
        used = sum(use.number for use in groups[cell])
        return -total[key], key, -used, outlet or "~", site or "~"

    for cell in sorted(groups, key=order):
        yield _row(identity, forms.label(cell[0]), groups[cell], len(independent[cell]))


def _row(identity: str, label: str, uses: Sequence[Use], origins: int) -> Name:
    voices: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    said: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for use in uses:
        voices[use.voice] += use.number
        forms[use.name] += use.number
        if use.voice in ("indirect", "verbatim"):
            said[use.speaker][use.voice] += use.number
    speakers = sorted(said.items(), key=lambda item: (-item[1].total(), item[0] or "~"))
    return Name(
        identity,
        uses[0].outlet,
        label,
        voices.total(),
        tuple(sorted({use.doc for use in uses})),
        uses[0].site,
        voices["own"],
        voices["scare"],
        voices["indirect"],
        voices["verbatim"],
        origins,
        tuple(sorted(forms, key=lambda form: (-forms[form], form))),
        tuple(NameSpeaker(who, said["indirect"], said["verbatim"]) for who, said in speakers),
    )
