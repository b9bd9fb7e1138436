"""The attributions of a parsed document: the rules propose, the model reads, the rules finish.

What the rules find is a feature of every word that the model reads. The model says which words are
cues, sources and contents; the construction that the rules see at its cue gives polarity, audience
and negation. Quotation marks, verbatim words, kinds and carry-over between paragraphs are exact
and the rules' alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from sayso.annotate.attributions import (
    assemble,
    beside,
    hearsay,
    narrow,
    nouns,
    rules,
    sources,
    speech,
    statements,
    tagger,
)
from sayso.annotate.attributions.decode import Reading
from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.rules import Found, Proposals, outer
from sayso.annotate.attributions.scene import Candidate, Reach, Scene, propose
from sayso.annotate.attributions.tokens import FINITE, Tokens
from sayso.annotate.attributions.units import IN, OUT, TITLE, UNCLOSED, Units, proposals, units
from sayso.annotate.parse import Parsed
from sayso.rows import Attribution, Span

Range = tuple[int, int]
# What the rules make of quotations without a cue is no construction at a cue.
HELD_APART = frozenset(["scare", "so-called", "unnamed", "named"])
# From what probability on a cue that the second head found may be in no other's content.
ALONE = 0.2
SURE_NOUN = 0.6
CLAIMS = lexicon().words["claims"]
UNDERGONE = lexicon().words["undergone"]
"""Verbs whose passive subject never speaks by them: who "is asked" or "is suspected"."""
# From what score on a reading is taken: of the first head, of the second.
LIKELY = 0.2, 0.2
SIDES: tuple[Literal["left", "right"], ...] = ("left", "right")
FULL_STOPS = frozenset(".!?")
LONGEST_NAME = 4
NO_NAME = "VB", "MD", "RB"
# Constructions that the rules know exactly and the training text hardly has: "As noted, …", "…, the
# envoy told the agency." at the end of a long paragraph, lists of quotations signed "- Name",
# "…, citing the ministry" as a source of what stands before it, and headlines signed "– Name".
EXACT = frozenset(["opening", "tail", "signature", "cited", "dash"])


def find(parsed: Parsed) -> list[Attribution]:
    """The attributions of a document in text order, nested; no speaker, audience or date yet.

    Never raises on odd text; takes time linear in it.
    """
    found = search(parsed)
    return assemble.nested([one.row for one in found], outer(found))


def search(parsed: Parsed) -> list[Found]:
    """As ``find``, with what the stage needs to name people; rows are not yet nested."""
    scenes = [Scene.of(parsed.text, block) for block in parsed.blocks]
    proposed = rules.propose(scenes)
    ruled = rules.rows(parsed, scenes, proposed)
    own = units(parsed.text, scenes, ruled)
    readings = tagger.read(own, proposals(own, ruled))
    return rules.rows(parsed, scenes, _settled(scenes, own, proposed, readings))


def _settled(
    scenes: Sequence[Scene], own: Units, proposed: Proposals, readings: Sequence[Reading]
) -> Proposals:
    """What the model read, as candidates of the rules, completed by what only the rules know."""
    reader = _Reader(scenes, own, proposed)
    reader.keep_exact()
    for reading in _accepted(own, readings):
        reader.add(reading)
    reader.add_nouns()
    reader.add_hearsay()
    reader.settle_outer()
    read = [list(found) for found in reader.result.by_block]  # alive, as they are known by identity
    for scene, found, whole in zip(scenes, reader.result.by_block, read, strict=True):
        found[:] = narrow.settled(scene, whole)
        speech.widen(scene, found)
        narrow.unshared(found)
    held = assemble.apart(one for far in reader.result.elsewhere.values() for one in far)
    by_block = reader.result.by_block
    for more in (rules.complete(scenes, by_block, held), statements.carried(scenes, by_block)):
        for key, spans in more.items():
            known = reader.result.elsewhere.setdefault(key, [])
            known += [span for span in spans if span not in known]
    for scene, found in zip(scenes, by_block, strict=True):
        found += list(beside.held_by_speakers(scene, found))
    return reader.result


def _accepted(own: Units, readings: Sequence[Reading]) -> list[Reading]:
    """The likely readings, and hesitant ones that give a speaker to a quotation that has none.

    Someone speaks in every quotation of some length, so there a weaker sign will do.
    """
    likely = [one.sure and tagger.confidence(one) >= LIKELY[one.inner] for one in readings]
    kept = [one for one, sure in zip(readings, likely, strict=True) if sure]
    taken = np.zeros(len(own), dtype=bool)
    for one in kept:
        if not one.inner:  # what is inside a quotation does not say whose it is
            for a, b in (one.cue, *one.source, *one.content):
                taken[a:b] = True
    free = (own.quote == IN) | (own.quote == UNCLOSED)
    hesitant = [one for one, sure in zip(readings, likely, strict=True) if not (sure or one.inner)]
    for one in sorted(hesitant, key=lambda one: -one.cue_score):
        quoted = [at for a, b in one.content for at in range(a, b) if free[at]]
        if (
            len(quoted) < speech.SHORTEST_SPEECH
            or taken[quoted].any()
            or taken[slice(*one.cue)].any()
        ):
            continue
        kept.append(one)
        for a, b in (one.cue, *one.content):
            taken[a:b] = True
    return sorted((one for one in kept if _placed(one, kept)), key=lambda one: one.cue)


def _turned(own: Units, one: Reading) -> Reading:
    """A headline turned round, "All is safe, says Vale", with who says it last, as it is meant."""
    parts = sorted([*one.source, *one.content])
    if own.place[one.cue[0]] < TITLE or len(parts) != 2 or not one.source:
        return one
    (a, b), (c, d) = parts
    around = own.words[b - 1] == "," and (b, c) == one.cue
    ends = d == len(own) or own.block[d] != own.block[c] or own.words[d] in FULL_STOPS
    name = d - c <= LONGEST_NAME and not any(tag.startswith(NO_NAME) for tag in own.tags[c:d])
    if one.source == ((c, d),) or not (around and ends and name):
        return one
    return replace(one, source=((c, d),), content=((a, b - 1),))


def _in_sentence(own: Units, one: Reading) -> Reading:
    """A reading whose content does not reach into another sentence than its cue's, unless quoted.

    Of words before the cue what stands in the sentence is kept; a later sentence is another's.
    """
    sentence = own.sentence[one.cue[0]]
    first, after = (int(np.searchsorted(own.sentence, sentence, side)) for side in SIDES)
    content = [
        (first, b) if a < first < b <= one.cue[0] and not _quoted(own, a, first) else (a, b)
        for a, b in one.content
    ]
    near = [(a, b) for a, b in content if a < after or _quoted(own, a, b)]
    return replace(one, content=tuple(near or content))


def _quoted(own: Units, first: int, last: int) -> bool:
    return bool((own.quote[first:last] != OUT).any())


def _placed(one: Reading, kept: Sequence[Reading]) -> bool:
    """Whether what the second head found is inside another, or sure enough to stand alone."""
    if not one.inner or one.cue_score >= ALONE:
        return True
    return any(a <= one.cue[0] < b for other in kept if other is not one for a, b in other.content)


class _Reader:
    """Turns readings, which are ranges of units, into candidates, which are tokens of a block."""

    def __init__(self, scenes: Sequence[Scene], own: Units, proposed: Proposals) -> None:
        self.scenes = scenes
        self.own = own
        self.proposed = proposed
        self.result = Proposals([[] for _ in scenes], {}, {})
        self._hints: list[Candidate] = []
        """Kept alive, as what follows them is known by their identity."""
        self._made: dict[int, Candidate] = {}
        """By the identity of the rules' candidate that they follow."""

    def keep_exact(self) -> None:
        """Take what the rules are sure of as it is."""
        for block, found in enumerate(self.proposed.by_block):
            for one in found:
                if one.rule in EXACT:
                    self._made[id(one)] = made = propose(one)
                    self.result.by_block[block].append(made)
                    far = self.proposed.elsewhere.get(id(one))
                    if far:
                        self.result.elsewhere[id(made)] = list(far)

    def add(self, reading: Reading) -> None:
        """Add one reading; without content, or where the rules are sure, it is none."""
        reading = _in_sentence(self.own, _turned(self.own, reading))
        if not reading.content:
            return
        block = int(self.own.block[reading.cue[0]])
        cue = self._reach(reading.cue, block)
        if cue is None or self._is_exact(block, cue):
            return
        scene = self.scenes[block]
        held = beside.SO_CALLED.fullmatch(scene.text, *scene.tokens.span(*cue))
        quoted = set(scene.within[cue[1] + 1 : cue[1] + 3]) != {scene.within[cue[1]]}
        if held and quoted and scene.tokens.tags[cue[0]] not in FINITE:
            return  # it holds words at a distance, which the rules see to
        if _connective(scene.tokens, cue):
            return
        hint = self._hint(scene, block, cue)
        if self._joined(hint, reading, cue, block):
            return
        made = propose(
            hint,
            cue=cue,
            source=None,
            head=None,
            score=tagger.confidence(reading),
            content=list(self._content(reading, block)),
        )
        far = [span for one in reading.content for span in self._elsewhere(one, block)]
        if far:
            self.result.elsewhere[id(made)] = far
        heard = self._heard(hint, reading, block)
        if reading.source and not heard:
            self._source(made, hint, reading, block)
        if not reading.source or heard or any(hint is one for one in self.proposed.by_block[block]):
            _follow(made, hint, bool(reading.source) and not heard)
        if made.source and (_is_own(made, made.source) or _by_others(scene.tokens, made)):
            made.source = made.head = None
        made.content = [nouns.with_gerund(scene.tokens, hint.anchor, x) for x in made.content]
        if not reading.source:
            self._open(made, scene, hint)
        self._hints.append(hint)
        self._made.setdefault(id(hint), made)
        self.result.by_block[block].append(made)

    def _open(self, made: Candidate, scene: Scene, hint: Candidate) -> None:
        """Give a cue without a source the one that its place in the sentence tells.

        That is the name before a noun, who holds an intention, or the subject that a verb lost.
        """
        if made.source is not None:
            return
        t, words = scene.tokens, lexicon().words
        spoken = hint.lemma in words["speech"] or hint.lemma in words["speech_acts"]
        source = sources.named_before(t, hint.anchor)
        if source is None and t.words[hint.anchor] in words["intents"]:
            source = sources.holder(t, hint.anchor)
        if source is None and spoken:
            source = sources.opening(t, hint.anchor)
        if source is None or any(_meet(source, one) for one in (made.cue, *made.content)):
            return
        if scene.within[source[0]] == scene.within[hint.anchor]:
            made.source, made.head = source, source[1]

    def add_nouns(self) -> None:
        """Take "the claim of the mayor that …" from the rules where the model sees no cue.

        Nobody's count where the word is one of claiming: "amid reports that …".
        """
        for block, found in enumerate(self.proposed.by_block):
            taken = [one.cue for one in self.result.by_block[block]]
            for one in found:
                sure = one.rule.startswith("that:") and one.score >= SURE_NOUN
                free = not any(a <= one.cue[1] and one.cue[0] <= b for a, b in taken)
                told = one.source is not None or one.lemma in CLAIMS
                if sure and free and told:
                    self._made[id(one)] = made = propose(one)
                    self.result.by_block[block].append(made)

    def add_hearsay(self) -> None:
        """Take "allegedly" from the rules where the model sees no cue: PolNeAR marks it seldom.

        It is not proposed to the model, which was trained without such proposals.
        """
        for scene, found in zip(self.scenes, self.result.by_block, strict=True):
            taken = [one.cue for one in found]
            found += [
                one
                for one in hearsay.adverbs(scene)
                if not any(a <= one.anchor <= b for a, b in taken)
            ]

    def settle_outer(self) -> None:
        """Let what is inside another by its construction point to the candidate as read."""
        for made in self._made.values():
            made.outer = self._made.get(id(made.outer))

    def _joined(self, hint: Candidate, reading: Reading, cue: Reach, block: int) -> bool:
        """Whether a cue goes on another's, which the rules see as one: "declined | to comment"."""
        one = self._made.get(id(hint))
        if one is None or not hint.cue[0] <= one.cue[1] < cue[0] <= hint.cue[1]:
            return False
        one.cue = one.cue[0], cue[1]
        one.content = list(self._content(reading, block))
        return True

    def _content(self, reading: Reading, block: int) -> Iterator[Reach]:
        for one in reading.content:
            reach = self._reach(one, block)
            if reach is not None:
                yield reach

    def _is_exact(self, block: int, cue: Reach) -> bool:
        return any(
            one.rule in EXACT and one.cue[0] <= cue[1] and cue[0] <= one.cue[1]
            for one in self.proposed.by_block[block]
        )

    def _hint(self, scene: Scene, block: int, cue: Reach) -> Candidate:
        """The construction at a cue, by the rules."""
        for one in self.proposed.by_block[block]:
            if one.cue[0] <= cue[1] and cue[0] <= one.cue[1] and one.rule not in HELD_APART:
                return one
        t = scene.tokens
        for at in sorted(range(cue[0], cue[1] + 1), key=lambda at: _depth(t, at)):
            table = rules.TABLES.get(t.tags[at][:2])
            if table is None:
                continue
            entry = lexicon().entry(table, t.words[at])
            made = rules.RULES[table](scene, at, entry.lemma if entry else t.words[at])
            if made is not None:
                made.entry = entry
                return made
        top = min(range(cue[0], cue[1] + 1), key=lambda at: _depth(t, at))
        head = sources.subject(t, top) if t.tags[top].startswith("VB") else None
        source = None if head is None else sources.phrase(t, head, top)
        plain = Candidate("model", top, t.words[top], source, cue, [], head=head)
        plain.entry = lexicon().adverbs.get(t.words[top])
        return plain

    def _heard(self, hint: Candidate, reading: Reading, block: int) -> bool:
        """Whether what was read as the source is who was told: "we were told that …"."""
        reaches = [self._reach(one, block) for one in reading.source]
        told = (hint.audience, _undergoes(self.scenes[block].tokens, hint))
        return any(_meet(one, whom) for one in reaches for whom in told)

    def _source(self, made: Candidate, hint: Candidate, reading: Reading, block: int) -> None:
        """Of several stretches the nearest; in "X was quoted by Y as saying" the one for X.

        The end of a parenthesis is none: "X, in a talk with | Y, | said".
        """
        t = self.scenes[block].tokens
        near = sorted(reading.source, key=lambda one: _gap(one, reading.cue))
        near.sort(key=lambda one: _closes(self.own.words[slice(*one)]))
        if made.cue[0] and t.words[made.cue[0] - 1] == "as" and hint.source is not None:
            near.sort(key=lambda one: not _meet(self._reach(one, block), hint.source))
        nearest = near[0]
        reach = self._reach(nearest, block)
        if reach is not None:
            made.source = reach
            made.head = min(range(reach[0], reach[1] + 1), key=lambda at: _depth(t, at))
        else:
            first, last = nearest
            head = min(range(first, last), key=self._height)
            self.result.sources[id(made)] = (
                Span(int(self.own.start[first]), int(self.own.end[last - 1])),
                Span(int(self.own.start[head]), int(self.own.end[head])),
            )

    def _height(self, unit: int) -> int:
        height = 0
        while (above := int(self.own.head[unit])) != unit:
            unit, height = above, height + 1
        return height

    def _reach(self, one: Range, block: int) -> Reach | None:
        """The tokens of ``block`` in a range of units."""
        inside = [at for at in range(*one) if self.own.block[at] == block]
        if not inside:
            return None
        return int(self.own.token[inside[0]]), int(self.own.token[inside[-1]])

    def _elsewhere(self, one: Range, block: int) -> Iterator[Span]:
        """The stretches of a range in other blocks."""
        begin = None
        for at in range(*one):
            here = self.own.block[at]
            if begin is not None and here != self.own.block[begin]:
                yield Span(int(self.own.start[begin]), int(self.own.end[at - 1]))
                begin = None
            if begin is None and here != block:
                begin = at
        if begin is not None:
            yield Span(int(self.own.start[begin]), int(self.own.end[one[1] - 1]))


