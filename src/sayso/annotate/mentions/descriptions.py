"""Descriptions of people and bodies, "the minister", and whom the document lets them mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.annotate.mentions.borders import Found
from sayso.annotate.mentions.groups import Group
from sayso.annotate.mentions.tokens import Tokens
from sayso.annotate.mentions.words import (
    BODY_NOUNS,
    FEMALE_NOUNS,
    HELD_OFFICES,
    MALE_NOUNS,
    PERSON_NOUNS,
    PLURAL_BODIES,
    PLURAL_PERSONS,
    SPOKESPERSON,
    alike,
    role_head,
    role_words,
    root,
    singular,
)
from sayso.rows import EntityKind

_LEFT = frozenset(
    ["det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "punct"]
)
_DEFINITE = frozenset(["the", "this", "that", "these", "those"])
_OF = frozenset(["of", "for"])
_SOME = frozenset(["many", "some", "several", "few", "most", "all", "other", "various", "more"])
_MANY = 40  # holders of one office in one document; with more, a description says nothing
_REACH = 12  # tokens that an of-phrase may add
_LOOSE = frozenset(
    [
        "former",
        "then",
        "current",
        "new",
        "own",
        "top",
        "senior",
        "same",
        "latter",
        "other",
        "country",
        "that",
    ]
)
_PEOPLES = frozenset(["administration", "government", "cabinet", "campaign", "team", "regime"])
"""Bodies that are called after a person: "the Doe administration"."""
_ARMS = frozenset(["intelligence"])
"""Bodies where whose they are is said: "Ruritanian intelligence"."""
_COURTS = frozenset(["court", "tribunal"])
"""Bodies that a place has one of, or few: "a Strelsau court"."""
_STATE = frozenset(["side", "authority", "authorities"])
"""Whose these are speaks through them: "the Ruritanian side" is Ruritania."""
_RANKS = frozenset(["deputy", "vice", "assistant", "associate", "acting"])
_ITS = frozenset(["country", "its", "his", "her", "their"])
"""In a role these stand for a place that the text names elsewhere: "the country's minister"."""


_WIDER = {
    "leader": frozenset(
        ["president", "minister", "chancellor", "king", "queen", "emir", "sultan", "dictator"]
    )
}
"""What a state's leader may be called elsewhere; of ministers only the prime minister."""
_AGENTS = ("ist", "ician", "arian", "ologer", "grapher", "keeper", "maker", "worker", "tor", "eer")
"""How nouns for what people do end, as few others do."""


@dataclass(frozen=True, slots=True)
class Description:
    """A description with what it says: the noun, its other words, whether it points to one."""

    found: Found
    noun: str
    words: frozenset[str]
    definite: bool
    plural: bool
    named: tuple[int, ...] = ()
    """Groups of the names inside it."""


def find_descriptions(tokens: Tokens, names: Sequence[Found]) -> list[Found]:
    """The phrases around a noun for people or bodies that are no name, in text order."""
    found = []
    taken = {place for name in names for place in range(_begin(name), name.last)}
    ends = {place: name.last for name in names for place in range(name.first, name.last)}
    at = {name.first: name for name in names}
    for place, word in enumerate(tokens.lower):
        if place in taken or not tokens.tag[place].startswith("NN"):
            continue
        kind = _kind(word) or _called(tokens, at, ends, place)
        if kind is None:
            continue
        below = tokens.dep[place] in ("compound", "nmod", "amod") and tokens.head[place] > place
        if below and not _before_name(tokens, at, place):
            continue
        first, last = _left(tokens, place), _right(tokens, place)
        last = _before_person(max(last, ends.get(last - 1, last)), place, at, ends)
        if kind == "organisation" and first == place and tokens.lower[place] not in PLURAL_BODIES:
            continue  # "opposition to the plan", "by force": no body without an article
        if tokens.text[place].isupper() and tokens.text[max(0, place - 1)] == "(":
            continue  # "member of the Assembly (MA)"
        if word in _ARMS and not any(inner in ends for inner in range(first, place)):
            continue
        text = " ".join(tokens.text[first:last])
        found.append(Found(first, last, "description", kind, place, text))
    return found


def _before_name(tokens: Tokens, at: Mapping[int, Found], place: int) -> bool:
    """Whether a noun says what the person is whose name follows: "biologist Mara Teel"."""
    name = at.get(place + 1)
    return (
        name is not None
        and name.what == "person"
        and name.first <= tokens.head[place] < name.last
        and tokens.tag[place] == "NN"
        and _of_a_person(tokens.lower[place])
    )


