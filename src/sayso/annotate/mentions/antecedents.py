"""Whom or what a pronoun may take up, and the features by which ``ranker`` chooses.

The factors are those of salience (Lappin and Leass 1994) and of mention ranking (Denis and
Baldridge 2008): nearness, grammatical role, parallel roles, the subject of the clause above,
agreement, being spoken of often, and which side of a quotation mark both stand on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.annotate.mentions.borders import Found
from sayso.annotate.mentions.groups import Group
from sayso.annotate.mentions.ranker import Weights
from sayso.annotate.mentions.tokens import Tokens
from sayso.annotate.mentions.words import PERSON_NOUNS, PLURAL_PERSONS, SAYING

MALE = frozenset(["he", "him", "his", "himself"])
FEMALE = frozenset(["she", "her", "hers", "herself"])
MANY = frozenset(["they", "them", "their", "theirs", "themselves"])
THING = frozenset(["it", "its", "itself"])
REFLEXIVE = frozenset(["himself", "herself", "themselves", "itself"])
SUBJECTS = frozenset(["nsubj", "nsubjpass"])
_ARGUMENTS = frozenset(["nsubj", "nsubjpass", "dobj", "pobj", "attr", "dative", "poss", "appos"])
_NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS"])
_PLURAL = frozenset(["NNS", "NNPS"])
_CLIMB = 12  # heads that are followed upwards
PEOPLE_WINDOW = 5  # sentences back that a person may still be meant from
THINGS_WINDOW = 2
_BE = frozenset(["is", "was", "'s", "be", "been", "were", "are", "seems", "seemed", "became"])
_SEEMS = frozenset(["seems", "appears", "turns", "seemed", "appeared", "takes", "took", "means"])
WORDS = {
    **dict.fromkeys(MALE, "he"),
    **dict.fromkeys(FEMALE, "she"),
    **dict.fromkeys(MANY, "they"),
    **dict.fromkeys(THING, "it"),
}


_BACK = tuple(f"back_{number}" for number in range(5))
_ORDER = ("order_0", "order_1", "order_2", "order_3", *["order_4"] * 4, "order_8")
_WHO = tuple(f"who_{number}" for number in range(4))
_SAME_ROLE = {role: "same_role_" + role for role in ("nsubj", "poss", "object")}


@dataclass(frozen=True, slots=True)
class _Pronoun:
    """A pronoun with what is asked of it for every candidate."""

    place: int
    word: str
    people: bool
    role: str
    says: bool
    quoted: bool
    above: Sequence[int]


@dataclass(slots=True)
class Candidate:
    """Something that a later pronoun may take up, with what does not depend on the pronoun."""

    head: int
    group: int | None
    shares: Sequence[tuple[int, float]]
    """Whom it stands for, with how probably: of a pronoun more than one; minus one minus ``head``
    where it is no entity."""
    kind: str
    found: Found | None
    role: str
    sentence: int
    says: bool
    quoted: bool
    features: list[str]
    score: float = 0.0
    """What ``features`` add up to."""


class Scene:
    """The candidates of a document, by sentence, and what grammar says of each pair."""

    def __init__(
        self,
        tokens: Tokens,
        known: Sequence[Found],
        groups: Sequence[Group],
        by: Mapping[str, Weights],
    ) -> None:
        self.tokens = tokens
        self.by = by
        self.groups = groups
        self.quoted = quoted(tokens)
        self.at: dict[int, Found] = {}
        for item in sorted(known, key=lambda item: item.last - item.first, reverse=True):
            if item.kind != "title":
                self.at[item.head] = item
        self.shares: dict[int, Sequence[tuple[int, float]]] = {}
        """Whom each pronoun may mean that was looked at, with how probably."""
        self._covered = bytearray(len(tokens))
        for item in self.at.values():
            self._covered[item.first : item.last] = b"\x01" * (item.last - item.first)
        self._items: dict[int, list[Found]] = defaultdict(list)
        self._people: dict[int, list[Candidate]] = {}
        self._things: dict[int, list[Candidate]] = {}
        self._range: dict[int, tuple[int, int]] = {}
        for place, sentence in enumerate(tokens.sentence):
            if sentence not in self._range:
                self._range[sentence] = place, place + 1
            elif tokens.sentence[place + 1 : place + 2] != [sentence]:
                self._range[sentence] = self._range[sentence][0], place + 1
        for item in sorted(self.at.values(), key=lambda item: item.head):
            self._items[self.ordinal(item.head)].append(item)

    def add(self, item: Found) -> None:
        """Take a pronoun that has been looked at for a candidate."""
        sentence = self.ordinal(item.head)
        self.at[item.head] = item
        self._items[sentence].append(item)
        if sentence in self._people and self.is_person(item):
            _insert(self._people[sentence], self._candidate(item.head, item, "people"))
        if sentence in self._things:
            _insert(self._things[sentence], self._candidate(item.head, item, "things"))

    def _in(self, sentence: int, *, people: bool) -> list[Candidate]:
        """The candidates of a sentence, looked for where a pronoun asks for them."""
        known, table = (self._people, "people") if people else (self._things, "things")
        if sentence not in known:
            items = self._items.get(sentence, ())
            found = [
                self._candidate(item.head, item, table)
                for item in items
                if not people or self.is_person(item)
            ]
            if not people:
                found.extend(self._candidate(noun, None, table) for noun in self._nouns(sentence))
            known[sentence] = sorted(found, key=lambda one: one.head)
        return known[sentence]

    def sentence_of(self, place: int) -> tuple[int, int]:
        """The places of the first token of a sentence and of the one after its last."""
        return self._range[self.tokens.sentence[place]]

    def ordinal(self, place: int) -> int:
        """The number of a token's sentence; minus one for every headline."""
        return max(-1, self.tokens.sentence[place])

    def is_person(self, item: Found) -> bool:
        """Whether "he" or "she" may take it up."""
        if item.kind == "pronoun":
            return item.what == "person"
        if item.kind == "description" and self.tokens.tag[item.head] in _PLURAL:
            return False
        if item.group is not None:
            return self.groups[item.group].kind in ("person", "office")
        return item.what == "person"

    # Candidates ------------------------------------------------------------------------------

    def before(self, place: int, *, people: bool) -> list[tuple[Candidate, int]]:
        """What stands before ``place``, nearest first, with how many sentences back."""
        here = self.ordinal(place)
        window = PEOPLE_WINDOW if people else THINGS_WINDOW
        found: list[tuple[Candidate, int]] = []
        for back in range(min(window, here + 1) + 1):
            near = self._in(here - back, people=people)
            found.extend((one, back) for one in reversed(near) if one.head < place)
        return found

    def after(self, place: int, *, people: bool) -> Iterator[tuple[Candidate, int]]:
        """The subject of the sentence where the pronoun stands in a phrase put before it."""
        for item in self._in(self.ordinal(place), people=people):
            if item.head <= place or self.tokens.dep[item.head] not in SUBJECTS:
                continue
            verb = self.tokens.head[item.head]
            if item.kind == "name" and place < verb and self._under(place, verb):
                yield item, 0
                return

    def _nouns(self, sentence: int) -> Iterator[int]:
        """The nouns of a sentence that are no mentions: what "it" means more often than not."""
        tokens = self.tokens
        for place in range(*self._range.get(sentence, (0, 0))):
            if (
                tokens.tag[place] in _NOUNS
                and tokens.dep[place] in _ARGUMENTS
                and not self._covered[place]
            ):
                yield place

    def _candidate(self, place: int, item: Found | None, table: str) -> Candidate:
        tokens = self.tokens
        group = item.group if item is not None else None
        kind = item.kind if item is not None else "noun"
        role = self.role(place)
        says = self.says(place)
        shares = self.shares.get(place) or ((-1 - place if group is None else group, 1.0),)
        found = Candidate(
            place,
            group,
            shares,
            kind,
            item,
            role,
            tokens.sentence[place],
            says,
            self.quoted[place],
            [],
        )
        found.features = list(self._features(found))
        found.score = self.by[table].total(found.features)
        return found

    def _features(self, one: Candidate) -> Iterator[str]:
        """What of a candidate does not depend on the pronoun."""
        tokens, place = self.tokens, one.head
        yield "kind_" + one.kind
        yield "role_" + one.role
        yield "what_" + self.what(one)
        if tokens.tag[place] in _PLURAL:
            yield "plural"
        if one.says:
            yield "says"
        if one.quoted:
            yield "quoted"
        if tokens.sentence[place] < 0:
            yield "in_title"
        if one.group is not None:
            group = self.groups[one.group]
            named = group.names.total()
            yield "named_1" if named == 1 else "named_2" if named < 4 else "named_4"
            if group.kind == "person" and self.faint(group):
                yield "faint"
        elif one.kind in ("description", "noun"):
            first = (
                one.found.first if one.found is not None else (tokens.children[place] or [place])[0]
            )
            if tokens.lower[first] in ("a", "an", "some", "any", "every", "each", "no"):
                yield "indefinite"
            elif tokens.lower[first] in ("the", "this", "that"):
                yield "definite"

    def what(self, one: Candidate) -> str:
        """The kind of entity that a candidate is; of a common noun, whether it is of people."""
        if one.group is not None:
            return self.groups[one.group].kind
        if one.found is not None:
            return "unnamed_" + (one.found.what or "pronoun")
        word = self.tokens.lower[one.head]
        return "people" if word in PERSON_NOUNS or word in PLURAL_PERSONS else "thing"

    def faint(self, group: Group) -> bool:
        """One bare name that nothing but spaCy takes for a person's: often a town."""
        return " " not in group.key and not (group.roles or group.male or group.female)

    def role(self, place: int) -> str:
        """The grammatical role of a token, in few words."""
        tokens = self.tokens
        dep = tokens.dep[place]
        if dep == "pobj":
            return "of" if tokens.lower[tokens.head[place]] == "of" else "oblique"
        if dep in ("dative", "dobj"):
            return "object"
        if dep in ("compound", "nmod", "amod"):
            return "compound"
        return dep if dep in ("nsubj", "nsubjpass", "poss", "appos", "conj", "attr") else "other"

    def says(self, place: int) -> bool:
        """Whether ``place`` is the subject of a verb of saying, or its source in another way."""
        tokens = self.tokens
        if tokens.dep[place] in SUBJECTS:
            return tokens.lower[tokens.head[place]] in SAYING
        above = tokens.head[place]
        return tokens.dep[place] == "pobj" and tokens.lower[above - 1 : above + 1] == [
            "according",
            "to",
        ]

    # Pronouns --------------------------------------------------------------------------------

    def pairs(self, place: int) -> list[tuple[Candidate, list[str]]]:
        """What the pronoun at ``place`` may take up, each with the features of the pair."""
        word = WORDS[self.tokens.lower[place]]
        people = word in ("he", "she")
        above = list(self.subjects_above(place))
        own = _Pronoun(
            place, word, people, self.role(place), self.says(place), self.quoted[place], above
        )
        near = [*self.before(place, people=people), *self.after(place, people=people)]
        near = [(one, back) for one, back in near if not self.barred(place, one.head)]
        return list(zip((one for one, _ in near), self._nearness(own, near), strict=True))

    def _nearness(
        self, own: _Pronoun, near: Sequence[tuple[Candidate, int]]
    ) -> Iterator[list[str]]:
        """The features of every pair: how many others stand between, then the rest."""
        order = whom = 0
        seen: set[int | None] = {None}
        is_last = True
        for one, back in near:
            features = [_BACK[min(back, 4)], f"back_{min(back, 2)}_{_short(one)}"]
            if one.head > own.place:
                features.append("after")
            else:
                features.append(_ORDER[min(order, 8)])
                order += 1
                if one.group not in seen:
                    seen.add(one.group)
                    features.append(_WHO[min(whom, 3)])
                    whom += 1
            if one.role in SUBJECTS and is_last:
                features.append("last_subject")
                is_last = False
            self._grammar(own, one, features)
            if not own.people:
                self._number(own, one, features)
            yield features

    def _grammar(self, own: _Pronoun, one: Candidate, features: list[str]) -> None:
        if one.role == own.role or (own.role == "nsubj" and one.role == "nsubjpass"):
            features.append(_SAME_ROLE.get(own.role, "same_role_other"))
        if own.above and one.head in own.above:
            features.append("above_first" if one.head == own.above[0] else "above")
        if own.says:
            features.append("both_say" if one.says else "only_it_says")
        if own.quoted:
            features.append("both_quoted" if one.quoted else "enters_quotation")
        elif one.quoted:
            features.append("leaves_quotation")
        if self.tokens.block[one.head] != self.tokens.block[own.place]:
            features.append("other_paragraph")
        if one.kind == "pronoun":
            same = WORDS.get(self.tokens.lower[one.head]) == own.word
            features.append("same_pronoun" if same else "other_pronoun")

    def _number(self, own: _Pronoun, one: Candidate, features: list[str]) -> None:
        kind = self.what(one)
        features.append(f"{own.word}_{kind}")
        if self.tokens.tag[one.head] in _PLURAL:
            features.append(own.word + "_plural")
        if own.says:
            features.append("says_" + kind)

    def nobody(self, place: int) -> list[str]:
        """The features by which a pronoun means none of the candidates."""
        tokens = self.tokens
        word = WORDS[tokens.lower[place]]
        role = self.role(place)
        features = ["none", "none_" + word, "none_" + word + "_" + role]
        if self.says(place):
            features.append("none_says")
        if self.quoted[place]:
            features.append("none_quoted")
        if word == "it":
            features.extend(self._empty(place))
        return features

    def _empty(self, place: int) -> Iterator[str]:
        """ "It is clear that", "it took years to": nobody is meant."""
        tokens, verb = self.tokens, self.tokens.head[place]
        if tokens.dep[place] not in SUBJECTS:
            return
        if tokens.lower[verb] in _SEEMS:
            yield "none_seems"
        children = tokens.children[verb]
        said = {tokens.dep[child] for child in children if child > verb}
        if tokens.lower[verb] in _BE:
            yield "none_be"
            if said & {"acomp", "attr"}:
                yield "none_be_adjective"
        if said & {"ccomp", "xcomp", "advcl"}:
            yield "none_clause"

    # Grammar ---------------------------------------------------------------------------------

    def _under(self, place: int, verb: int) -> bool:
        """Whether ``place`` hangs below a fronted phrase of ``verb``, not on its subject."""
        for _ in range(_CLIMB):
            above = self.tokens.head[place]
            if above == verb:
                return self.tokens.dep[place] in ("prep", "advcl")
            if above == place:
                return False
            place = above
        return False

    def barred(self, place: int, who: int) -> bool:
        """Whether grammar or a quotation keeps the pronoun from meaning ``who``."""
        tokens = self.tokens
        if self._speaks_around(place, who):
            return True
        if tokens.tag[place] == "PRP$":
            return tokens.head[place] == who
        if tokens.sentence[place] != tokens.sentence[who]:
            return tokens.lower[place] in REFLEXIVE
        same = self._verb(place) == self._verb(who)
        if tokens.lower[place] in REFLEXIVE:
            return not same
        return same and tokens.dep[who] in ("nsubj", "nsubjpass", "dobj", "dative")

    def _speaks_around(self, place: int, who: int) -> bool:
        """A "he" in a quotation is not the man that the same paragraph says is speaking."""
        tokens = self.tokens
        return (
            self.quoted[place]
            and not self.quoted[who]
            and tokens.block[place] == tokens.block[who]
            and tokens.dep[who] in SUBJECTS
            and tokens.lower[tokens.head[who]] in SAYING
        )

    def _verb(self, place: int) -> int:
        """The verb that ``place`` is an argument of, through prepositions."""
        above = self.tokens.head[place]
        if self.tokens.dep[place] == "pobj":
            above = self.tokens.head[above]
        return above

    def subjects_above(self, place: int) -> Iterator[int]:
        """Subjects of the clauses that hold ``place``, nearest first; its own only if it may be."""
        tokens = self.tokens
        own = tokens.tag[place] == "PRP$" or tokens.lower[place] in REFLEXIVE
        verb = self._verb(place)
        here = place
        for _ in range(_CLIMB):
            above = tokens.head[here]
            if above == here:
                return
            if own or above != verb:
                for child in tokens.children[above]:
                    if child < place and child != here and tokens.dep[child] in SUBJECTS:
                        yield child
            here = above


def _short(one: Candidate) -> str:
    return "pron" if one.kind == "pronoun" else one.role


def _insert(row: list[Candidate], one: Candidate) -> None:
    """Keep ``row`` in text order; what is added stands near its end."""
    at = len(row)
    while at and row[at - 1].head > one.head:
        at -= 1
    row.insert(at, one)


def quoted(tokens: Tokens) -> list[bool]:
    """Which tokens stand inside quotation marks; a paragraph starts outside."""
    inside, block = False, -1
    marks = []
    for text, number in zip(tokens.text, tokens.block, strict=True):
        if number != block:
            inside, block = False, number
        if text in ("“", "„", "«"):
            inside = True
        elif text in ("”", "»"):
            inside = False
        elif text in ('"', "''", "``"):
            inside = not inside
        marks.append(inside)
    return marks
