"""Gold for what PolNeAR does not mark: its own attributions, put inside made ones.

PolNeAR marks the outermost attributions alone, so a network never sees a marked one inside the
content of another. Here sentences that hold marked ones become what somebody says: in quotation
marks, or after "X said that". The marks stay true; only the frame around them is made. In a made
quotation some sources speak for themselves, as they do in real ones ("He wants" is "We want").
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path

import spacy
from spacy.language import Language

from sayso.annotate.attributions.units import SOURCE, Units
from sayso.annotate.parse import MODEL, parse
from sayso.bench.attribution import Gold, Triple, load
from sayso.rows import Document, Span
from train.attribution.data import BATCH, Example, examples, made, whole

VARIANTS = 2
"""How many times every article is made anew."""
CHOSEN = 0.5
"""The share of the sentences with whole attributions that are put into others."""
PLAIN = 0.15
"""The same of those without any, from which it is learned what is none."""
LONGER = 0.4
"""How often a quotation goes on with the next sentence."""
QUOTED = 0.7
OWN = 0.6
"""How often the source in a quotation becomes the one who is quoted."""
PRESENT = 0.5
FEWEST = 6
NEAR = 3
SPEAKERS = ("he", "she", "officials", "the minister", "a spokesman", "one analyst", "they")
SAYING = ("said", "said", "said", "said", "told reporters", "added", "wrote")
HOLDING = (*SAYING, "argued", "believed", "claimed", "insisted", "warned", "noted", "suggested")
PAIRS = {"“": "”", '"': '"', "''": "''"}
BE = {"I": {"is": "am", "are": "am"}, "we": {"is": "are", "was": "were"}}
Edit = tuple[int, int, str]
"""Characters of the old text, half open, and what stands there in the new one."""
Mark = tuple[int, int]
"""A place in the new text: the number of an edit, and code points from its beginning."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Units of a sentence, half open, and the attributions that are wholly in it."""

    first: int
    last: int
    inside: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A made attribution by places in the new text."""

    source: tuple[Mark, Mark]
    cue: tuple[Mark, Mark]
    content: tuple[tuple[Mark, Mark], ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A made article: its outermost attributions, real ones inside made ones, and those made."""

    gold: Gold
    enclosed: tuple[Triple, ...]
    frames: tuple[Triple, ...]


def enclose(one: Example, gold: Gold, seed: int) -> Made:
    """An article with some of its sentences said by somebody. ``gold`` is that of ``one``."""
    maker = _Maker(one, gold, random.Random(f"{one.name} {seed}"))
    return maker.made()


