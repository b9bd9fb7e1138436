"""Which names of one document stand for the same one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sayso.annotate.fold import fold
from sayso.annotate.gazetteer import adjectives, look_up
from sayso.annotate.mentions.borders import Found
from sayso.annotate.mentions.declared import declared
from sayso.annotate.mentions.overlooked import short_form
from sayso.annotate.mentions.tokens import Tokens
from sayso.annotate.mentions.words import (
    BODY_NOUNS,
    FEMALE_TITLES,
    MALE_TITLES,
    PLACE_NOUNS,
    SAYING,
    TITLES,
    alike,
    alike_all,
    role_words,
)
from sayso.rows import EntityKind

SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"])
_PLACE_BEFORE = frozenset(["in", "at", "near", "into", "across", "outside", "throughout"])
_SETTLED = frozenset(
    ["city", "town", "village", "province", "region", "district", "county", "oblast", "port"]
)
_TRUST = frozenset(["confidence", "faith", "trust", "belief", "believe", "believes", "interest"])
_LARGE = 300_000  # people of a town that a name alone calls to mind
_PEOPLE_ENDINGS = ("ians", "ian", "ans", "an", "ish", "ese", "is", "i")
_SMALL = frozenset(["of", "the", "for", "and", "on", "in", "to", "&"])


@dataclass(slots=True)
class Group:
    """The names of one document that stand for one entity."""

    kind: EntityKind
    key: str
    """The folded name that it is known by; the longest for people."""
    keys: set[str] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    male: float = 0.0
    """Evidence in the text that it is a man; ``female`` likewise."""
    female: float = 0.0
    roles: list[tuple[int, int]] = field(default_factory=list)
    first: int = 0
    """The place of the token where it is first named."""


class Groups:
    """Groups of names, numbered in the order of their first full mention."""

    def __init__(
        self,
        tokens: Tokens,
        names: Sequence[Found],
        descriptions: Sequence[Found] = (),
        outlet: str | None = None,
        datelines: frozenset[str] = frozenset(),
    ) -> None:
        """``outlet`` is known to be a body, ``datelines`` are folded names known to be places."""
        self.tokens = tokens
        self.names = names
        self.descriptions = {item.head: item for item in descriptions}
        self.outlet = (outlet or "").split()
        self.datelines = datelines
        self.all: list[Group] = []
        self._by_key: dict[tuple[EntityKind, str], int] = {}
        self._by_ends: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._named_as: dict[int, list[Found]] = defaultdict(list)
        self._parts: set[str] = set()
        self._peoples: set[str] = set()

    def build(self) -> list[Group]:
        """Group the names and write the number of its group into each; null where it is unclear."""
        kinds = _vote(self.tokens, self.names, self.descriptions, self.datelines)
        for name in self.names:
            name.what = kinds[name.key]
        self._people()
        self._others()
        for names, words in declared(self.tokens, self.names):
            self._declare(names, words)
        return self.all

    # People ---------------------------------------------------------------------------------

    def _people(self) -> None:
        for name in self.names:
            if name.what == "person" and " " in _bare(name.key):
                self._join(name, self._full(name))
        bearers = self._bearers()
        self._parts = {key for key, numbers in bearers.items() if len(numbers) > 1}
        order = sorted(
            (n for n in self.names if n.group is None),
            key=lambda n: self.tokens.sentence[n.head] < 0,
        )
        usual: dict[str, int] = {}
        for name in order:
            if name.key in bearers and self._may_be_person(name):
                name.what = "person"
                number = self._bearer(name, bearers[name.key], usual)
                if number is not None:
                    self._join(name, number)

    def _full(self, name: Found) -> int:
        """The person with this full name, or with the same first name and surname."""
        key = _bare(name.key)
        number = self._by_key.get(("person", key))
        if number is not None:
            return number
        words = key.split()
        for number in self._by_ends[words[0], words[-1]]:
            group = self.all[number]
            if _one_lacks_middle(words, group.key.split()):
                if len(words) > len(group.key.split()):
                    group.key = key
                self._by_key["person", key] = number
                return number
        self._by_ends[words[0], words[-1]].append(len(self.all))
        return self._new("person", key, name)

    def _bearers(self) -> dict[str, set[int]]:
        """Who may be meant by a part of a full name: a surname, a first name, a double surname."""
        bearers: dict[str, set[int]] = defaultdict(set)
        for (kind, key), number in self._by_key.items():
            words = key.split()
            if kind != "person":
                continue
            for cut in range(1, len(words)):
                bearers[" ".join(words[cut:])].add(number)
            for word in words[:-1]:
                if len(word) > 2:
                    bearers[word].add(number)
        return bearers

    def _bearer(self, name: Found, bearers: set[int], usual: dict[str, int]) -> int | None:
        """The one bearer that is meant. Unclear names stay so: nobody is merged on a surname.

        A surname that was used for one bearer before the other was named goes on meaning them;
        newspapers give the newcomer's name in full.
        """
        fits = [number for number in bearers if _agrees(self.tokens, name, self.all[number])]
        named = [number for number in fits if self.all[number].first <= name.first]
        if self.tokens.sentence[name.head] < 0 and len(fits) != 1:
            return usual.get(name.key)
        if len(fits) == 1 or len(named) == 1:
            (number,) = fits if len(fits) == 1 else named
            usual.setdefault(name.key, number)
            return number
        chosen = usual.get(name.key)
        return chosen if chosen in fits else None

    def _may_be_person(self, name: Found) -> bool:
        if name.what == "person" or name.title is not None:
            return True
        if name.what in ("document", "happening", "group"):
            return False
        return not _used_as_place(self.tokens, name)

    # Everyone else --------------------------------------------------------------------------

    def _others(self) -> None:
        acronyms = self._acronyms()
        self._peoples = {name.key for name in self.names if name.what == "group"}
        for name in self.names:
            if name.group is None and not (name.what == "person" and self._unclear(name)):
                assert name.what is not None
                long = acronyms.get(name.key)
                key, kind = long if long is not None else (self._one(name), name.what)
                number = self._by_key.get((kind, key))
                self._join(name, self._new(kind, key, name) if number is None else number)

        self._bodies()
        self._long_places()

    def _one(self, name: Found) -> str:
        """The key of a name; of a people, the one of its singular where the document has that."""
        single = name.key.removesuffix("s")
        return single if name.what == "group" and single in self._peoples else name.key

    def _bodies(self) -> None:
        """Join bodies that are the same by their words, "Foreign Ministry" and "MFA", and of the
        same place, or of none where the document has only one."""
        near: dict[str, set[str]] = defaultdict(set)
        for group in self.all:
            if group.kind in ("place", "group"):
                for word in group.key.split():
                    near[word[:4]].add(word)
        by_base: dict[frozenset[str], list[tuple[frozenset[str], int]]] = defaultdict(list)
        for number, group in enumerate(self.all):
            if group.kind == "organisation":
                words = role_words(group.key.split()) - {"republic"}
                place = frozenset(
                    word for word in words if any(alike(word, of) for of in near[word[:4]])
                )
                if not BODY_NOUNS.isdisjoint(words - place):
                    by_base[words - place].append((place, number))
        for members in by_base.values():
            kept: list[tuple[frozenset[str], int]] = []
            for place, number in sorted(members, key=lambda member: not member[0]):
                same = [other for there, other in kept if alike_all(place, there)]
                if not place and len(kept) == 1:
                    same = [kept[0][1]]
                if same:
                    self._merge(number, same[0])
                else:
                    kept.append((place, number))

    def _long_places(self) -> None:
        """Join "Republic of Ruritania" to "Ruritania", unless one sentence names both: then they
        may be two states."""
        for number, group in enumerate(self.all):
            short = self._by_key.get((group.kind, group.key.removeprefix("republic of ")))
            if group.kind == "place" and short is not None and short != number:
                sentences = [
                    {self.tokens.sentence[n.head] for n in self._named_as[which]}
                    for which in (number, short)
                ]
                if sentences[0].isdisjoint(sentences[1]):
                    self._merge(number, short)

    def _declare(self, names: Sequence[Found], words: tuple[int, int]) -> None:
        """Join what the text itself says are names of one: "X, which A calls Y"."""
        numbers = list(dict.fromkeys(name.group for name in names if name.group is not None))
        kinds = {self.all[number].kind for number in numbers}
        if len(numbers) < 2 or ("person" in kinds and len(kinds) > 1 and "place" not in kinds):
            return
        if "place" in kinds:
            for number in numbers:
                self.all[number].kind = "place"
        for number in numbers[1:]:
            self._merge(number, numbers[0])
        self.all[numbers[0]].roles.append(words)

    def _merge(self, number: int, into: int) -> None:
        gone, stays = self.all[number], self.all[into]
        stays.names += gone.names
        stays.keys |= gone.keys
        stays.roles += gone.roles
        stays.first = min(stays.first, gone.first)
        gone.names.clear()
        for name in self._named_as.pop(number, []):
            name.group = into
            self._named_as[into].append(name)

    def _unclear(self, name: Found) -> bool:
        """Whether a bare name belongs to someone of several, so that it is nobody's for sure."""
        return name.key in self._parts

    def _acronyms(self) -> dict[str, tuple[str, EntityKind]]:
        """Acronyms that the text itself explains: "Relief Committee (RC)" gives "rc"."""
        given = self._shorts() | self._initials()
        tokens = self.tokens
        places = {name.first: name for name in self.names}
        for name in self.names:
            after = name.last
            if after + 2 >= len(tokens) or tokens.text[after] != "(" or name.what == "person":
                continue
            short = tokens.text[after + 1]
            title = short.lower() in TITLES  # "member of the Assembly (MA)" is no assembly
            if tokens.text[after + 2] == ")" and not title and is_acronym(short, name.text):
                inner = places.get(after + 1)
                key = inner.key if inner is not None else short.lower()
                given[key] = (name.key, name.what or "organisation")
        return given

    def _shorts(self) -> dict[str, tuple[str, EntityKind]]:
        """Short forms of just one body named here: "Gazette" of "Strelsau Gazette"."""
        long: dict[str, set[tuple[str, EntityKind]]] = defaultdict(set)
        if len(self.outlet) > 1:
            words = [word.lower() for word in self.outlet]
            long[short_form(words)].add((fold(" ".join(self.outlet)), "organisation"))
        for name in self.names:
            if name.what == "organisation" and " " in name.key:
                words = name.key.split()
                long[short_form(words)].add((name.key, "organisation"))
        return {
            name.key: next(iter(long[name.key]))
            for name in self.names
            if len(long.get(name.key, ())) == 1 and name.what in ("organisation", "document")
        }

    def _initials(self) -> dict[str, tuple[str, EntityKind]]:
        """Acronyms of three letters or more that are the initials of just one body named here."""
        long: dict[str, set[str]] = defaultdict(set)
        for name in self.names:
            if name.what == "organisation" and name.last - name.first > 2:
                words = name.text.replace("-", " ").split()
                long["".join(w[0] for w in words if w.lower() not in _SMALL).lower()].add(name.key)
                long["".join(w[0] for w in words).lower()].add(name.key)
        return {
            name.key: (next(iter(long[name.key])), "organisation")
            for name in self.names
            if len(name.key) > 2 and name.text.isupper() and len(long.get(name.key, ())) == 1
        }

    def _new(self, kind: EntityKind, key: str, name: Found) -> int:
        self.all.append(Group(kind, key, first=name.first))
        self._by_key[kind, key] = len(self.all) - 1
        return len(self.all) - 1

    def _join(self, name: Found, number: int) -> None:
        group = self.all[number]
        name.group, name.what = number, group.kind
        group.keys.add(name.key)
        self._named_as[number].append(name)
        group.names[name.text] += 1
        group.first = min(group.first, name.first)
        if name.role is not None:
            group.roles.append(name.role)
        for place in range(*(name.title or (0, 0))):
            group.male += self.tokens.lower[place] in MALE_TITLES
            group.female += self.tokens.lower[place] in FEMALE_TITLES


