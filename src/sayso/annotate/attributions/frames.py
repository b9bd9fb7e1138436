"""What a verb's content can be: a clause, an infinitive, an object, a phrase, a quotation."""

from __future__ import annotations

from sayso.annotate.attributions import sources
from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.scene import Candidate, Reach, Scene
from sayso.annotate.attributions.tokens import Tokens

GROUP = ("aux", "auxpass", "neg", "prt")
OBJECT_TAIL = ("oprd", "xcomp", "ccomp", "acomp", "acl", "prep", "dobj", "relcl")
TAIL_PREPOSITIONS = lexicon().words["tail_prepositions"]
NEGATIONS = frozenset(["not", "n't", "never", "no", "nobody", "none", "neither"])


def verb(scene: Scene, at: int, lemma: str) -> Candidate | None:
    """The attribution that verb ``at`` would make; ``None`` where it has no content."""
    t = scene.tokens
    if t.deps[at] in ("aux", "auxpass", "amod", "compound"):
        return None
    passive = sources.passive(t, at)
    head = sources.subject(t, at)
    if head is None and not passive and t.tags[at] != "VB" and not _empty_subject(t, at):
        head = sources.nearest(t, at, lemma in lexicon().words["speech"])
    source = None if head is None else sources.phrase(t, head, at)
    cue = group(t, at)
    candidate = Candidate("", at, lemma, source, cue, [], head=head, passive=passive)
    candidate.negated = any(t.words[o] in NEGATIONS for o in t.children[at] if o != head)
    if source is not None and t.words[source[0]] in ("neither", "nobody", "none"):
        candidate.negated = True
    candidate.audience = _audience(t, at)
    if _waits(scene, candidate):
        candidate.rule, candidate.waits, candidate.score = "ahead", True, AHEAD
        return candidate
    return candidate if _content(scene, candidate) and candidate.content else None


# How likely speech is to follow in the next block after "She said:".
AHEAD = 0.7


def _waits(scene: Scene, c: Candidate) -> bool:
    t = scene.tokens
    if t.words[-1] != ":" or c.source is None or not (_says(c) or _issues(t, c)):
        return False
    if t.sentence[c.anchor] != t.sentence[-1] or scene.within[c.anchor] >= 0:
        return False
    return t.child(c.anchor, "ccomp") is None and t.deps[c.anchor] in ("ROOT", "conj", "ccomp")


def _says(c: Candidate) -> bool:
    return c.lemma in lexicon().words["speech"]


def _issues(t: Tokens, c: Candidate) -> bool:
    """ "issued the following statement:"."""
    what = t.child(c.anchor, "dobj")
    entry = None if what is None or what < c.anchor else lexicon().entry("nouns", t.words[what])
    return entry is not None and entry.lemma in lexicon().words["speech_nouns"]


def _empty_subject(t: Tokens, at: int) -> bool:
    subject = t.child(at, *sources.SUBJECTS, "expl")
    return subject is not None and t.words[subject] in sources.EMPTY


def group(t: Tokens, at: int) -> Reach:
    """The verb group: the verb with the auxiliaries, negation and adverbs that touch it.

    A verb that only opens the way ("appeared to blame", "went on to say") belongs to it.
    """
    first = last = at
    left = [o for o in t.children[at] if o < at]
    for one in reversed(left):
        if t.last[one] != first - 1:
            break
        if t.deps[one] in GROUP or (t.deps[one] == "advmod" and t.first[one] == one):
            first = one
        else:
            break
    for one in t.children[at]:
        if one > at and one == last + 1 and t.deps[one] in ("prt", "neg"):
            last = one
    return first, last


def _audience(t: Tokens, at: int) -> Reach | None:
    dative = t.child(at, "dative")
    if dative is not None:
        inner = t.child(dative, "pobj")
        noun = dative if inner is None else inner
        return t.first[noun], t.last[noun]
    to = next(
        (o for o in t.children[at] if t.deps[o] == "prep" and t.words[o] == "to" and o > at), None
    )
    whom = None if to is None else t.child(to, "pobj")
    return None if whom is None else (t.first[whom], t.last[whom])


def _content(scene: Scene, c: Candidate) -> bool:
    """Fill in the content and the rule's name by the first frame that fits."""
    return any(
        frame(scene, c)
        for frame in (
            _as,
            _clause,
            _that,
            _fronted,
            _drawn,
            _quote,
            _infinitive,
            _aside,
            _as_said,
            _passive,
            _object,
            _preposition,
        )
    )


