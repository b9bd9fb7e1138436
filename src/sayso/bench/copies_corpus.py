"""Documents with copies of known lineage, made from word lists: invented people and places only.

Every 300 documents hold one agency paragraph that about a fifth of them carry. It is edited over
at least five generations, wording by wording: numbers, dates, names, hedges, attributions, word
order, now and then a sentence more or less. Most carriers print it as a paragraph of its own,
some inside a longer one. Round about stand varied sentences, sentences of the very templates it
is made of, so that they share its set phrases, and quotations that several documents share.

A draft is drawn again when an older wording would be as close to it as its true parent: whose
child it is could then not be known from the texts by anyone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from sayso.rows import Span

STRETCH = 300
"""Documents for one agency paragraph."""
CARRIED = 0.2
WORDINGS = 14
UNDATED = 0.1
INSIDE = 0.2
QUOTATIONS = 10
TEMPLATED = 0.3
DRAWS = 60
BEGIN = date(2019, 3, 1)
DAYS = 1500


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
class Sentence:
    """What a sentence is made of; an edit replaces some of it."""

    opening: str
    subject: str
    verb: str
    place: str
    day: str
    reason: str
    number: int
    hedge: str = ""
    source: str = ""
    turned: bool = False

    def text(self) -> str:
        """The sentence as printed."""
        number = f"{self.hedge} {self.number:,}".strip()
        body = f"{self.subject} {self.verb} {self.place} on {self.day}"
        tail = f" {self.reason.format(number)}"
        if self.turned:
            whole = f"{body}{tail}, {self.opening[0].lower()}{self.opening[1:]}"
        else:
            whole = f"{self.opening}, {body}{tail}"
        end = f", {self.source}." if self.source else "."
        return whole[0].upper() + whole[1:] + end


Draft = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One document. ``carried``: lineage, wording and span of the agency paragraph, if any."""

    id: str
    text: str
    published: str | None
    carried: tuple[Carried, ...]


class Carried(NamedTuple):
    """Where a document prints which wording of which lineage."""

    lineage: int
    wording: int
    span: Span