def is_acronym(short: str, long: str) -> bool:
    """Whether ``short`` may stand for ``long``: the first letters of its words, some left out."""
    letters = [char for char in short.lower() if char.isalnum()]
    capitals = sum(char.isupper() for char in short)
    if not 2 <= len(letters) <= 10 or capitals < 2 or capitals * 2 < len(letters):
        return False
    words = [word for word in long.lower().replace("-", " ").split() if word not in _SMALL]
    if not words or letters[0] not in (words[0][0], (words[1:] or words)[0][0]):
        return False
    initials = iter(word[0] for word in long.lower().replace("-", " ").split())
    matched = sum(letter in initials for letter in letters)
    return matched >= len(letters) - 1 and matched >= 2


def _vote(
    tokens: Tokens,
    names: Sequence[Found],
    descriptions: Mapping[int, Found],
    datelines: frozenset[str],
) -> dict[str, EntityKind]:
    """One kind for each name of the document: what most of its uses and labels speak for.

    A people's name that begins like another name makes that one a place, whatever spaCy calls it.
    """
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for name in names:
        assert name.what is not None
        votes[name.key][name.what] += 2
        if name.key in datelines:
            votes[name.key]["place"] += 5
        if name.title is not None or _described_as_person(tokens, name, descriptions):
            votes[name.key]["person"] += 5
        elif " " not in name.key and tokens.tag[name.head] == "JJ" and name.what != "person":
            votes[name.key]["group"] += 3
        elif _used_as_place(tokens, name) and (" " not in name.key or name.what == "person"):
            votes[name.key]["place"] += 3
        elif name.what == "document" and _speaks(tokens, name):
            votes[name.key]["organisation"] += 5
    for key, counts in votes.items():
        counts["place"] += _known_place(key)
    _surnames(tokens, names, votes)
    _peoples(votes)
    return {key: counts.most_common(1)[0][0] for key, counts in votes.items()}