def _called(
    tokens: Tokens, at: Mapping[int, Found], ends: Mapping[int, int], place: int
) -> EntityKind | None:
    """The kind of the name beside which a noun that is in no list says who that is: "Mara Teel,
    the curator", "curator Mara Teel", "Teel is a curator"."""
    if tokens.tag[place] != "NN":
        return None
    if _before_name(tokens, at, place):
        return "person"
    head = tokens.head[place]
    if tokens.dep[place] == "attr" and tokens.lower[head] in ("is", "was"):
        subjects = [one for one in tokens.children[head] if tokens.dep[one] == "nsubj"]
        head = subjects[0] if subjects and _of_a_person(tokens.lower[place]) else -1
    elif tokens.dep[place] != "appos" or head > place:
        return None
    if head not in ends:
        return None
    name = next((at[first] for first in range(head, -1, -1) if first in at), None)
    if name is None or name.what != "person" or name.last - name.first > 4:
        return None
    return "person"


def _of_a_person(noun: str) -> bool:
    """Whether a noun ends like those for what people do."""
    return _kind(noun) == "person" or (len(noun) > 5 and noun.endswith(_AGENTS))


def _before_person(last: int, noun: int, at: Mapping[int, Found], ends: Mapping[int, int]) -> int:
    """Where a description ends that runs into its bearer: "the head of the RC | Jane Doe"."""
    for place in range(noun + 2, last):
        name = at.get(place)
        if name is not None and name.what == "person" and ends.get(place - 1) == place:
            return place
    return last


def _kind(word: str) -> EntityKind | None:
    if word in PERSON_NOUNS or word in PLURAL_PERSONS:
        return "person"
    if word in BODY_NOUNS or word in PLURAL_BODIES or word in _ARMS:
        return "organisation"
    return None


def _begin(name: Found) -> int:
    return name.title[0] if name.title is not None else name.first


def _left(tokens: Tokens, place: int) -> int:
    edge = place
    for child in reversed(tokens.children[place]):
        if child > place:
            continue
        if tokens.dep[child] not in _LEFT:
            break
        begin = _leftmost(tokens, child)
        if tokens.dep[child] == "punct" and not _hyphen(tokens, child):
            break
        edge = min(edge, begin)
    return edge


def _hyphen(tokens: Tokens, place: int) -> bool:
    return tokens.text[place] == "-" and tokens.end[place] == tokens.start[place + 1]


def _leftmost(tokens: Tokens, place: int) -> int:
    while tokens.children[place] and tokens.children[place][0] < place:
        place = tokens.children[place][0]
    return place


def _right(tokens: Tokens, place: int) -> int:
    for child in tokens.children[place]:
        if child == place + 1 and tokens.lower[child] in _OF and tokens.dep[child] == "prep":
            return _of_end(tokens, child)
    return place + 1


def _of_end(tokens: Tokens, place: int) -> int:
    """Where the of-phrase at ``place`` ends: at a comma, a verb, a relative or the end of reach."""
    end = min(tokens.subtree_end(place), place + _REACH)
    last = place
    for here in range(place + 1, end):
        if tokens.text[here] in ',;:()-—–"“”' or tokens.tag[here] in ("WDT", "WP", "VBD", "VBZ"):
            break
        last = here
    while last > place and tokens.tag[last] in ("CC", "IN", "DT", "POS"):
        last -= 1
    return last + 1 if last > place else place


def _leads(item: Description, head: str, said: frozenset[str]) -> bool:
    """Whether "the Ruritanian leader" may be whoever has this role there."""
    if head not in _WIDER.get(item.noun, ()) or not item.named:
        return False
    return head != "minister" or "prime" in said