def _follow(made: Candidate, hint: Candidate, read: bool) -> None:
    """Take the source that the rules see where none was read.

    A content that holds this source was misread: "the claim | of the mayor that …".
    """
    source = hint.source
    misread = source is not None and any(_meet(one, source) for one in made.content)
    if source is None or (read and not (misread and hint.rule.startswith("that:"))):
        return
    if misread:
        made.cue, made.content = hint.cue, list(hint.content)
    made.source, made.head = source, hint.head


def _is_own(made: Candidate, source: Reach) -> bool:
    """Whether the source is in the cue, as in "rumours spread": somebody speaks, not who."""
    return made.cue[0] <= source[0] and source[1] <= made.cue[1]


def _by_others(t: Tokens, made: Candidate) -> bool:
    """Whether a noun by itself is the cue, of words that its sentence's subject did not utter."""
    top = min(range(made.cue[0], made.cue[1] + 1), key=lambda at: _depth(t, at))
    intent = t.words[top] in lexicon().words["intents"]
    return made.source is not None and not intent and sources.only_met(t, top, made.source)


def _undergoes(t: Tokens, hint: Candidate) -> Reach | None:
    """Who is asked, suspected or charged in a passive: the subject, or the noun it stands with."""
    joined = any(t.words[at] == "as" for at in range(hint.cue[0], hint.cue[1] + 1))
    if not hint.passive or hint.lemma not in UNDERGONE or joined:
        return None
    at = hint.anchor
    whom = t.child(at, *sources.ANY_SUBJECTS)
    if whom is None and t.deps[at] in ("acl", "relcl"):
        whom = t.head[at]
    return None if whom is None else (whom, whom)


def _connective(t: Tokens, cue: Reach) -> bool:
    """Whether a cue is the connective "That said, …"."""
    return t.words[max(0, cue[0] - 1) : cue[0] + 2] == ["that", "said", ","]


def _closes(words: Sequence[str]) -> bool:
    """Whether words end with a comma that began before them."""
    return words[-1] == "," and "," not in words[:-1]


def _meet(one: Reach | None, other: Reach | None) -> bool:
    return one is not None and other is not None and one[0] <= other[1] and other[0] <= one[1]


def _gap(one: Range, cue: Range) -> int:
    return max(one[0] - cue[1], cue[0] - one[1], 0)


def _depth(t: Tokens, at: int) -> int:
    return sum(1 for _ in t.ancestors(at))