def _as(scene: Scene, c: Candidate) -> bool:
    """ "As the ministry noted, X": the clause that this one hangs on."""
    t = scene.tokens
    if t.deps[c.anchor] != "advcl" or t.child(c.anchor, "ccomp", "dobj") is not None:
        return False
    mark = t.child(c.anchor, "mark", "advmod")
    if mark is None or t.words[mark] != "as" or t.first[c.anchor] != mark:
        return False
    c.rule = "as"
    if t.child(c.anchor, *sources.SUBJECTS) is None:
        c.source = c.head = None
    hole = t.first[c.anchor], t.last[c.anchor]
    low, high = t.bounds[t.sentence[c.anchor]]
    if mark == low and t.words[hole[1] + 1 : hole[1] + 2] == [","]:
        c.content = [sources.trim(t, (hole[1] + 2, high - 1))]
    else:
        c.content = around(t, t.head[c.anchor], hole)
    return True


def around(t: Tokens, above: int, hole: Reach) -> list[Reach]:
    """The subtree of ``above`` without ``hole``."""
    first, last = t.first[above], t.last[above]
    pieces = [(first, hole[0] - 1), (hole[1] + 1, last)]
    return [sources.trim(t, piece) for piece in pieces if _worded(t, piece)]


def _worded(t: Tokens, piece: Reach) -> bool:
    return any(t.words[at][:1].isalnum() for at in range(piece[0], piece[1] + 1))


def _that(scene: Scene, c: Candidate) -> bool:
    """ "noted that …" whose clause the parse hung elsewhere: all that follows in the sentence."""
    t = scene.tokens
    at = c.anchor + 1
    low, high = t.bounds[t.sentence[c.anchor]]
    if at + 2 >= high or t.words[at] != "that" or t.tags[at] != "IN":
        return False
    last = high - 1
    own = scene.within[c.anchor]
    if own >= 0:
        last = min(last, scene.bounds[own][1] - 1)
    c.rule, c.content = "clause", [(at, last)]
    del low
    return True


# Adverbial clauses that belong to what is said when they follow it.
JOINED = lexicon().words["joined"]


def _joined(t: Tokens, anchor: int, last: int) -> int:
    """The end of a clause with the clauses after it that the parse hung on the cue."""
    for one in t.children[anchor]:
        if one <= last:
            continue
        mark = t.child(one, "mark", "advmod")
        if t.deps[one] != "advcl" or mark is None or t.words[mark] not in JOINED:
            break
        if t.first[one] > last + 2:
            break
        last = t.last[one]
    return last


def _clause(scene: Scene, c: Candidate) -> bool:
    t = scene.tokens
    for one in t.children[c.anchor]:
        if t.deps[one] != "ccomp":
            continue
        piece = t.first[one], t.last[one] if one < c.anchor else _joined(t, c.anchor, t.last[one])
        if c.source and piece[0] <= c.source[0] <= piece[1]:
            continue
        if one < c.anchor and _that(scene, c):
            return True
        object_ = t.child(c.anchor, "dobj")
        c.rule = "clause" if one > c.anchor else "clause-left"
        if object_ is not None and c.anchor < object_ < one and t.tags[object_] != "PRP":
            c.audience = c.audience or (t.first[object_], t.last[object_])
        told = t.child(c.anchor, *sources.ANY_SUBJECTS) if c.passive else None
        if told is not None and told < c.anchor < one and t.words[told] not in sources.EMPTY:
            c.audience = sources.phrase(t, told, c.anchor)  # "we were told that …"
        c.content = [piece]
        return True
    return False


QUESTION = frozenset(["whether", "why", "when", "how", "where", "what", "who", "which"])
FRONTED = 0.8


def _fronted(scene: Scene, c: Candidate) -> bool:
    """ "Whether the guards would stay, he did not say": the question is what is kept back."""
    t = scene.tokens
    low = t.bounds[t.sentence[c.anchor]][0]
    if not c.negated or t.words[low] not in QUESTION or c.source is None or c.source[0] <= low + 1:
        return False
    one = next((o for o in t.children[c.anchor] if t.first[o] == low and o < c.source[0]), None)
    if one is None or t.deps[one] not in ("advcl", "ccomp", "csubj"):
        return False
    c.rule, c.sure, c.content = "fronted", FRONTED, [(low, t.last[one])]
    return True