@dataclass(slots=True)
class Lineage:
    """The wordings of one agency paragraph in the order they appeared, and their parents."""

    drafts: list[Draft] = field(default_factory=list)
    parents: list[int | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents and the true lineages that they carry."""

    texts: tuple[Text, ...]
    lineages: tuple[Lineage, ...]


def corpus(documents: int, seed: int) -> Corpus:
    """``documents`` documents; the same for the same arguments."""
    texts: list[Text] = []
    lineages = []
    for number in range(0, documents, STRETCH):
        random = Random(f"{seed}:{number}")
        lineage = Lineage()
        lineages.append(lineage)
        count = min(STRETCH, documents - number)
        texts.extend(_stretch(random, lineage, len(lineages) - 1, number, count))
    return Corpus(tuple(texts), tuple(lineages))


def _stretch(
    random: Random, lineage: Lineage, number: int, first: int, count: int
) -> Iterator[Text]:
    """The documents that hold one agency paragraph, in the order of their dates."""
    quotations = [_quotation(random) for _ in range(QUOTATIONS)]
    carriers = set(random.sample(range(count), max(2, round(count * CARRIED))))
    fresh = set(random.sample(sorted(carriers), min(WORDINGS, len(carriers))))
    fresh.add(min(carriers))
    for place in range(count):
        wording = None
        if place in carriers:
            wording = _wording(random, lineage, new=place in fresh)
        day = BEGIN + timedelta(days=place * DAYS // count)
        # The first to print a wording is dated: its place in the order is part of the truth.
        dated = place in fresh or random.random() >= UNDATED
        carried = None if wording is None else (number, wording, lineage.drafts[wording])
        yield _document(
            random, f"t{first + place:06d}", day.isoformat() if dated else None, carried, quotations
        )


def _wording(random: Random, lineage: Lineage, new: bool) -> int:
    """The number of a wording already printed, mostly a late one, or of a new one."""
    drafts = lineage.drafts
    if not drafts:
        drafts.append(tuple(_sentence(random) for _ in range(random.randint(3, 4))))
        lineage.parents.append(None)
        return 0
    parent = max(random.randrange(len(drafts)) for _ in range(2))
    if not new:
        return parent
    for _ in range(DRAWS):
        draft = _edited(random, drafts[parent])
        if _closest(draft, drafts) == parent:
            drafts.append(draft)
            lineage.parents.append(parent)
            return len(drafts) - 1
    return parent


def _closest(draft: Draft, drafts: Sequence[Draft]) -> int | None:
    """The draft that this one is closest to in words; ``None`` when two are equally close."""
    words = [_plain(one) for one in drafts]
    distances = [Levenshtein.distance(_plain(draft), one) for one in words]
    least = min(distances)
    return distances.index(least) if least and distances.count(least) == 1 else None


def _plain(draft: Draft) -> list[str]:
    return printed(draft).lower().replace(",", "").replace(".", "").split()


def printed(draft: Draft) -> str:
    """A draft as a paragraph."""
    return " ".join(sentence.text() for sentence in draft)


def _edited(random: Random, draft: Draft) -> Draft:
    sentences = list(draft)
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(sentences))
        sentences[at] = _changed(random, sentences[at])
    roll = random.random()
    if roll < 0.06 and len(sentences) > 3:
        sentences.pop()
    elif roll < 0.12 and len(sentences) < 5:
        sentences.insert(random.randrange(1, len(sentences)), _sentence(random))
    return tuple(sentences)


def _changed(random: Random, sentence: Sentence) -> Sentence:
    """A sentence with one thing changed that an editor would change."""
    what = random.choice(("number", "number", "day", "place", "hedge", "source", "turned"))
    if what == "number":
        return replace(sentence, number=_number(random))
    if what == "day":
        return replace(sentence, day=_day(random))
    if what == "place":
        return replace(sentence, place=_name(random))
    if what == "hedge":
        return replace(sentence, hedge="" if sentence.hedge else random.choice(HEDGES))
    if what == "source":
        return replace(sentence, source="" if sentence.source else random.choice(SOURCES))
    return replace(sentence, turned=not sentence.turned)


def _sentence(random: Random) -> Sentence:
    return Sentence(
        random.choice(OPENINGS),
        random.choice(SUBJECTS),
        random.choice(VERBS),
        _name(random),
        _day(random),
        random.choice(REASONS),
        _number(random),
        random.choice(HEDGES) if random.random() < 0.3 else "",
        random.choice(SOURCES) if random.random() < 0.4 else "",
    )


def _name(random: Random) -> str:
    return random.choice(_SYLLABLES) + random.choice(_ENDINGS)


def _number(random: Random) -> int:
    return random.choice((random.randint(11, 99), random.randint(100, 9000)))


def _day(random: Random) -> str:
    day = BEGIN + timedelta(days=random.randrange(DAYS))
    return f"{day.day} {day:%B} {day.year}" if random.random() < 0.5 else f"{day:%B} {day.day}"


def _quotation(random: Random) -> str:
    return f"{random.choice(TURNS)} {random.choice(THINGS)}, and {random.choice(THINGS)}"


def _framed(random: Random, quotation: str) -> str:
    who = f"{_name(random)} {_name(random)}"
    if random.random() < 0.5:
        return f"“{quotation},” {who} said on {_day(random)}."
    return f"{who} told {random.choice(SUBJECTS)}: “{quotation}.”"


def _document(
    random: Random,
    name: str,
    published: str | None,
    carried: tuple[int, int, Draft] | None,
    quotations: Sequence[str],
) -> Text:
    paragraphs = [_own(random, random.randint(2, 4)) for _ in range(random.randint(4, 6))]
    if random.random() < 0.15:
        paragraphs.insert(1, _framed(random, random.choice(quotations)))
    if carried is None:
        return Text(name, "\n\n".join(paragraphs), published, ())
    lineage, wording, draft = carried
    before, after = "", ""
    if random.random() < INSIDE:
        before, after = _own(random, 1) + " ", " " + _own(random, 1)
    at = random.randint(1, len(paragraphs))
    paragraphs.insert(at, before + printed(draft) + after)
    start = sum(len(paragraph) + 2 for paragraph in paragraphs[:at]) + len(before)
    span = Span(start, start + len(printed(draft)))
    return Text(name, "\n\n".join(paragraphs), published, (Carried(lineage, wording, span),))


def _own(random: Random, sentences: int) -> str:
    return " ".join(
        _sentence(random).text() if random.random() < TEMPLATED else _varied(random)
        for _ in range(sentences)
    )


def _varied(random: Random) -> str:
    """A sentence that shares hardly four words in a row with any other."""
    clauses = [
        f"the {random.choice(ADJECTIVES)} {random.choice(NOUNS)} {random.choice(ACTIONS)}"
        f" {random.choice(('a', 'the', 'its', 'one'))} {random.choice(ADJECTIVES)}"
        f" {random.choice(NOUNS)} {random.choice(PLACINGS)} the {random.choice(NOUNS)}"
        for _ in range(random.randint(1, 3))
    ]
    whole = random.choice((", and ", ", while ", ", but ", " until ")).join(clauses)
    return whole[0].upper() + whole[1:] + "."
