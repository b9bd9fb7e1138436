"""Whom pronouns mean: agreement, nearness and the preference for subjects; unclear stays unclear.

The factors are those of salience (Lappin and Leass 1994): nearness, subject before object before
the rest, the subject of the clause above, the gender that titles and other pronouns give away. The
weights were set by reading news articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sayso.annotate.mentions.borders import Found
from sayso.annotate.mentions.groups import Group
from sayso.annotate.mentions.tokens import Tokens
from sayso.annotate.mentions.words import FEMALE_NOUNS, MALE_NOUNS, SAYING

MALE = frozenset(["he", "him", "his", "himself"])
FEMALE = frozenset(["she", "her", "hers", "herself"])
MANY = frozenset(["they", "them", "their", "theirs", "themselves"])
THING = frozenset(["it", "its", "itself"])
WHO = frozenset(["who", "whom", "whose", "which"])
PRONOUNS = MALE | FEMALE | MANY | THING | WHO
_REFLEXIVE = frozenset(["himself", "herself", "themselves", "itself"])
_BE = frozenset(["is", "was", "'s", "be", "been", "were", "are"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])
_PASSED = frozenset(["there", "that", "which", "i", "we", "you"])
_OBJECTS = frozenset(["dobj", "pobj", "dative"])
"""Where "it" and "them" mostly mean things that are no mentions: read by eye, 1 of 6 was right."""
_CLIMB = 12  # heads that are followed upwards
_WINDOW = 4  # sentences back that a person may still be meant from
_MARGIN = 0.3  # two people nearer than this in salience are not told apart
_DISTANCE = 0.7  # salience lost with every sentence
_SALIENCE = {"nsubj": 1.0, "nsubjpass": 0.9, "dobj": 0.5, "dative": 0.5, "appos": 0.4, "poss": 0.4}
_OTHER_ROLE = 0.3
_ABOVE = 0.8  # subject of a clause that holds the pronoun
_KNOWN = 0.4  # the gender is known and fits
_ACROSS = 0.5  # one is inside quotation marks, the other is not
_TOPIC = 0.08  # for every time that the document names someone, up to
_OFTEN = 4
_SPOKE = 0.3  # "she said" carries on with one who said something
_FAINT = 0.4  # one bare name that nothing but spaCy takes for a person's: often a town
_SENTENCE = 60  # tokens looked at each way for another pronoun
_CONFIRMED = 0.5  # evidence of gender in a pronoun that the first reading resolved
_AFTER = 0.2  # named only after the pronoun, as in "In his speech, Doe said"


class Resolver:
    """Resolves the pronouns of a document in text order."""

    def __init__(self, tokens: Tokens, known: Sequence[Found], groups: Sequence[Group]) -> None:
        self.tokens = tokens
        self.groups = groups
        self.quoted = _quoted(tokens)
        self._at: dict[int, Found] = {}
        self._in_sentence: dict[int, list[Found]] = defaultdict(list)
        self._people: dict[int, list[Found]] = defaultdict(list)
        for item in sorted(known, key=lambda item: item.last - item.first, reverse=True):
            if item.kind != "title":
                self._at[item.head] = item
        for item in sorted(self._at.values(), key=lambda item: item.head):
            self._in_sentence[tokens.sentence[item.head]].append(item)
            if self._is_person(item):
                self._people[tokens.sentence[item.head]].append(item)

    def resolve(self) -> list[Found]:
        """The pronouns as mentions, each with its group where it is clear whose it is."""
        tokens = self.tokens
        found = [
            Found(place, place + 1, "pronoun", None, place, tokens.text[place])
            for place, word in enumerate(tokens.lower)
            if word in PRONOUNS and tokens.tag[place] in ("PRP", "PRP$", "WP", "WP$", "WDT")
        ]
        if not any(tokens.lower[item.head] in MALE | FEMALE for item in found):
            return [item for item in found if self._settle(item)]
        for item in found:
            self._learn(item)
        people = {sentence: list(items) for sentence, items in self._people.items()}
        for item in found:
            self._settle(item)
        # What was clear at first reading says who is a man and who a woman at the second.
        for item in found:
            self._confirm(item)
        self._people = defaultdict(list, people)
        return [item for item in found if self._settle(item)]

    # Gender ----------------------------------------------------------------------------------

    def _learn(self, item: Found) -> None:
        """Count a pronoun as evidence where only one person has been named nearby."""
        word = self.tokens.lower[item.head]
        if (word not in MALE and word not in FEMALE) or self._mixed(item.head, word):
            return
        near = [who for who, _ in self._before(item.head, 1)]
        groups = {who.group for who in near}
        if len(groups) == 1 and None not in groups and near[0].group is not None:
            group = self.groups[near[0].group]
            group.male += 0.5 * (word in MALE)
            group.female += 0.5 * (word in FEMALE)

    def _mixed(self, place: int, word: str) -> bool:
        """Whether "he" and "she" stand in one sentence: neither tells then whose gender it is."""
        others = FEMALE if word in MALE else MALE
        here, block = self.tokens.sentence[place], self.tokens.block[place]
        for step in (-1, 1):
            at = place + step
            while (
                abs(at - place) < _SENTENCE
                and 0 <= at < len(self.tokens)
                and (self.tokens.sentence[at] == here and self.tokens.block[at] == block)
            ):
                if self.tokens.lower[at] in others:
                    return True
                at += step
        return False

    def _confirm(self, item: Found) -> None:
        word = self.tokens.lower[item.head]
        if item.group is None or (word not in MALE and word not in FEMALE):
            return
        if not self._mixed(item.head, word):
            self.groups[item.group].male += _CONFIRMED * (word in MALE)
            self.groups[item.group].female += _CONFIRMED * (word in FEMALE)

    def _gender(self, who: Found) -> float:
        """Above zero for a man, below for a woman, zero where nothing is known."""
        if who.kind == "pronoun":
            word = self.tokens.lower[who.head]
            return float(word in MALE) - float(word in FEMALE)
        noun = self.tokens.lower[who.head] if who.kind == "description" else ""
        sure = 2.0 * (noun in MALE_NOUNS) - 2.0 * (noun in FEMALE_NOUNS)
        if sure or who.group is None:
            return sure
        return self.groups[who.group].male - self.groups[who.group].female

    # Candidates ------------------------------------------------------------------------------

    def _is_person(self, item: Found) -> bool:
        if item.kind == "description" and self.tokens.tag[item.head] in ("NNS", "NNPS"):
            return False
        if item.group is not None:
            return self.groups[item.group].kind in ("person", "office")
        return item.what == "person"

    def _before(self, place: int, window: int) -> Iterator[tuple[Found, int]]:
        """People mentioned before ``place``, with how many sentences back."""
        here = self.tokens.sentence[place]
        for back in range(window + 1):
            if back and (here < 0 or here - back < 0):
                return
            for item in reversed(self._people.get(here - back, ())):
                if item.head < place:
                    yield item, back

    def _settle(self, item: Found) -> bool:
        """Resolve ``item`` if it can be; false where it is no mention of anyone at all."""
        word = self.tokens.lower[item.head]
        if word in WHO:
            return self._relative(item)
        if word in THING or word in MANY:
            item.group = self._thing(item.head, word)
        else:
            item.group = self._person(item)
            item.what = "person"
            self._people[self.tokens.sentence[item.head]].append(item)
            self._people[self.tokens.sentence[item.head]].sort(key=lambda who: who.head)
        self._at[item.head] = item
        return True

    def _relative(self, item: Found) -> bool:
        """A relative pronoun means what its clause hangs on; a question word means no one."""
        place = item.head
        for _ in range(_CLIMB):
            if self.tokens.dep[place] == "relcl":
                above = self._at.get(self.tokens.head[place])
                item.group = above.group if above is not None else None
                return item.group is not None or self.tokens.lower[item.head] != "which"
            if self.tokens.head[place] == place:
                return False
            place = self.tokens.head[place]
        return False

    # He and she ------------------------------------------------------------------------------

    def _person(self, item: Found) -> int | None:
        word = self.tokens.lower[item.head]
        sign = 1 if word in MALE else -1
        above = list(self._subjects_above(item.head))
        says = self._says(item.head)
        best: dict[int, float] = {}
        for who, back in (*self._before(item.head, _WINDOW), *self._after(item.head)):
            gender = self._gender(who) * sign
            if gender < 0 or self._barred(item.head, who):
                continue
            score = self._salience(item.head, who, back) + (_KNOWN if gender > 0 else 0)
            score += _ABOVE if who.head in above else 0
            score += _SPOKE if says and self._says(who.head) else 0
            if who.group is not None:
                score += _TOPIC * min(self.groups[who.group].names.total(), _OFTEN)
                score -= _FAINT if self._faint(self.groups[who.group]) else 0
            who_is = who.group if who.group is not None else -1 - who.head
            best[who_is] = max(best.get(who_is, score), score)
        ranked = sorted(best.items(), key=lambda pair: -pair[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN):
            return None
        return ranked[0][0] if ranked[0][0] >= 0 else None

    def _says(self, place: int) -> bool:
        """Whether ``place`` is the subject of a verb of saying."""
        return (
            self.tokens.dep[place] in _SUBJECTS
            and self.tokens.lower[self.tokens.head[place]] in SAYING
        )

    def _faint(self, group: Group) -> bool:
        return " " not in group.key and not (group.roles or group.male or group.female)

    def _salience(self, place: int, who: Found, back: int) -> float:
        score = _SALIENCE.get(self.tokens.dep[who.head], _OTHER_ROLE) - _DISTANCE * back
        if self.quoted[place] != self.quoted[who.head]:
            score -= _ACROSS
        return score - (_AFTER if who.head > place else 0)

    def _after(self, place: int) -> Iterator[tuple[Found, int]]:
        """The subject of the sentence where the pronoun stands in a phrase put before it."""
        here = self.tokens.sentence[place]
        for item in self._people.get(here, ()):
            if item.head <= place or self.tokens.dep[item.head] not in _SUBJECTS:
                continue
            verb = self.tokens.head[item.head]
            if item.kind == "name" and place < verb and self._under(place, verb):
                yield item, 0
                return

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

    def _barred(self, place: int, who: Found) -> bool:
        """Whether grammar or a quotation keeps the pronoun from meaning ``who``."""
        tokens = self.tokens
        if self._speaks_around(place, who):
            return True
        if tokens.tag[place] == "PRP$":
            return tokens.head[place] == who.head
        same = self._verb(place) == self._verb(who.head)
        if tokens.lower[place] in _REFLEXIVE:
            return not same
        return same and tokens.dep[who.head] in (*_SUBJECTS, "dobj", "dative")

    def _speaks_around(self, place: int, who: Found) -> bool:
        """A "he" in a quotation is not the man that the same paragraph says is speaking."""
        tokens = self.tokens
        return (
            self.quoted[place]
            and not self.quoted[who.head]
            and tokens.block[place] == tokens.block[who.head]
            and tokens.dep[who.head] in _SUBJECTS
            and tokens.lower[tokens.head[who.head]] in SAYING
        )

    def _verb(self, place: int) -> int:
        """The verb that ``place`` is an argument of, through prepositions."""
        above = self.tokens.head[place]
        if self.tokens.dep[place] == "pobj":
            above = self.tokens.head[above]
        return above

    # It and they -----------------------------------------------------------------------------

    def _thing(self, place: int, word: str) -> int | None:
        """The body, place or group that is the nearest subject above; anything else is unclear."""
        if self._empty(place):
            return None
        if self.tokens.dep[place] in _OBJECTS:
            return None
        for subject in self._subjects_above(place):
            lower = self.tokens.lower[subject]
            if lower in MALE | FEMALE | WHO or lower in (
                "there",
                "that",
                "which",
                "i",
                "we",
                "you",
            ):
                continue
            if word in MANY and not self._may_be_many(subject):
                continue
            return self._thing_at(subject, word)
        for subject in self._subject_after(place):
            return self._thing_at(subject, word)
        return self._said_before(place) if word == "it" else None

    def _subject_after(self, place: int) -> Iterator[int]:
        """The subject that follows a phrase put before it: "In its report, the ministry said"."""
        tokens, here = self.tokens, place
        for _ in range(_CLIMB):
            above = tokens.head[here]
            if above == here:
                return
            if tokens.dep[here] in ("prep", "advcl") and above > place:
                for child in tokens.children[above]:
                    if child > place and tokens.dep[child] in _SUBJECTS and child in self._at:
                        yield child
            here = above

    def _may_be_many(self, subject: int) -> bool:
        """Whether "they" may take up this subject: a people, forces, or another "they"."""
        above = self._at.get(subject)
        if above is None or self.tokens.tag[subject] in ("NNS", "NNPS"):
            return True
        if self.tokens.lower[subject] in MANY:
            return True
        return above.group is not None and self.groups[above.group].kind == "group"

    def _thing_at(self, subject: int, word: str) -> int | None:
        above = self._at.get(subject)
        if above is None or above.group is None:
            return None
        kinds = ("organisation", "group") if word in MANY else ("organisation", "place")
        return above.group if self.groups[above.group].kind in kinds else None

    def _empty(self, place: int) -> bool:
        """ "It is clear that", "it took years to": nobody is meant."""
        tokens = self.tokens
        verb = tokens.head[place]
        if tokens.dep[place] not in _SUBJECTS or tokens.lower[verb] not in _BE:
            return False
        return any(tokens.dep[child] in ("acomp", "attr") for child in tokens.children[verb])

    def _said_before(self, place: int) -> int | None:
        """ "It said" carries on with the body that spoke in the sentence before."""
        tokens = self.tokens
        verb, here = tokens.head[place], tokens.sentence[place]
        if tokens.lower[verb] not in SAYING or here <= 0:
            return None
        spoke = [
            item
            for item in self._in_sentence[here - 1]
            if tokens.dep[item.head] in _SUBJECTS and tokens.lower[tokens.head[item.head]] in SAYING
        ]
        if len(spoke) != 1 or spoke[0].group is None:
            return None
        return spoke[0].group if self.groups[spoke[0].group].kind == "organisation" else None

    def _subjects_above(self, place: int) -> Iterator[int]:
        """Subjects of the clauses that hold ``place``, nearest first; its own only if it may be."""
        tokens = self.tokens
        own = tokens.tag[place] == "PRP$" or tokens.lower[place] in _REFLEXIVE
        verb = self._verb(place)
        here = place
        for _ in range(_CLIMB):
            above = tokens.head[here]
            if above == here:
                return
            if own or above != verb:
                for child in tokens.children[above]:
                    if child < place and child != here and tokens.dep[child] in _SUBJECTS:
                        yield child
            here = above


def _quoted(tokens: Tokens) -> list[bool]:
    """Which tokens stand inside quotation marks; a paragraph starts outside."""
    inside, block = False, -1
    quoted = []
    for text, number in zip(tokens.text, tokens.block, strict=True):
        if number != block:
            inside, block = False, number
        if text in ("“", "„", "«"):
            inside = True
        elif text in ("”", "»"):
            inside = False
        elif text in ('"', "''", "``"):
            inside = not inside
        quoted.append(inside)
    return quoted