class Describer:
    """Says whom a description means, from the roles and the names that the document gives."""

    def __init__(self, tokens: Tokens, names: Sequence[Found], groups: list[Group]) -> None:
        self.tokens = tokens
        self.groups = groups
        self.names = [name for name in names if name.group is not None]
        self._at: dict[int, Found] = {
            place: name for name in self.names for place in range(name.first, name.last)
        }
        self._places: dict[str, list[str]] = {}
        for group in groups:
            if group.kind == "place" and group.names:
                self._places.setdefault(group.key[:4], []).append(group.key)
        self._by_place = {
            group.key: number
            for number, group in enumerate(groups)
            if group.kind == "place" and group.names
        }
        self._offices: dict[tuple[EntityKind, str], int] = {}
        self._unnamed: dict[int, tuple[str, frozenset[str]]] = {}
        self._appositions: dict[int, Found] = {}
        self._by_noun: dict[str, set[int]] = defaultdict(set)
        self._said: dict[int, list[tuple[str, frozenset[str]]]] = defaultdict(list)

    def resolve(self, found: Sequence[Found]) -> None:
        """Write the group into each description for which the document names exactly one."""
        described = [self._description(item) for item in found]
        rest = [item for item in described if not self._apposition(item)]
        self._learn()
        for item in rest:
            if item.plural and item.found.what == "person":
                continue
            group = self._match(item)
            item.found.group = group if group is not None else self._office(item)
        self._authorities(rest)

    # What the document says about its people ---------------------------------------------------

    def _apposition(self, item: Description) -> bool:
        """Take "Jane Doe, the minister" and "the minister, Jane Doe" and "Doe is the minister"."""
        name = self._beside(item.found)
        if name is None or name.group is None or item.plural:
            return False
        group = self.groups[name.group]
        if (group.kind == "person") != (item.found.what == "person"):
            return False
        item.found.group = name.group
        if self.tokens.dep[item.found.head] == "appos":
            self._appositions[item.found.head] = name
        group.roles.append((self._role_start(item.found), item.found.last))
        self._gender(group, item.noun)
        return True

    def _beside(self, found: Found) -> Found | None:
        tokens, head = self.tokens, found.head
        after = self._at.get(found.last)
        if after is not None and after.first == found.last and after.what == "person":
            return after
        if tokens.dep[head] == "conj" and tokens.head[head] in self._appositions:
            return self._appositions[tokens.head[head]]
        if tokens.dep[head] == "appos":
            return self._at.get(tokens.head[head])
        for child in tokens.children[head]:
            if tokens.dep[child] == "appos" and child in self._at:
                return self._at[child]
        if self._between_commas(found):
            return self._at[found.last + 1]
        if tokens.dep[head] == "attr" and tokens.lower[tokens.head[head]] in ("is", "was", "'s"):
            verb = tokens.head[head]
            if not any(tokens.dep[c] in ("neg", "aux") for c in tokens.children[verb]):
                subjects = [c for c in tokens.children[verb] if tokens.dep[c] == "nsubj"]
                return self._at.get(subjects[0]) if subjects else None
        return None

    def _between_commas(self, found: Found) -> bool:
        """Whether a person's name stands behind it: "The head of the region, Jane Doe, said"."""
        tokens, name = self.tokens, self._at.get(found.last + 1)
        if name is None or name.what != "person" or name.first != found.last + 1:
            return False
        after = tokens.text[name.last : name.last + 2]
        return (
            tokens.lower[found.first] == "the"
            and tokens.text[found.last] == ","
            and after[:1] == [","]
            and after[1:] not in (["and"], ["or"])
            and name.last + 1 not in self._at
        )

    def _role_start(self, found: Found) -> int:
        first = found.first
        return first + (self.tokens.lower[first] in ("the", "a", "an") and first < found.head)

    def _gender(self, group: Group, noun: str) -> None:
        group.male += noun in MALE_NOUNS
        group.female += noun in FEMALE_NOUNS

    def _learn(self) -> None:
        for number, group in enumerate(self.groups):
            if not group.names:
                continue  # joined to another
            said = [self.tokens.lower[first:last] for first, last in group.roles]
            if group.kind == "organisation":
                said += [key.split() for key in group.keys]
            for words in said:
                head = role_head(words)
                self._said[number].append((head, role_words(words)))
                self._by_noun[head].add(number)

    # What a description says -------------------------------------------------------------------

    def _description(self, found: Found) -> Description:
        tokens = self.tokens
        noun = singular(tokens.lower[found.head])
        places = range(found.first, found.last)
        first = tokens.lower[found.first]
        has_article = any(tokens.dep[place] == "det" for place in places)
        definite = (
            first in _DEFINITE
            or any(tokens.dep[p] == "poss" and tokens.head[p] == found.head for p in places)
            or (not has_article and tokens.text[found.head][0].isupper())
        )
        named = dict.fromkeys(self._at[place].group for place in places if place in self._at)
        return Description(
            found,
            noun,
            self._words(places) - {noun} - _LOOSE,
            definite,
            tokens.tag[found.head] in ("NNS", "NNPS") and noun != "police",
            tuple(number for number in named if number is not None),
        )

    def _words(self, places: Iterable[int]) -> frozenset[str]:
        return role_words(self.tokens.lower[place] for place in places)

    def _match(self, item: Description) -> int | None:
        """The one entity of the right kind whose roles or name hold all that is said."""
        if self.tokens.tag[item.found.first] == "PRP$" or not (item.definite or item.named):
            return None  # "his party" is the party of someone, not the one that was named
        if not item.definite and item.found.first < item.found.head:
            return None
        heads = (role_head([item.noun]), *_WIDER.get(item.noun, ()))
        candidates = set().union(*(self._by_noun.get(head, set()) for head in heads))
        if len(candidates) > _MANY:
            return None
        fits = [
            number
            for number in candidates
            if (self.groups[number].kind == "person") == (item.found.what == "person")
            and any(self._holds(*said, item) for said in self._said[number])
        ]
        named = [number for number in fits if self.groups[number].first <= item.found.first]
        fits = named or fits or self._offices_of(item)
        return fits[0] if len(fits) == 1 and not item.plural else None

    def _offices_of(self, item: Description) -> list[int]:
        """Offices and bodies known by a description alone that "the ministry" may take up."""
        return [
            number
            for number, said in self._unnamed.items()
            if (self.groups[number].kind == "office") == (item.found.what == "person")
            and self._holds(*said, item)
        ]

    def _authorities(self, described: Sequence[Description]) -> None:
        """Let "authorities" be those of the one state whose authorities the document names."""
        state = [item for item in described if item.noun in _STATE and item.plural]
        whose = {item.found.group for item in state if item.named or item.words}
        if len(whose) == 1:
            for item in state:
                if not item.words and not item.named:
                    (item.found.group,) = whose

    def _holds(self, head: str, said: frozenset[str], item: Description) -> bool:
        if role_head([item.noun]) != head and not _leads(item, head, said):
            return False
        missing = [word for word in item.words if not any(alike(word, other) for other in said)]
        if missing and not _ITS.isdisjoint(said):
            of = {word for number in item.named for word in self.groups[number].key.split()}
            missing = [word for word in missing if word not in of]
        # Who is deputy to an office is not meant where it is said whose office that is.
        return not missing and not (item.named and _RANKS & (said - item.words))

    def _office(self, item: Description) -> int | None:
        """A new entity for "the president of Ruritania", an office whose holder is not named."""
        kinds = ("place", "group", *(["person"] if item.noun in _PEOPLES else []))
        if len(item.named) != 1 or self.groups[item.named[0]].kind not in kinds:
            return None
        tag = self.tokens.tag[item.found.first]
        some = tag == "CD" or self.tokens.lower[item.found.first] in _SOME
        seated = item.noun in _COURTS and not item.plural
        if tag == "PRP$" or some or (tag == "DT" and not item.definite and not seated):
            return None
        of = self.groups[item.named[0]]
        if item.found.what == "person" and (item.noun not in HELD_OFFICES or not item.definite):
            return None
        if item.noun in SPOKESPERSON or item.words & {"counterpart"}:
            return None
        kind: EntityKind = "office" if item.found.what == "person" else "organisation"
        rest = sorted(w for w in item.words if not alike(w, of.key) and w not in of.key.split())
        if len(rest) > 3:
            return None
        place = self._by_place.get(self._place(of))
        local = self.tokens.lower[item.found.last : item.found.last + 1] == ["in"]
        if not rest and item.noun in _STATE and place is not None and not local:
            return place
        key = " ".join([*rest, root(item.noun), "of", self._place(of)])
        number = self._offices.setdefault((kind, key), len(self.groups))
        if number == len(self.groups):
            self.groups.append(Group(kind, key, first=item.found.first))
            said = self.tokens.lower[item.found.first : item.found.last]
            self._unnamed[number] = role_head(said), role_words(said)
        self.groups[number].names[self._plain(item.found)] += 1
        return number

    def _place(self, of: Group) -> str:
        """The place for a people, where the document names it; the name itself otherwise."""
        if of.kind == "place":
            return of.key
        near = self._places.get(of.key[:4], ())
        return next((key for key in near if alike(key, of.key)), of.key)

    def _plain(self, found: Found) -> str:
        """The description's own words, without its article."""
        tokens, first = self.tokens, found.first
        while first < found.head and tokens.lower[first] in ("the", "a", "an", "this", "that"):
            first += 1
        parts = [tokens.text[first]]
        for place in range(first + 1, found.last):
            parts.append(" " if tokens.start[place] > tokens.end[place - 1] else "")
            parts.append(tokens.text[place])
        return " ".join("".join(parts).split())
