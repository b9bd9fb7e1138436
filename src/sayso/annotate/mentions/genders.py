"""What a text gives away of whether someone is a man or a woman: titles, nouns, first names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sayso.annotate.data import word_list
from sayso.annotate.mentions.antecedents import FEMALE, MALE, Scene
from sayso.annotate.mentions.borders import Found
from sayso.annotate.mentions.groups import Group
from sayso.annotate.mentions.words import FEMALE_NOUNS, MALE_NOUNS

_FIRST_NAME = 0.9  # less than a title, which says so itself
_NEAR = 0.5  # evidence in a pronoun near which only one person is named
_CONFIRMED = 0.5  # evidence in a pronoun that was resolved
_SENTENCE = 60  # tokens looked at each way for another pronoun


class Genders:
    """The evidence for the people of one document; above zero for a man, below for a woman."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        for group in scene.groups:
            if group.kind == "person" and not (group.male or group.female):
                _by_first_name(group)

    def learn(self, pronouns: Sequence[Found]) -> None:
        """Count a pronoun as evidence where only one person has been named nearby."""
        for item in pronouns:
            word = self.tokens.lower[item.head]
            if word not in MALE | FEMALE or self._mixed(item.head, word):
                continue
            near = self.scene.before(item.head, people=True)
            groups = {one.group for one, back in near if back < 2}
            number = groups.pop() if len(groups) == 1 else None
            if number is not None and not (self.of_group(number)):
                self._count(number, word, _NEAR)

    def confirm(self, item: Found) -> None:
        """Count a pronoun as evidence of whom it was resolved to."""
        word = self.tokens.lower[item.head]
        if item.group is not None and word in MALE | FEMALE and not self._mixed(item.head, word):
            self._count(item.group, word, _CONFIRMED)

    def of(self, who: Found) -> float:
        """Above zero for a man, below for a woman, zero where nothing is known."""
        if who.kind == "pronoun":
            word = self.tokens.lower[who.head]
            return float(word in MALE) - float(word in FEMALE)
        noun = self.tokens.lower[who.head] if who.kind == "description" else ""
        sure = 2.0 * (noun in MALE_NOUNS) - 2.0 * (noun in FEMALE_NOUNS)
        return sure if sure or who.group is None else self.of_group(who.group)

    def of_group(self, number: int) -> float:
        """The same for an entity."""
        return self.scene.groups[number].male - self.scene.groups[number].female

    def _count(self, number: int, word: str, evidence: float) -> None:
        group = self.scene.groups[number]
        group.male += evidence * (word in MALE)
        group.female += evidence * (word in FEMALE)

    def _mixed(self, place: int, word: str) -> bool:
        """Whether "he" and "she" stand in one sentence: neither tells then whose gender it is."""
        others = FEMALE if word in MALE else MALE
        first, last = self.scene.sentence_of(place)
        return any(
            self.tokens.lower[at] in others
            for at in range(max(first, place - _SENTENCE), min(last, place + _SENTENCE))
        )


def _by_first_name(group: Group) -> None:
    first, *rest = group.key.split()
    if rest:
        male, female = _by_gender()
        group.male += _FIRST_NAME * (first in male)
        group.female += _FIRST_NAME * (first in female)


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """First names that say whether someone is a man or a woman, in lower case."""
    return frozenset().union(*_by_gender())


@lru_cache(maxsize=1)
def _by_gender() -> tuple[frozenset[str], frozenset[str]]:
    lists = word_list("first_names", "names")
    return frozenset(lists["male"]), frozenset(lists["female"])