def _drawn(scene: Scene, c: Candidate) -> bool:
    """ "Would not be drawn on X": what the subject does not speak about."""
    t = scene.tokens
    if c.lemma != "draw" or not (c.passive and c.negated):
        return False
    on = next((o for o in t.children[c.anchor] if t.words[o] == "on" and o > c.anchor), None)
    head = t.child(c.anchor, *sources.PASSIVE_SUBJECTS)
    if on is None or head is None or t.last[on] == on:
        return False
    c.source, c.head, c.passive = sources.phrase(t, head, c.anchor), head, False
    c.rule, c.sure, c.content = "drawn", FRONTED, [(on + 1, t.last[on])]
    c.cue = c.cue[0], on if on == c.cue[1] + 1 else c.cue[1]
    return True


AS_SAID = frozenset(["quote", "cite", "describe", "report", "depict", "portray"])


def _as_said(scene: Scene, c: Candidate) -> bool:
    """ "X was quoted by Y as saying Z", "X was described by Y as Z"."""
    t = scene.tokens
    head = t.child(c.anchor, *sources.PASSIVE_SUBJECTS)
    as_ = next((o for o in t.children[c.anchor] if t.words[o] == "as" and o > c.anchor), None)
    if not c.passive or c.lemma not in AS_SAID or head is None or as_ is None or as_ < head:
        return False
    if t.deps[as_] != "prep" or t.last[as_] == as_ or c.source is None:
        return False
    c.rule, c.sure = "as-said", FRONTED
    c.content = [sources.phrase(t, head, c.anchor), (as_, t.last[as_])]
    return True


def _infinitive(scene: Scene, c: Candidate) -> bool:
    t = scene.tokens
    one = t.child(c.anchor, "xcomp")
    if one is None or one < c.anchor:
        return False
    object_ = t.child(c.anchor, "dobj")
    first = t.first[one]
    on = next((o for o in t.children[c.anchor] if t.words[o] in ("on", "upon") and o < one), None)
    if on is not None and on == c.cue[1] + 1 and (whom := t.child(on, "pobj")) is not None:
        c.rule, c.cue, c.content = "infinitive", (c.cue[0], on), [(on + 1, t.last[one])]
        c.audience, c.audience_in = (t.first[whom], t.last[whom]), True
        return True
    if object_ is not None and c.anchor < object_ < one:
        first = t.first[object_]
        c.audience, c.audience_in = (t.first[object_], t.last[object_]), True
    c.rule = "infinitive" if any(t.tags[o] == "TO" for o in t.children[one]) else "complement"
    c.content = [(first, t.last[one])]
    return True


def _aside(scene: Scene, c: Candidate) -> bool:
    """ "The road, she said, is closed": the verb hangs on what it reports."""
    t = scene.tokens
    if t.deps[c.anchor] != "parataxis" or t.head[c.anchor] == c.anchor:
        return False
    c.rule = "aside"
    c.content = around(t, t.head[c.anchor], (t.first[c.anchor], t.last[c.anchor]))
    return True


def _quote(scene: Scene, c: Candidate) -> bool:
    """A quotation that touches the cue and its source, in the same sentence."""
    t = scene.tokens
    number = t.sentence[c.anchor]
    low, high = t.bounds[number]
    region = _region(t, c)
    found: list[Reach] = []
    for at in scene.near(low, high - 1):
        first, last = scene.bounds[at]
        if scene.within[c.anchor] >= 0 or (scene.quotes[at].single and scene.within[first] != at):
            continue
        if last < low or first >= high or first <= c.anchor <= last:
            continue
        if last - first < 3:
            continue
        before = last < region[0] and region[0] - last <= 2 and _comma_end(t, last)
        after = first > region[1] and _leads(t, c.anchor, region[1], first)
        if before or after:
            found.append((first, last))
    if not found:
        return False
    c.rule, c.content = "quote", found
    return True


def _region(t: Tokens, c: Candidate) -> Reach:
    reaches = [c.cue, *([c.source] if c.source else [])]
    return min(r[0] for r in reaches), max(r[1] for r in reaches)