def _known_place(key: str) -> int:
    """What the gazetteer adds to the vote for a place: as much as one use as a place.

    It settles names that spaCy calls now a person, now a body ("Kyiv"); what the text uses
    throughout as another kind stays that, for many a surname and a club is also a large town.
    """
    if " " in key or key in adjectives():
        return 0
    known = any(
        entry.kind == "country" or entry.capital or entry.population >= _LARGE
        for entry in look_up(key)
    )
    return 3 if known else 0


def _surnames(
    tokens: Tokens, names: Sequence[Found], votes: Mapping[str, Counter[EntityKind]]
) -> None:
    """Make people of "Jane Doe" and "Doe" where Doe says something: bodies are not cut that way."""
    speaking = {name.key for name in names if name.first + 1 == name.last and _speaks(tokens, name)}
    for name in names:
        words = name.key.split()
        if (
            2 <= name.last - name.first <= 3
            and words[-1] in speaking
            and votes[name.key].most_common(1)[0][0] == "organisation"
            and BODY_NOUNS.isdisjoint(words)
            and not votes[words[-1]]["group"]
        ):
            votes[name.key]["person"] += 50
            votes[words[-1]]["person"] += 50


def _speaks(tokens: Tokens, name: Found) -> bool:
    subject = tokens.dep[name.head] == "nsubj"
    return subject and tokens.lower[tokens.head[name.head]] in SAYING


