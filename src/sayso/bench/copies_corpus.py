"""Documents with copies of known lineage, made from ``copies_words``: all people are invented.

Every 300 documents hold one agency paragraph that about a fifth of them carry. It is edited over
at least five generations, wording by wording: numbers, dates, names, hedges, attributions, word
order, now and then a sentence more or less. Most carriers print it as a paragraph of its own,
some inside a longer one. Round about stand varied sentences, sentences of the very templates it
is made of, so that they share its set phrases, and quotations that several documents share. The
lists grow with the corpus; fewer documents are the first of more.

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

from sayso.bench.copies_words import HEDGES, PLACINGS, Vocabulary, vocabulary
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
        random, lists = Random(f"{seed}:{number}"), vocabulary(number + STRETCH)
        lineage = Lineage()
        lineages.append(lineage)
        count = min(STRETCH, documents - number)
        texts.extend(_stretch(random, lists, lineage, len(lineages) - 1, number, count))
    return Corpus(tuple(texts), tuple(lineages))


def _stretch(
    random: Random, lists: Vocabulary, lineage: Lineage, number: int, first: int, count: int
) -> Iterator[Text]:
    """The documents that hold one agency paragraph, in the order of their dates."""
    quotations = [_quotation(random, lists) for _ in range(QUOTATIONS)]
    carriers = set(random.sample(range(count), max(2, round(count * CARRIED))))
    fresh = set(random.sample(sorted(carriers), min(WORDINGS, len(carriers))))
    fresh.add(min(carriers))
    for place in range(count):
        wording = None
        if place in carriers:
            wording = _wording(random, lists, lineage, new=place in fresh)
        day = BEGIN + timedelta(days=place * DAYS // count)
        # The first to print a wording is dated: its place in the order is part of the truth.
        dated = place in fresh or random.random() >= UNDATED
        carried = None if wording is None else (number, wording, lineage.drafts[wording])
        yield _document(
            random,
            lists,
            f"t{first + place:06d}",
            day.isoformat() if dated else None,
            carried,
            quotations,
        )


def _wording(random: Random, lists: Vocabulary, lineage: Lineage, new: bool) -> int:
    """The number of a wording already printed, mostly a late one, or of a new one."""
    drafts = lineage.drafts
    if not drafts:
        drafts.append(tuple(_sentence(random, lists) for _ in range(random.randint(3, 4))))
        lineage.parents.append(None)
        return 0
    parent = max(random.randrange(len(drafts)) for _ in range(2))
    if not new:
        return parent
    for _ in range(DRAWS):
        draft = _edited(random, lists, drafts[parent])
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


def _edited(random: Random, lists: Vocabulary, draft: Draft) -> Draft:
    sentences = list(draft)
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(sentences))
        sentences[at] = _changed(random, lists, sentences[at])
    roll = random.random()
    if roll < 0.06 and len(sentences) > 3:
        sentences.pop()
    elif roll < 0.12 and len(sentences) < 5:
        sentences.insert(random.randrange(1, len(sentences)), _sentence(random, lists))
    return tuple(sentences)


def _changed(random: Random, lists: Vocabulary, sentence: Sentence) -> Sentence:
    """A sentence with one thing changed that an editor would change."""
    what = random.choice(("number", "number", "day", "place", "hedge", "source", "turned"))
    if what == "number":
        return replace(sentence, number=_number(random))
    if what == "day":
        return replace(sentence, day=_day(random))
    if what == "place":
        return replace(sentence, place=lists.name(random))
    if what == "hedge":
        return replace(sentence, hedge="" if sentence.hedge else random.choice(HEDGES))
    if what == "source":
        return replace(sentence, source="" if sentence.source else random.choice(lists.sources))
    return replace(sentence, turned=not sentence.turned)


def _sentence(random: Random, lists: Vocabulary) -> Sentence:
    return Sentence(
        random.choice(lists.openings),
        random.choice(lists.subjects),
        random.choice(lists.verbs),
        lists.name(random),
        _day(random),
        random.choice(lists.reasons),
        _number(random),
        random.choice(HEDGES) if random.random() < 0.3 else "",
        random.choice(lists.sources) if random.random() < 0.4 else "",
    )


def _number(random: Random) -> int:
    return random.choice((random.randint(11, 99), random.randint(100, 9000)))


def _day(random: Random) -> str:
    day = BEGIN + timedelta(days=random.randrange(DAYS))
    return f"{day.day} {day:%B} {day.year}" if random.random() < 0.5 else f"{day:%B} {day.day}"


def _quotation(random: Random, lists: Vocabulary) -> str:
    turn, one, other = (random.choice(x) for x in (lists.turns, lists.things, lists.things))
    return f"{turn} {one}, and {other}"


def _framed(random: Random, lists: Vocabulary, quotation: str) -> str:
    who = f"{lists.name(random)} {lists.name(random)}"
    if random.random() < 0.5:
        return f"“{quotation},” {who} said on {_day(random)}."
    return f"{who} told {random.choice(lists.subjects)}: “{quotation}.”"


def _document(
    random: Random,
    lists: Vocabulary,
    name: str,
    published: str | None,
    carried: tuple[int, int, Draft] | None,
    quotations: Sequence[str],
) -> Text:
    paragraphs = [_own(random, lists, random.randint(2, 4)) for _ in range(random.randint(4, 6))]
    if random.random() < 0.15:
        paragraphs.insert(1, _framed(random, lists, random.choice(quotations)))
    if carried is None:
        return Text(name, "\n\n".join(paragraphs), published, ())
    lineage, wording, draft = carried
    before, after = "", ""
    if random.random() < INSIDE:
        before, after = _own(random, lists, 1) + " ", " " + _own(random, lists, 1)
    at = random.randint(1, len(paragraphs))
    paragraphs.insert(at, before + printed(draft) + after)
    start = sum(len(paragraph) + 2 for paragraph in paragraphs[:at]) + len(before)
    span = Span(start, start + len(printed(draft)))
    return Text(name, "\n\n".join(paragraphs), published, (Carried(lineage, wording, span),))


def _own(random: Random, lists: Vocabulary, sentences: int) -> str:
    return " ".join(
        _sentence(random, lists).text() if random.random() < TEMPLATED else _varied(random, lists)
        for _ in range(sentences)
    )


def _varied(random: Random, lists: Vocabulary) -> str:
    """A sentence that shares hardly four words in a row with any other."""
    clauses = [
        f"the {random.choice(lists.adjectives)} {random.choice(lists.nouns)}"
        f" {random.choice(lists.actions)}"
        f" {random.choice(('a', 'the', 'its', 'one'))} {random.choice(lists.adjectives)}"
        f" {random.choice(lists.nouns)} {random.choice(PLACINGS)} the {random.choice(lists.nouns)}"
        for _ in range(random.randint(1, 3))
    ]
    whole = random.choice((", and ", ", while ", ", but ", " until ")).join(clauses)
    return whole[0].upper() + whole[1:] + "."
