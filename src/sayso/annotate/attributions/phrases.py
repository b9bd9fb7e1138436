"""Cues that are no verbs: "according to X", "in X's view", "X: …"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.annotate.attributions import sources
from sayso.annotate.attributions.frames import around
from sayso.annotate.attributions.scene import Candidate, Reach, Scene
from sayso.annotate.attributions.tokens import Tokens

CLAUSES = ("ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis", "acl", "pcomp")
OPINION = frozenset("view views opinion words eyes estimation judgment judgement telling".split())


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
        content = around(t, top, _whole(t, hole))
        if t.words[at - 1 : at] == [","] or at == t.bounds[t.sentence[at]][0]:
            content = _rest(t, at, hole) or content
        yield Candidate(
            "according", at, "according", source, (at, at + 1), content, head=noun, score=0.9
        )


def _whole(t: Tokens, hole: Reach) -> Reach:
    return hole


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
