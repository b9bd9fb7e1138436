"""Whom pronouns mean: what ``ranker`` finds likely enough; unclear stays unclear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.annotate.mentions.antecedents import (
    FEMALE,
    MALE,
    MANY,
    THING,
    Candidate,
    Scene,
)
from sayso.annotate.mentions.borders import Found
from sayso.annotate.mentions.genders import Genders
from sayso.annotate.mentions.groups import Group
from sayso.annotate.mentions.ranker import Weights, shares, weights
from sayso.annotate.mentions.speaking import speaker_before
from sayso.annotate.mentions.tokens import Tokens

WHO = frozenset(["who", "whom", "whose", "which"])
PRONOUNS = MALE | FEMALE | MANY | THING | WHO
_TAGS = frozenset(["PRP", "PRP$", "WP", "WP$", "WDT"])
_CLIMB = 12  # heads that are followed upwards
SURE = {"people": 0.6, "things": 0.45}
"""The least probability of an antecedent to be taken."""
_GOES_ON = 0.9
"""How probably who is the subject of the sentence before a quotation goes on in it."""


class Resolver:
    """Resolves the pronouns of a document in text order."""

    def __init__(
        self,
        tokens: Tokens,
        known: Sequence[Found],
        groups: Sequence[Group],
        by: Mapping[str, Weights] | None = None,
    ) -> None:
        """``by`` are other weights than those that ship."""
        self.tokens = tokens
        self.by = by or weights()
        self.scene = Scene(tokens, known, groups, self.by)
        self.genders = Genders(self.scene)

    def resolve(self) -> list[Found]:
        """The pronouns as mentions, each with its group where it is clear whose it is."""
        found = find_pronouns(self.tokens)
        self.genders.learn(found)
        return [item for item in found if self._settle(item)]

    def _settle(self, item: Found) -> bool:
        """Resolve ``item`` if it can be; false where it is no mention of anyone at all."""
        if self.tokens.lower[item.head] in WHO:
            return self.relative(item)
        table, pairs = self.pairs(item)
        whom = self._speaker(item) or shares(pairs, self.scene.nobody(item.head), self.by[table])
        if whom and whom[0][0] >= 0 and whom[0][1] >= SURE[table]:
            item.group = whom[0][0]
        self.scene.shares[item.head] = [
            *whom,
            (-1 - item.head, 1 - sum(share for _, share in whom)),
        ]
        self.take(item)
        return True

    def _speaker(self, item: Found) -> list[tuple[int, float]]:
        """Who goes on speaking after a quotation, if ``item`` may stand for them."""
        word = self.tokens.lower[item.head]
        found = speaker_before(self.scene, item.head)
        if found is None or found.group is None or word in MANY:
            return []
        if word in THING:
            fits = self.scene.groups[found.group].kind == "organisation"
        else:
            sign = 1 if word in MALE else -1
            fits = self.scene.is_person(found) and self.genders.of(found) * sign >= 0
        if not fits:
            return []
        return list(self.scene.shares.get(found.head, ())) or [(found.group, _GOES_ON)]

    def pairs(self, item: Found) -> tuple[str, list[tuple[Candidate, list[str]]]]:
        """What a pronoun may mean, with the features, and by which table of weights."""
        pairs = self.scene.pairs(item.head)
        if self.tokens.lower[item.head] not in MALE | FEMALE:
            return "things", pairs
        sign = 1 if self.tokens.lower[item.head] in MALE else -1
        agreeing = []
        for one, features in pairs:
            assert one.found is not None
            gender = self.genders.of(one.found) * sign
            if gender >= 0:
                features.append("gender_fits" if gender else "gender_unknown")
                agreeing.append((one, features))
        return "people", agreeing

    def take(self, item: Found) -> None:
        """Let later pronouns take up this one."""
        if self.tokens.lower[item.head] in MALE | FEMALE:
            item.what = "person"
            self.genders.confirm(item)
        self.scene.add(item)

    def relative(self, item: Found) -> bool:
        """A relative pronoun means what its clause hangs on; a question word means no one."""
        beside = self._beside(item.head)
        if beside is not None:
            item.group = beside
            return True
        place = item.head
        for _ in range(_CLIMB):
            if self.tokens.dep[place] == "relcl":
                above = self.scene.at.get(self.tokens.head[place])
                item.group = above.group if above is not None else None
                return item.group is not None or self.tokens.lower[item.head] != "which"
            if self.tokens.head[place] == place:
                return False
            place = self.tokens.head[place]
        return False

    def _beside(self, place: int) -> int | None:
        """The person whose name ends right before "who", or before the comma in between."""
        tokens = self.tokens
        before = place - 1 - (tokens.text[place - 1] == ",")
        if tokens.lower[place] not in ("who", "whom") or before < 0:
            return None
        above = self.scene.at.get(before)
        same = tokens.block[before] == tokens.block[place]
        if above is None or above.group is None or above.kind != "name" or not same:
            return None
        return above.group if self.scene.is_person(above) else None


def find_pronouns(tokens: Tokens) -> list[Found]:
    """The pronouns of the third person and relative pronouns, in text order."""
    return [
        Found(place, place + 1, "pronoun", None, place, tokens.text[place])
        for place, word in enumerate(tokens.lower)
        if word in PRONOUNS and tokens.tag[place] in _TAGS
    ]
