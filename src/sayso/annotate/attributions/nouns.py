"""Cues that are nouns or adjectives: "X's claim that", "a call by X for", "X is confident that"."""

from __future__ import annotations

from sayso.annotate.attributions import sources
from sayso.annotate.attributions.frames import group
from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.repair import says
from sayso.annotate.attributions.scene import Candidate, Reach, Scene
from sayso.annotate.attributions.tokens import Tokens

# Prepositions that lead from a noun or adjective to what is said, thought or wanted.
LEADING = lexicon().words["leading"]
AGENT = ("by", "from", "among", "of", "between")
COPULA = frozenset(
    [
        "is",
        "was",
        "are",
        "were",
        "be",
        "been",
        "being",
        "'s",
        "'re",
        "remains",
        "remain",
        "remained",
    ]
)


def noun(scene: Scene, at: int, lemma: str) -> Candidate | None:
    """The attribution that noun ``at`` would make, or ``None`` where it has no content."""
    t = scene.tokens
    if t.deps[at] in ("compound", "poss", "nmod"):
        return None
    that = _that(t, at) if lemma in lexicon().words["claims"] else None
    found = _content(t, at) if that is None else ("that", that, at)
    if found is None:
        return None
    frame, content, last = found
    how, head, first = holder(t, at, content)
    if that is not None and how in ("light", "none"):
        how, head, first = _people(t, at)
    if head is not None and content[0] <= head <= content[1]:
        return None
    source = None if head is None else _source(t, head, at)
    cue = (first, last)
    if source is not None and source[0] <= cue[1] and cue[0] <= source[1]:
        cue = (max(first, source[1] + 1), last) if source[0] < at else (first, at)
    if cue[0] > at:
        cue = (at, max(at, last))
    sure = 0.0 if that is None else CLAIMED
    return Candidate(f"{frame}:{how}", at, lemma, source, cue, [content], head=head, sure=sure)


def _people(t: Tokens, at: int) -> tuple[str, int | None, int]:
    """ "denied Veskan reports that …": whose they are says the adjective, not the verb."""
    own = next(
        (o for o in t.children[at] if o < at and t.entity[o] in ("NORP", "ORG", "GPE")), None
    )
    if own is None:
        return "none", None, at
    return "owner", own, own + 1


CLAIMED = 0.7
# "the claim that they made" says nothing of what is claimed.
MAKING = frozenset(["made", "make", "makes", "raised", "issued", "put", "repeated", "rejected"])


def _that(t: Tokens, at: int) -> Reach | None:
    """The clause of "the claim (of the council) that …", which the parser takes for a relative."""
    owners = [t.child(o, "pobj") for o in t.children[at] if o > at and t.words[o] in AGENT]
    for above in (at, *(one for one in owners if one is not None)):
        for one in t.children[above]:
            first = t.first[one]
            if t.deps[one] not in ("relcl", "acl", "ccomp") or t.words[first] != "that":
                continue
            subject = t.child(one, "nsubj", "nsubjpass", "expl")
            if subject is not None and subject != first and t.words[one] not in MAKING:
                return first, t.last[one]
    return None


def _source(t: Tokens, head: int, at: int) -> Reach:
    first, last = sources.phrase(t, head, at)
    clause = next((o for o in t.children[head] if o > head and t.words[t.first[o]] == "that"), None)
    if clause is not None and t.first[clause] > head:
        last = min(last, t.first[clause] - 1)
    if last > first and t.words[last] in ("'s", "'"):
        last -= 1
    return first, last


def _content(t: Tokens, at: int) -> tuple[str, Reach, int] | None:
    """Frame, content, and the last token of the cue."""
    by = 0
    for one in t.children[at]:
        if one < at:
            continue
        dep = t.deps[one]
        opening = t.words[t.first[one]]
        if dep in ("acl", "ccomp", "relcl", "appos") and opening in ("that", "whether", "if"):
            if t.deps[t.first[one]] == "mark":
                return "that", (t.first[one], t.last[one]), at
        elif dep in ("acl", "xcomp", "relcl") and opening == "to":
            return "to", (t.first[one], t.last[one]), at
        if dep == "prep" and t.words[one] in LEADING:
            inner = t.child(one, "pobj", "pcomp")
            if inner is None or (t.words[one] == "of" and by == 0 and _agent_of(t, at, one)):
                continue
            last = one if one == at + 1 else at
            return f"prep:{t.words[one]}", (one + 1, t.last[one]), last
        by = one
    return _copula(t, at)


