"""The words and set phrases that generated documents are made of, and how they grow.

In real text the vocabulary grows with the square root of the words written, about (Heaps' law; an
exponent of 0.5 is usual for English: Manning, Raghavan and Schütze, "Introduction to Information
Retrieval", 2008, section 5.1.1). Lists of one length for any number of documents would make
unrelated sentences equal by chance the more often the more there are: among 30,000 documents
every combination of opening, subject, verb and reason was drawn about once more than there are
combinations, and one group of stretches that were nobody's copies had thousands of members.
So the open lists grow by that law; hedges, prepositions and months are closed classes, and stay.

A further phrase is one of those written out here with its longer words replaced by coined ones:
as long, with the same small words. Those in use are all as likely; in real text a few are frequent
and most rare, so that frequent ones meet more often there and the rest less.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import sqrt
from random import Random

HEAPS = 0.5
"""The exponent of Heaps' law."""
WRITTEN = 300
"""Documents up to which the lists are those written out here."""
_CONSONANTS, _VOWELS = "bdfghklmnprstvz", "aeiou"
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


def _list(text: str, mark: str | None = "|") -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(mark))


OPENINGS = _list(
    "In the weeks before the talks | After the second round of talks | Early in the dry season |"
    " Despite the truce | During the winter closure | Shortly after the ferry strike |"
    " Following months of shelling | Under the harbour agreement | At the request of mediators |"
    " On the eve of the vote | When the river froze | As the observers withdrew |"
    " In a reversal of its earlier policy | For the third time since the spring |"
    " Against the advice of its own engineers | While the commission was still sitting"
)
SUBJECTS = _list(
    "the harbour guard | the council of ferrymen | border troops | the provincial assembly |"
    " engineers of the dam authority | the mediation office | two rival militias |"
    " the upland command | the coastal republic | a convoy of aid lorries | the joint commission |"
    " the grain union | monitors from the lake mission | the interior ministry | local elders |"
    " the railway board | former prisoners | the northern garrison | a parliamentary delegation |"
    " the customs service | both governments | the refugee committee | armed herders | the prefect"
)
VERBS = _list(
    "closed the crossing at | reopened the market in | took control of the heights above |"
    " withdrew from | began to rebuild the bridge near | fired on a checkpoint outside |"
    " returned the bodies of soldiers found near | cut the power line to | sent medicine to |"
    " laid mines along the road to | signed a protocol on water for | moved its headquarters to |"
    " opened a school in | refused entry to | lifted the curfew in | searched houses in |"
    " demanded an inquiry into the fire at | took over the hospital in | cleared the canal to |"
    " blocked the only road into"
)
REASONS = _list(
    "after {} households had left their farms | where {} people were waiting for passage |"
    " and {} detainees were released the same night | leaving {} families without water |"
    " although {} residents signed a petition against it | at a cost of {} crowns |"
    " in exchange for {} tonnes of wheat | and {} soldiers were wounded |"
    " while {} lorries stood in line | with the loss of {} head of cattle |"
    " in the presence of {} observers | a step that {} delegates voted for |"
    " which left {} workers without pay | before {} volunteers arrived from the coast |"
    " and {} houses burned down | in a district of {} inhabitants"
)
HEDGES = _list("about | almost | nearly | roughly | at least | more than | up to | an estimated")
SOURCES = _list(
    "the upland ministry of defence said | according to the lake mission | officials said |"
    " the state news agency reported | a spokesman for the prefect said |"
    " witnesses told reporters |"
    " according to hospital records | the mediation office confirmed | both sides claim |"
    " the governor wrote in a letter | a senior officer said on condition of anonymity"
)
TURNS = _list(
    "We will never again accept | Nobody in this valley has forgotten | I have not been shown |"
    " Our children deserve better than | There can be no peace without | History will not excuse |"
    " We asked for nothing more than | They have no right to speak of |"
    " You cannot build a road on |"
    " My government stands by"
)
THINGS = _list(
    "a line drawn by other people's surveyors | the promises that were made at the old mill |"
    " a bridge which only one side may cross | the winter that took our brothers and our herds |"
    " an honest count of the missing and the dead | maps that leave out half of our villages |"
    " the word of men who burn granaries at night | a harbour that stays shut to our own boats |"
    " the paper that both presidents signed in the rain | a court where nobody hears our witnesses"
)
NOUNS = _list(
    "orchard ferry harvest tunnel canal lorry granary schoolhouse pipeline quarry reservoir market"
    " parliament treaty budget border garrison clinic railway village widow farmer"
    " minister engineer"
    " teacher fisherman surveyor judge envoy miner choir drought flood winter strike"
    " election census"
    " tariff subsidy permit embargo rumour verdict appeal archive lighthouse barracks depot viaduct"
    " monastery vineyard sawmill foundry airfield passport pension wage loan ballot inquest",
    None,
)
ADJECTIVES = _list(
    "old narrow provincial disputed crowded abandoned northern frozen costly secret joint temporary"
    " rival wounded anxious retired local foreign early bitter quiet unfinished rusted"
    " popular empty"
    " damaged private public second last remote fertile angry patient hungry official",
    None,
)
ACTIONS = _list(
    "inspected repaired crossed auctioned described forgot defended photographed mortgaged counted"
    " painted blamed rented followed ignored delayed welcomed questioned flooded sold"
    " visited praised"
    " guarded avoided measured inherited emptied searched supplied divided missed restored",
    None,
)
PLACINGS = _list(
    "near | behind | beyond | inside | across from | along | above | without | because of | during"
)
_SYLLABLES = _list("Var | Oss | Tel | Mir | Kesh | Dun | Lor | Bel | Sar | Hov | Ner | Ild | Pra")
_ENDINGS = _list("ova | and | eth | mar | in | ostra | un | ely | ask | ior | enna | olt | ur")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The open lists as they are after some number of documents."""

    openings: tuple[str, ...]
    subjects: tuple[str, ...]
    verbs: tuple[str, ...]
    reasons: tuple[str, ...]
    sources: tuple[str, ...]
    turns: tuple[str, ...]
    things: tuple[str, ...]
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    actions: tuple[str, ...]
    syllables: tuple[str, ...]
    endings: tuple[str, ...]

    def name(self, random: Random) -> str:
        """A name of a place or of a person."""
        return random.choice(self.syllables) + random.choice(self.endings)


def vocabulary(documents: int) -> Vocabulary:
    """The lists that the last of so many documents draws from; the same for the same number."""
    growth = max(1.0, documents / WRITTEN) ** HEAPS
    phrases = (
        OPENINGS, SUBJECTS, VERBS, REASONS, SOURCES, TURNS, THINGS, NOUNS, ADJECTIVES, ACTIONS
    )  # fmt: skip
    # A name is made of two parts, so that there are as many names as the parts' product.
    names = (_SYLLABLES, _ENDINGS)
    return Vocabulary(
        *(_grown(written, growth) for written in phrases),
        *(_grown(written, sqrt(growth)) for written in names),
    )


def _grown(written: tuple[str, ...], growth: float) -> tuple[str, ...]:
    further = range(len(written), round(len(written) * growth))
    return (*written, *(_further(written[at % len(written)], at) for at in further))


@cache
def _further(phrase: str, number: int) -> str:
    """A phrase like this one, about other things."""
    random = Random(f"{phrase}:{number}")
    further, replaced = _LONG_WORD.subn(lambda found: _coined(random, found[0]), phrase)
    if replaced and " " in phrase:
        return further
    kept, space, last = phrase.rpartition(" ")
    return kept + space + _coined(random, last)


def _coined(random: Random, word: str) -> str:
    """An invented word about as long as this one."""
    letters = "".join(
        random.choice(_VOWELS if at % 3 == 1 else _CONSONANTS) for at in range(max(3, len(word)))
    )
    return letters.capitalize() if word[0].isupper() else letters
