"""Speech reported at second hand: "citing X", "was quoted by Y as saying", "is how X put it"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.annotate.attributions import sources
from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.scene import Candidate, Reach, Scene
from sayso.annotate.attributions.tokens import Tokens

CITING = frozenset(["cite", "quote"])
FARTHEST_HOW = 16
SCORE = 0.8


def citing(scene: Scene, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Turn "A said that B, citing C" round: C is a source of B too, and inside A's report."""
    result = []
    for one in candidates:
        if one.lemma not in CITING or one.rule != "object" or one.anchor == 0:
            result.append(one)
            continue
        if scene.tokens.tags[one.anchor] != "VBG" or scene.tokens.words[one.anchor - 1] != ",":
            result.append(one)
            continue
        outer = _reporting(scene, candidates, one)
        if outer is not None and (content := _before(outer.content, one.anchor - 1)):
            outer.content = _without(outer.content, (one.anchor - 1, one.content[-1][1]))
            one.source, one.content, one.outer = one.content[0], content, outer
            one.rule, one.head = "cited", _head(scene.tokens, one.source)
            result.append(one)
    return result


def _reporting(scene: Scene, candidates: Sequence[Candidate], one: Candidate) -> Candidate | None:
    """The report of speech before the citation in its sentence, the outermost where several are."""
    t = scene.tokens
    words = lexicon().words["speech"]
    before = [
        c
        for c in candidates
        if c.anchor < one.anchor
        and t.sentence[c.anchor] == t.sentence[one.anchor]
        and scene.within[c.anchor] < 0
        and c.lemma in words
    ]
    same = [c for c in before if c.source == one.source]
    return next(iter([*same, *before]), None)


def _before(content: Sequence[Reach], end: int) -> list[Reach]:
    return [(a, min(b, end - 1)) for a, b in content if a < end]


def _without(content: Sequence[Reach], hole: Reach) -> list[Reach]:
    """The content without the citation: what follows it in a long sentence stays."""
    pieces = []
    for a, b in content:
        if b < hole[0] or a > hole[1]:
            pieces.append((a, b))
            continue
        if a < hole[0]:
            pieces.append((a, hole[0] - 1))
        if b > hole[1] + 1:
            pieces.append((hole[1] + 1, b))
    return pieces


def _head(t: Tokens, reach: Reach) -> int:
    for at in range(reach[0], reach[1] + 1):
        if not reach[0] <= t.head[at] <= reach[1] and t.tags[at] in sources.NOUNS:
            return at
    return reach[1]


def how(scene: Scene) -> Iterator[Candidate]:
    """ "“…” is how the envoy put it"."""
    t = scene.tokens
    for at in range(2, len(t) - 2):
        if t.words[at] != "how" or t.words[at - 1] not in ("is", "was"):
            continue
        quoted = [b for b in scene.bounds if b[1] == at - 2]
        last = min(len(t), at + FARTHEST_HOW)
        verb = next((i for i in range(at + 1, last) if t.tags[i] in ("VBD", "VBZ")), None)
        if not quoted or verb is None or t.words[verb + 1 : verb + 2] != ["it"]:
            continue
        subject = t.child(verb, "nsubj")
        head = subject if subject is not None and at < subject < verb else verb - 1
        end = verb + 2 if t.words[verb + 2 : verb + 3] == ["up"] else verb + 1
        source = sources.trim(t, (at + 1, verb - 1))
        yield Candidate(
            "how", verb, t.words[verb], source, (verb, end), quoted[-1:], head=head, score=SCORE
        )