def _comma_end(t: Tokens, last: int) -> bool:
    tail = t.words[max(0, last - 1) : last + 2]
    return any(word and word[-1] in ",?!.…—-" for word in tail)


def _leads(t: Tokens, anchor: int, region: int, first: int) -> bool:
    between = range(region + 1, first)
    if not between:
        return True
    if first - 1 > region and t.words[first - 1] not in (",", ":", "that", "-", "—"):
        return False
    return len(between) < 25 and all(
        t.first[anchor] <= at <= t.last[anchor] or t.words[at] in (",", ":") for at in between
    )


def _passive(scene: Scene, c: Candidate) -> bool:
    """ "X was accused of Y": the subject is part of what is attributed."""
    t = scene.tokens
    if not c.passive:
        return False
    head = t.child(c.anchor, *sources.PASSIVE_SUBJECTS)
    if head is None or (t.words[head] == "it"):
        return False
    c.rule = "passive"
    if c.source is None and (place := _capital(t, c.anchor)) is not None:
        c.head, c.source = place, sources.phrase(t, place, c.anchor)
    c.content = [sources.phrase(t, head, c.anchor)]
    tail = _tail(t, c.anchor, c.anchor)
    if tail > c.cue[1]:
        by = t.child(c.anchor, "agent")
        if by is None or by > tail:
            c.content.append((c.cue[1] + 1, tail))
    return True


def _capital(t: Tokens, anchor: int) -> int | None:
    """ "In Orla this is denied": a place that opens the sentence speaks where nobody else does."""
    low = t.bounds[t.sentence[anchor]][0]
    if t.words[low] != "in" or t.head[low] != anchor or not t.tags[low + 1].startswith("NNP"):
        return None
    noun = t.child(low, "pobj")
    named = noun is not None and t.entity[noun] not in ("DATE", "TIME", "EVENT")
    return noun if named and _verb_of_saying(t, anchor) else None


def _verb_of_saying(t: Tokens, at: int) -> bool:
    entry = lexicon().entry("verbs", t.words[at])
    return entry is not None and entry.lemma in lexicon().words["speech"]


def _object(scene: Scene, c: Candidate) -> bool:
    t = scene.tokens
    one = t.child(c.anchor, "dobj", "oprd", "attr")
    if one is None or c.passive:
        return False
    if one < c.anchor:
        c.rule = "object-left"
        c.content = [(t.first[one], t.last[one])]
        oprd = t.child(c.anchor, "oprd", "xcomp")
        if oprd is not None and oprd > c.anchor:
            c.content.append((t.first[oprd], t.last[oprd]))
        return True
    c.rule = "object"
    if c.lemma == "rule" and t.words[c.cue[1]] == "out":
        c.sure = FRONTED
    c.content = [(t.first[one], max(without_aside(t, one), _tail(t, c.anchor, one)))]
    return True


def without_aside(t: Tokens, noun: int) -> int:
    """The last token of a noun phrase without a clause after a comma ("X, which is Y")."""
    last = t.last[noun]
    at = noun
    while True:
        right = [o for o in t.children[at] if o > at and t.first[o] > at and t.first[o] <= last]
        for one in right:
            if t.deps[one] == "relcl" and t.words[t.first[one] - 1] == ",":
                return t.first[one] - 2
        if not right:
            return last
        at = right[-1]


def _tail(t: Tokens, anchor: int, after: int) -> int:
    """Last token of the complements that follow ``after`` without a comma between them."""
    last = after
    for one in t.children[anchor]:
        if one <= after:
            continue
        fits = t.deps[one] in OBJECT_TAIL and (
            t.deps[one] != "prep" or t.words[one] in TAIL_PREPOSITIONS
        )
        if not fits or t.words[t.first[one] - 1] == ",":
            break
        last = t.last[one]
    return last


def _preposition(scene: Scene, c: Candidate) -> bool:
    t = scene.tokens
    for one in t.children[c.anchor]:
        if one < c.anchor or t.deps[one] != "prep" or t.words[one] == "by":
            continue
        inner = t.child(one, "pobj", "pcomp")
        if inner is None:
            continue
        c.rule = f"prep:{t.words[one]}"
        c.content = [(one + 1, max(without_aside(t, one), _tail(t, c.anchor, one)))]
        if one == c.cue[1] + 1:
            c.cue = c.cue[0], one
        return True
    return False