def _peoples(votes: Mapping[str, Counter[EntityKind]]) -> None:
    """Settle places and the names of their people by one another: both must begin alike."""
    singles = sorted(key for key in votes if " " not in key)
    for at, place in enumerate(singles):
        # Names that share four letters stand next to each other in this order.
        for people in (*singles[max(0, at - 3) : at], *singles[at + 1 : at + 5]):
            if of_people(place, people) and (
                votes[people].most_common(1)[0][0] == "group"
                or votes[place].most_common(1)[0][0] == "place"
            ):
                votes[place]["place"] += 100
                votes[people]["group"] += 100


def of_people(place: str, people: str) -> bool:
    """Whether ``people`` looks like those from ``place``: "ruritanian" for "ruritania"."""
    if place == people or not people.endswith(_PEOPLE_ENDINGS) or len(place) < 4:
        return False
    stem = people
    for ending in _PEOPLE_ENDINGS:
        if people.endswith(ending):
            stem = people[: -len(ending)]
            break
    return len(stem) >= 4 and place.startswith(stem) and len(place) - len(stem) <= 3


def _described_as_person(tokens: Tokens, name: Found, descriptions: Mapping[int, Found]) -> bool:
    """Whether an apposition calls the bearer a person: "Jane Doe, the minister"."""
    if name.what not in ("organisation", "person", "place") or name.last - name.first > 4:
        return False
    beside = [c for c in tokens.children[name.head] if tokens.dep[c] == "appos"]
    if tokens.dep[name.head] == "appos":
        beside.append(tokens.head[name.head])
    return any(
        place in descriptions
        and descriptions[place].what == "person"
        and tokens.tag[place] in ("NN", "NNP")
        for place in beside
    )


def _used_as_place(tokens: Tokens, name: Found) -> bool:
    """Whether a name stands where places stand: "in Strelsau", "the Strelsau region", "the town
    of Strelsau"."""
    if name.title is not None:
        return False
    head = tokens.head[name.head]
    if tokens.dep[name.head] == "compound":
        return tokens.lower[head] in PLACE_NOUNS
    if tokens.dep[name.head] != "pobj":
        return False
    owner = tokens.lower[tokens.head[head]]
    if tokens.lower[head] == "of":
        return owner in _SETTLED
    return tokens.lower[head] in _PLACE_BEFORE and owner not in _TRUST


def _agrees(tokens: Tokens, name: Found, group: Group) -> bool:
    """Whether the title before a name fits what is known of a person's gender."""
    if name.title is None:
        return True
    words = tokens.lower[name.title[0] : name.title[1]]
    male, female = group.male > group.female, group.female > group.male
    if any(word in MALE_TITLES for word in words):
        return not female
    if any(word in FEMALE_TITLES for word in words):
        return not male
    return True


def _bare(key: str) -> str:
    words = key.split()
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return " ".join(words) if words == key.split() else key


def _one_lacks_middle(one: Sequence[str], other: Sequence[str]) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) == 2 and 2 < len(long) <= 4 and all(w not in SUFFIXES for w in long)
