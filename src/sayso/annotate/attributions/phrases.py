"""Cues that are no verbs: "according to X", "in X's view", "X: …"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.annotate.attributions import sources
from sayso.annotate.attributions.frames import around
from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.scene import Candidate, Reach, Scene
from sayso.annotate.attributions.tokens import Tokens

CLAUSES = ("ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis", "acl", "pcomp")
OPINION = lexicon().words["opinion"]


def according(scene: Scene) -> Iterator[Candidate]:
    """ "According to X", before, after or in the middle of what X is the authority for."""
    t = scene.tokens
    for at, word in enumerate(t.words[:-1]):
        if word != "according" or t.words[at + 1] != "to":
            continue
        noun = _object(t, at)
        if noun is None or noun <= at + 1:
            continue
        source = sources.phrase(t, noun, at + 1)
        hole = at, max(source[1], t.last[noun])
        top = clause(t, at)
        content = around(t, top, hole)
        if (item := _item(t, at, source[1])) is not None:
            content, source = [item], sources.trim(t, (source[0], item[0] - 1))
        elif t.words[at - 1 : at] == [","] or at == t.bounds[t.sentence[at]][0]:
            content = _rest(t, at, hole) or content
        yield Candidate(
            "according", at, "according", source, (at, at + 1), content, head=noun, score=0.9
        )


def _item(t: Tokens, at: int, end: int) -> Reach | None:
    """ "(according to Orla, 34; according to Veska, 51)": each has what follows up to the next."""
    if t.words[at - 1 : at] not in (["("], [";"]):
        return None
    high = t.bounds[t.sentence[at]][1]
    comma = next((i for i in range(at + 2, min(end + 2, high)) if t.words[i] == ","), None)
    stop = next((i for i in range(at + 2, high) if t.words[i] in (";", ")")), None)
    if comma is None or stop is None or comma + 1 >= stop:
        return None
    return comma + 1, stop - 1


def opinion(scene: Scene) -> Iterator[Candidate]:
    """ "In the envoy's view": the owner of the view is the source, the clause around it content."""
    t = scene.tokens
    for at, word in enumerate(t.words):
        if word not in OPINION or t.deps[at] != "pobj":
            continue
        before, owner = t.head[at], t.child(at, "poss")
        if t.words[before] != "in" or t.head[before] == before:
            continue
        if owner is None:
            yield from _in_words_of(t, before, at)
            continue
        source = sources.phrase(t, owner, at)
        if source[1] > owner and t.words[source[1]] in ("'s", "'"):
            source = source[0], source[1] - 1
        content = around(t, clause(t, before), (t.first[before], t.last[before]))
        if content:
            yield Candidate("opinion", at, word, source, (at, at), content, head=owner, score=0.8)


def _in_words_of(t: Tokens, before: int, at: int) -> Iterator[Candidate]:
    of = next((o for o in t.children[at] if t.words[o] == "of" and o == at + 1), None)
    noun = None if of is None else t.child(of, "pobj")
    if of is None or noun is None or at - before > 2:
        return
    content = around(t, clause(t, before), (t.first[before], t.last[before]))
    if content:
        source = sources.phrase(t, noun, of)
        yield Candidate("opinion", at, t.words[at], source, (before, of), content, head=noun)


def _object(t: Tokens, at: int) -> int | None:
    for one in (at, at + 1):
        noun = t.child(one, "pobj", "dobj")
        if noun is not None:
            return noun
    return None


def clause(t: Tokens, at: int) -> int:
    """The head of the clause that token ``at`` stands in."""
    top = at
    for above in t.ancestors(at):
        top = above
        if t.deps[above] in CLAUSES:
            break
    return top


def _rest(t: Tokens, at: int, hole: Reach) -> list[Reach]:
    """The clause around a parenthesis at the edge of its sentence."""
    low, high = t.bounds[t.sentence[at]]
    top = clause(t, at)
    first, last = t.first[top], t.last[top]
    if at == low:
        first, last = low, high - 1
    pieces = [(max(first, low), hole[0] - 1), (hole[1] + 1, min(last, high - 1))]
    kept = [sources.trim(t, piece) for piece in pieces if piece[1] - piece[0] >= 1]
    return [
        piece
        for piece in kept
        if any(t.words[i][:1].isalnum() for i in range(piece[0], piece[1] + 1))
    ]


LABEL = frozenset(
    ["NNP", "NNPS", "NN", "NNS", "JJ", "IN", "CD", "POS", "DT", "HYPH", ",", ".", "CC"]
)
LONGEST_LABEL = 9
HEADLINE_LABEL = 4
NO_SPEAKERS = lexicon().words["labels"]


def _headline(t: Tokens, colon: int) -> bool:
    """ "Embassy: Orla awaits help": a label that is no rubric, and a clause."""
    rubric = any(word in NO_SPEAKERS for word in t.words[:colon])
    return not rubric and any(t.tags[at] in FINITE for at in range(colon + 1, len(t)))


FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
VERBS = FINITE | {"VB", "VBG", "VBN"}
DASHES = frozenset(["—", "–", "―", "--", "-"])


def colon(scene: Scene) -> Iterator[Candidate]:
    """ "Mara Teel: the road stays closed", in headlines and transcripts."""
    t = scene.tokens
    at = next((i for i, word in enumerate(t.words[: LONGEST_LABEL + 1]) if word == ":"), 0)
    if not at or at + 2 >= len(t) or not all(tag in LABEL for tag in t.tags[:at]):
        return
    if scene.within[at] >= 0 or t.tags[at - 1] not in ("NNP", "NNPS", "NN", "NNS"):
        return
    named = any(t.entity[i] in ("PERSON", "ORG", "NORP", "GPE") for i in range(at))
    quoted = scene.within[at + 1] >= 0
    capital = scene.text[t.start[0] : t.end[at - 1]].isupper()
    title = scene.block.block.is_headline
    headline = title and at <= HEADLINE_LABEL and _headline(t, at)
    if not (quoted or capital or (title and named) or headline):
        return
    yield Candidate(
        "colon", at, ":", (0, at - 1), (at, at), [(at + 1, len(t) - 1)], head=at - 1, score=0.6
    )


def label_after(scene: Scene) -> Iterator[Candidate]:
    """ "Attacks could reach the valley: Official", in headlines."""
    t = scene.tokens
    if not scene.block.block.is_headline:
        return
    at = next((i for i in range(len(t) - 1, 2, -1) if t.words[i] == ":"), 0)
    after = range(at + 1, len(t))
    if not at or not 1 <= len(after) <= HEADLINE_LABEL or scene.within[at] >= 0:
        return
    nominal = all(t.tags[i] in LABEL for i in after) and t.tags[len(t) - 1][:2] == "NN"
    rubric = any(t.words[i] in NO_SPEAKERS for i in after if len(after) == 1)
    if nominal and not rubric and any(t.tags[i] in FINITE for i in range(at)):
        head = len(t) - 1
        source = (at + 1, head)
        yield Candidate("colon", at, ":", source, (at, at), [(0, at - 1)], head=head, score=0.6)


def dash(scene: Scene) -> Iterator[Candidate]:
    """ "Bridge to reopen in May – Teel" and "Teel – bridge to reopen", in headlines."""
    t = scene.tokens
    if not scene.block.block.is_headline:
        return
    dashes = [i for i in range(1, len(t) - 1) if t.words[i] in DASHES and _spaced(t, i)]
    if len(dashes) != 1 or scene.within[dashes[0]] >= 0:
        return
    at, last = dashes[0], len(t) - 1
    if _named(t, at + 1, last) and any(t.tags[i] in VERBS for i in range(at)):
        source, content = (at + 1, last), (0, at - 1)
    elif _named(t, 0, at - 1) and any(t.tags[i] in FINITE for i in range(at + 1, last + 1)):
        source, content = (0, at - 1), (at + 1, last)
    else:
        return
    yield Candidate("dash", at, "–", source, (at, at), [content], head=source[1], score=0.6)


def _spaced(t: Tokens, at: int) -> bool:
    return t.end[at - 1] < t.start[at] and t.end[at] < t.start[at + 1]


def _named(t: Tokens, first: int, last: int) -> bool:
    """Whether a few words name a person: a country or an outlet is a rubric as often.

    ("Orla – live", "Bridge reopened – The Herald".)
    """
    inside = range(first, last + 1)
    if not 1 <= len(inside) <= HEADLINE_LABEL or t.tags[last] not in ("NNP", "NNPS"):
        return False
    rubric = t.words[first] in NO_SPEAKERS or t.words[last] in NO_SPEAKERS
    others = any(t.entity[i] not in ("PERSON", "") for i in inside)
    return not rubric and not others and all(t.tags[i] in LABEL for i in inside)


def signature(scene: Scene) -> Iterator[Candidate]:
    """A quotation signed with a dash and a name."""
    t = scene.tokens
    if not scene.bounds or scene.bounds[0][0] > 1:
        return
    last = scene.bounds[-1][1]
    after = [i for i in range(last + 1, len(t)) if t.words[i].strip()]
    if not 2 <= len(after) <= 12 or t.words[after[0]] not in DASHES:
        return
    if t.tags[after[1]] not in ("NNP", "NN", "JJ"):
        return
    source = sources.trim(t, (after[1], after[-1]))
    cue = (after[0], after[0])
    yield Candidate(
        "signature",
        after[0],
        "—",
        source,
        cue,
        [(scene.bounds[0][0], last)],
        head=after[1],
        score=0.7,
    )