def _agent_of(t: Tokens, at: int, of: int) -> bool:
    """Whether "of" names whose words they are because the content follows later."""
    return any(
        o > of and (t.deps[o] in ("acl", "ccomp") and t.child(o, "mark") is not None)
        for o in t.children[at]
    )


def _copula(t: Tokens, at: int) -> tuple[str, Reach, int] | None:
    above = t.head[at]
    if t.deps[at] != "nsubj" or above < at or t.words[above] not in COPULA:
        return None
    one = t.child(above, "ccomp", "xcomp", "attr")
    if one is None or one < above:
        return None
    kind = "is" if t.deps[one] != "attr" else "is-attr"
    return kind, (t.first[one], t.last[one]), above


def holder(t: Tokens, at: int, content: Reach) -> tuple[str, int | None, int]:
    """How the source is joined, its head noun, and the first token of the cue."""
    start = _start(t, at)
    owner = t.child(at, "poss")
    if owner is not None:
        return "owner", owner, t.last[owner] + 1
    for one in t.children[at]:
        if one > at and t.deps[one] == "prep" and t.words[one] in AGENT and one + 1 != content[0]:
            inner = t.child(one, "pobj")
            if inner is not None and not content[0] <= inner <= content[1]:
                return "agent", inner, start
    above = t.head[at]
    if t.deps[at] == "nsubjpass" and t.words[above] in MAKING:
        by = t.child(above, "agent")
        inner = None if by is None else t.child(by, "pobj")
        if inner is not None:
            return "agent", inner, start
    if t.deps[at] in ("dobj", "attr") and t.tags[above][:2] == "VB":
        who = sources.subject(t, above)
        if who is not None and who < above:
            return "light", who, group(t, above)[0]
    if t.deps[at] == "pobj":
        verb = t.head[above]
        if t.tags[verb][:2] == "VB" and above > verb and not says(t, verb):
            who = sources.subject(t, verb)
            if who is not None and who < verb and above == verb + 1:
                return "light", who, group(t, verb)[0]
    return "none", None, start


def _start(t: Tokens, at: int) -> int:
    first = at
    for one in reversed([o for o in t.children[at] if o < at]):
        if t.last[one] != first - 1 or t.deps[one] not in ("amod", "compound", "det", "nummod"):
            break
        first = t.first[one]
    return first


def adjective(scene: Scene, at: int, lemma: str) -> Candidate | None:
    """ "X is confident that Y": the attribution that an adjective or participle would make."""
    t = scene.tokens
    above = t.head[at]
    if t.deps[at] not in ("acomp", "ROOT", "attr", "conj", "oprd"):
        return None
    if t.deps[at] != "ROOT" and t.tags[above][:2] != "VB":
        return None
    found = _complement(t, at)
    if found is None:
        return None
    rule, content, last = found
    head = sources.subject(t, above if t.deps[at] != "ROOT" else at)
    if head is None or head > at or content[0] <= head:
        return None
    first = group(t, above)[0] if above < at else at
    source = sources.phrase(t, head, at)
    return Candidate(
        rule, at, lemma, source, (max(first, source[1] + 1), last), [content], head=head
    )


def _complement(t: Tokens, at: int) -> tuple[str, Reach, int] | None:
    for one in t.children[at]:
        if one < at:
            continue
        if t.deps[one] == "ccomp":
            return "clause", (t.first[one], t.last[one]), at
        if t.deps[one] == "xcomp":
            return "infinitive", (t.first[one], t.last[one]), at
        leads = t.deps[one] == "prep" and t.words[one] in LEADING
        if leads and t.child(one, "pobj", "pcomp") is not None:
            return f"prep:{t.words[one]}", (one + 1, t.last[one]), one if one == at + 1 else at
    return None


def with_gerund(t: Tokens, noun: int, content: Reach) -> Reach:
    """What a noun tells of somebody, with what they do: "claims of Jon | using a double"."""
    last, doing = content[1], content[1] + 1
    nominal = t.tags[noun] in ("NN", "NNS") and t.tags[last] in sources.NOUNS
    if not nominal or doing >= len(t) or t.tags[doing] != "VBG":
        return content
    joined = t.head[doing] in (last, noun) or t.child(doing, "nsubj") == last
    return (content[0], t.last[doing]) if joined else content