class _Maker:
    def __init__(self, one: Example, gold: Gold, chance: random.Random) -> None:
        self.one, self.gold, self.chance = one, gold, chance
        self.edits: list[Edit] = []
        self.frames: list[Frame] = []
        self.enclosed: set[int] = set()
        self.speakers = [*SPEAKERS, *_names(one)]
        opening = next((mark for mark in ("''", "“") if mark in one.text), '"')
        self.marks = opening, PAIRS[opening]

    def made(self) -> Made:
        """Choose sentences and frames, then carry every span into the new text."""
        rest = 0
        found = _sentences(self.one.units, self.gold)
        for at, sentence in enumerate(found):
            share = CHOSEN if sentence.inside else PLAIN
            if at < rest or not self._fits(sentence) or self.chance.random() > share:
                continue
            own = [sentence]
            quoted = self.chance.random() < QUOTED and not self._marked(sentence)
            while quoted and self.chance.random() < LONGER and self._goes_on(found, at, own):
                own.append(found[at + len(own)])
            rest = at + len(own)
            self._quote(own) if quoted else self._report(sentence)
            self.enclosed.update(number for part in own for number in part.inside)
        return self._carried()

    def _fits(self, one: Sentence) -> bool:
        """Whether a sentence is long, whole, and its attributions begin with who or how."""
        own = self.one.units
        if one.last - one.first < FEWEST or own.words[one.last - 1] != ".":
            return False
        if not own.block[one.first] or any(own.quotation[[one.first, one.last - 1]] >= 0):
            return False
        triples = [self.gold.triples[number] for number in one.inside]
        return all(t.cue and t.content and t.cue[0] < t.content[0] for t in triples)

    def _marked(self, one: Sentence) -> bool:
        return any(at >= 0 for at in self.one.units.quotation[one.first : one.last].tolist())

    def _goes_on(self, found: Sequence[Sentence], at: int, own: Sequence[Sentence]) -> bool:
        block = self.one.units.block
        number = at + len(own)
        if number >= len(found) or found[number].first != own[-1].last:
            return False
        after = found[number]
        same = block[after.first] == block[own[-1].first]
        ends = self.one.units.words[after.last - 1] == "."
        return bool(same and ends and not self._marked(after))

    def _start(self, one: Sentence) -> int:
        return int(self.one.units.start[one.first])

    def _end(self, one: Sentence) -> int:
        return int(self.one.units.end[one.last - 1])

    def _edit(self, start: int, end: int, new: str) -> int:
        self.edits.append((start, end, new))
        return len(self.edits) - 1

    def _quote(self, own: Sequence[Sentence]) -> None:
        """One to several sentences as a quotation, its cue after the first, the last, or before."""
        o, c = self.marks
        name, verb = self.chance.choice(self.speakers), self.chance.choice(SAYING)
        first, last = own[0], own[-1]
        form = self.chance.random()
        for sentence in own:
            self._speak(sentence)
        if form < 0.2:
            lead = f"{_upper(name)} {verb}{self.chance.choice((':', ','))} {o}"
            begin = self._edit(self._start(first), self._start(first), lead)
            end = self._edit(self._end(last), self._end(last), c)
            at = len(name) + 1
            content = (((begin, len(lead) - len(o)), (end, len(c))),)
            self._frame(begin, (0, len(name)), (at, at + len(verb.split()[0])), content)
            return
        middle = first if form < 0.6 else last
        begin = self._edit(self._start(first), self._start(first), o)
        inverted = verb != "told reporters" and self.chance.random() < 0.3 and name[0].isupper()
        tail = f",{c} {verb} {name}." if inverted else f",{c} {name} {verb}."
        cut = self._edit(self._end(middle) - 1, self._end(middle), tail)
        segments: list[tuple[Mark, Mark]] = [((begin, 0), (cut, 1 + len(c)))]
        if middle is not last:
            after = own[own.index(middle) + 1]
            again = self._edit(self._start(after), self._start(after), o)
            close = self._edit(self._end(last), self._end(last), c)
            segments.append(((again, 0), (close, len(c))))
        self._ends(cut, name, verb, inverted, 2 + len(c), segments)

    def _ends(
        self,
        cut: int,
        name: str,
        verb: str,
        inverted: bool,
        at: int,
        content: Sequence[tuple[Mark, Mark]],
    ) -> None:
        """The frame of "…," NAME VERB or "…," VERB NAME, which begins ``at`` in an edit."""
        said = len(verb.split()[0])
        if inverted:
            source, cue = (at + len(verb) + 1, at + len(verb) + 1 + len(name)), (at, at + said)
        else:
            source, cue = (at, at + len(name)), (at + len(name) + 1, at + len(name) + 1 + said)
        self._frame(cut, source, cue, tuple(content))

    def _report(self, one: Sentence) -> None:
        """One sentence in somebody's words: X said that …; According to X, …; …, X said."""
        own = self.one.units
        start, end = self._start(one), self._end(one)
        name, verb = self.chance.choice(self.speakers), self.chance.choice(HOLDING)
        form = self.chance.random()
        if form < 0.2 and name not in ("he", "she", "they"):
            tail = f", {name} {verb}."
            begin, cut = self._edit(start, start, ""), self._edit(end - 1, end, tail)
            self._ends(cut, name, verb, False, 2, [((begin, 0), (cut, 0))])
            return
        word = own.words[one.first]
        named = own.entity[one.first] or own.tags[one.first] in ("NNP", "NNPS")
        proper = named or word == "I" or word.isupper()
        lower = word if proper else word[0].lower() + word[1:]
        if form < 0.35 and name not in ("he", "she", "they"):
            lead, source, cue = f"According to {name}, ", (13, 13 + len(name)), (0, 12)
            held = len(lead)
        else:
            that = self.chance.choice(("", "that "))
            lead = f"{_upper(name)} {verb} {that}"
            source = 0, len(name)
            cue = len(name) + 1, len(name) + 1 + len(verb.split()[0])
            held = len(lead) - len(that)  # PolNeAR's contents have the conjunction
        begin = self._edit(start, start, lead)
        self._edit(start, start + 1, lower[0])
        stop = self._edit(end - 1, end, ".")
        self._frame(begin, source, cue, (((begin, held), (stop, 0)),))

    def _frame(
        self,
        edit: int,
        source: tuple[int, int],
        cue: tuple[int, int],
        content: tuple[tuple[Mark, Mark], ...],
    ) -> None:
        ends = [((edit, a), (edit, b)) for a, b in (source, cue)]
        self.frames.append(Frame(ends[0], ends[1], content))

    def _speak(self, sentence: Sentence) -> None:
        """Make some subjects the one who speaks: "He wants" is "We want", "It rains" is "I rain".

        Both sources and others, or whatever the first person does would look like a cue.
        """
        own = self.one.units
        sources = [
            reach
            for number in sentence.inside
            for span in self.gold.triples[number].source
            if (reach := own.reach(span))
        ]
        done = sentence.first
        for at in range(sentence.first, sentence.last):
            if own.deps[at] != "nsubj" or own.tags[at] in ("WP", "WDT") or own.head[at] <= at:
                continue
            first, last = next((r for r in sources if r[0] <= at < r[1]), _phrase(own, at))
            if first < done or self.chance.random() > OWN:
                continue
            if 0 <= own.head[at] - last < NEAR:
                self._become(first, last, at, first == sentence.first)
                done = int(own.head[at]) + 1

    def _become(self, first: int, last: int, subject: int, capital: bool) -> None:
        """Put "I" or "we" for the units of a subject, and change its verb."""
        own = self.one.units
        many = own.tags[subject] in ("NNS", "NNPS") or own.words[subject].lower() == "they"
        person = "we" if many or self.chance.random() < 0.3 else "I"
        present = self.chance.random() < PRESENT
        verbs = list(_speaking(own, last, int(own.head[subject]) + 1, person, present))
        if any(new is None for _, new in verbs):
            return
        word = person if not capital or person == "I" else "We"
        self._edit(int(own.start[first]), int(own.end[last - 1]), word)
        for at, new in verbs:
            self._edit(int(own.start[at]), int(own.end[at]), new or "")

    def _carried(self) -> Made:
        order = sorted(range(len(self.edits)), key=lambda at: (self.edits[at][:2], at))
        text, place, moved = _rewritten(self.gold.text, self.edits, order)
        frames = [
            Triple(*(tuple(_placed(place, ends) for ends in part) for part in own))
            for own in (((one.source,), (one.cue,), one.content) for one in self.frames)
        ]
        triples = [moved.triple(one) for one in self.gold.triples]
        outer = [one for at, one in enumerate(triples) if at not in self.enclosed]
        enclosed = [one for at, one in enumerate(triples) if at in self.enclosed]
        gold = Gold(
            self.gold.name,
            text,
            tuple(sorted([*outer, *frames], key=lambda one: one.cue)),
            tuple(moved.span(one) for one in self.gold.discarded),
        )
        return Made(gold, tuple(enclosed), tuple(frames))


@dataclass(frozen=True, slots=True)
class _Moved:
    """Carries spans of the old text into the new one. ``edits`` in text order."""

    edits: tuple[Edit, ...]

    def span(self, one: Span) -> Span:
        """Without what is put before or after; a replaced word's span is its successor's."""
        start = end = 0
        for a, b, new in self.edits:
            grown = len(new) - (b - a)
            if b <= one.start:
                start += grown
            if b == one.end and new.startswith((",", ".")):
                end -= b - a  # a full stop that the frame takes over
            elif b <= one.end and not a == b == one.end:
                end += grown
        return Span(one.start + start, max(one.end + end, one.start + start))

    def triple(self, one: Triple) -> Triple:
        """All spans of an attribution."""
        return Triple(*(tuple(self.span(s) for s in part) for part in one))


def _rewritten(
    text: str, edits: Sequence[Edit], order: Sequence[int]
) -> tuple[str, dict[int, int], _Moved]:
    """The new text, where each edit begins in it, and what carries spans over."""
    pieces, size, done = [], 0, 0
    place: dict[int, int] = {}
    for number in order:
        a, b, new = edits[number]
        pieces += [text[done:a], new]
        place[number] = size + a - done
        size += a - done + len(new)
        done = b
    moved = _Moved(tuple(edits[at] for at in order))
    return "".join([*pieces, text[done:]]), place, moved


def _placed(place: dict[int, int], ends: tuple[Mark, Mark]) -> Span:
    (first, a), (last, b) = ends
    return Span(place[first] + a, place[last] + b)


def _sentences(own: Units, gold: Gold) -> list[Sentence]:
    """The sentences that no attribution crosses, with those that each holds."""
    reaches = [[own.reach(span) for part in triple for span in part] for triple in gold.triples]
    hulls = [
        (min(r[0] for r in some if r), max(r[1] for r in some if r)) if any(some) else None
        for some in reaches
    ]
    discarded = [reach for span in gold.discarded if (reach := own.reach(span))]
    found = []
    keys = list(zip(own.block.tolist(), own.sentence.tolist(), strict=True))
    for _, group in groupby(range(len(own)), key=lambda at: keys[at]):
        at = list(group)
        first, last = at[0], at[-1] + 1
        near = [n for n, hull in enumerate(hulls) if hull and hull[0] < last and first < hull[1]]
        whole = [n for n in near if (h := hulls[n]) and first <= h[0] and h[1] <= last]
        bad = any(a < last and first < b for a, b in discarded)
        if near == whole and not bad:
            found.append(Sentence(first, last, tuple(whole)))
    return found


def _names(one: Example) -> Iterator[str]:
    """The article's sources that are short names."""
    for triple in one.gold:
        for role, a, b in triple:
            if role == SOURCE and b - a <= NEAR and one.units.tags[a].startswith("NNP"):
                yield one.text[int(one.units.start[a]) : int(one.units.end[b - 1])]


def _phrase(own: Units, at: int) -> tuple[int, int]:
    """The units to the left that hang on a noun, and itself."""
    first = at
    while first and _hangs(own, first - 1, at):
        first -= 1
    return first, at + 1


def _hangs(own: Units, unit: int, on: int) -> bool:
    while (above := int(own.head[unit])) != unit:
        if above == on:
            return True
        unit = above
    return False


def _speaking(
    own: Units, first: int, last: int, person: str, present: bool
) -> Iterator[tuple[int, str | None]]:
    """The verbs between a source and the end of its cue as the first person has them.

    Only the first finite one changes. None where it cannot be said.
    """
    for at in range(first, last):
        word = own.words[at].lower()
        if own.tags[at] == "MD":
            return
        if word in ("is", "are", "was", "were"):
            yield at, BE[person].get(word, word)
            return
        if word in ("'s", "’s", "re", "'re", "’re"):
            yield at, None
            return
        if own.tags[at] == "VBZ" or (own.tags[at] == "VBD" and present):
            yield at, _base(own.words[at], own.tags[at])
            return
        if own.tags[at].startswith("VB"):
            return
    yield first, None


@cache
def _base(word: str, tag: str) -> str:
    """The plain form of a finite verb."""
    pipe = _lemmas()
    doc = pipe.make_doc(word)
    doc[0].tag_, doc[0].pos_ = tag, "VERB"
    return str(pipe.get_pipe("lemmatizer")(doc)[0].lemma_)


@cache
def _lemmas() -> Language:
    return spacy.load(MODEL)


def _upper(name: str) -> str:
    return name[0].upper() + name[1:]


def _prepared(batch: Sequence[Made]) -> list[Example]:
    """Parse a few made articles and find the units of what they hold."""
    documents = [Document(one.gold.name, one.gold.name, "", one.gold.text) for one in batch]
    found = []
    for one, parsed in zip(batch, parse(documents), strict=True):
        example = made(one.gold, parsed)
        enclosed = whole(example.units, one.enclosed)
        found.append(replace(example, enclosed=enclosed, frames=whole(example.units, one.frames)))
    return found


def main() -> None:
    """Write the training examples with real attributions inside made ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path("build/attribution"))
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    golds = {gold.name: gold for gold in load(options.data, "train")}
    own = [
        enclose(one, golds[one.name], seed)
        for seed in range(VARIANTS)
        for one in examples(options.data, "train", options.cache)
    ]
    batches = [own[at : at + BATCH] for at in range(0, len(own), BATCH)]
    with ProcessPoolExecutor(options.processes, get_context("spawn")) as pool:
        found = [one for batch in pool.map(_prepared, batches) for one in batch]
    print(len(found), "articles,", sum(len(one.enclosed) for one in found), "enclosed")
    (options.cache / "enclosed.pickle").write_bytes(pickle.dumps(found))


if __name__ == "__main__":
    main()
