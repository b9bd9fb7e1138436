"""The rules put together: the attributions of a parsed document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sayso.annotate.attributions import (
    assemble,
    beside,
    frames,
    narrow,
    nouns,
    phrases,
    polarity,
    reported,
    sources,
    speech,
    tails,
)
from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.marks import Quotation
from sayso.annotate.attributions.scene import Candidate, Reach, Scene
from sayso.annotate.parse import Parsed
from sayso.rows import Attribution, Span, Stance

# Candidates less likely than this are dropped: calibrated on the training part of PolNeAR.
THRESHOLD = 0.42
# A noun or adjective without a source ("a statement on the matter") attributes rarely.
NOBODYS = 0.56
TABLES = {"VB": "verbs", "NN": "nouns", "JJ": "adjectives"}
RULES = {"verbs": frames.verb, "nouns": nouns.noun, "adjectives": nouns.adjective}


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution, and where to look for its speaker, its audience and its date."""

    row: Attribution
    head: Span | None
    """The source's head noun."""
    audience: Span | None
    clause: Span
    """The cue's own clause: source, cue and what belongs to them, with the content."""
    candidate: int
    """Identity of the candidate it came from."""
    outer: int | None = None
    """Identity of the candidate that it is inside by its construction."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """Candidates by block, and by a candidate's identity the stretches of other blocks it has."""

    by_block: list[list[Candidate]]
    elsewhere: dict[int, list[Span]]
    sources: dict[int, tuple[Span, Span]] = field(default_factory=dict)
    """Sources in another block than their cue, each with its head noun."""


def find(parsed: Parsed) -> list[Attribution]:
    """The attributions of a document by the rules alone, in text order, nested; nobody is named.

    Never raises on odd text; takes time linear in it.
    """
    found = search(parsed)
    return assemble.nested([one.row for one in found], outer(found))


def outer(found: Sequence[Found]) -> dict[str, str]:
    """Row id to the id of the row that it is inside by its construction."""
    ids = {one.candidate: one.row.id for one in found}
    pairs = ((one.row.id, ids.get(one.outer)) for one in found if one.outer is not None)
    return {inner: above for inner, above in pairs if above is not None}


def search(parsed: Parsed) -> list[Found]:
    """As ``find``, with what the stage needs to name people; rows are not yet nested."""
    scenes = [Scene.of(parsed.text, block) for block in parsed.blocks]
    return rows(parsed, scenes, propose(scenes))


def propose(scenes: Sequence[Scene]) -> Proposals:
    """What the rules accept in the blocks of a document."""
    found = [candidates(scene) for scene in scenes]
    for scene, own in zip(scenes, found, strict=True):
        speech.widen(scene, own)
        speech.resume(scene, own)
        own += beside.verbs_beside(scene, own)
        speech.resume(scene, own)
    return Proposals(found, complete(scenes, found))


def complete(
    scenes: Sequence[Scene], found: Sequence[list[Candidate]], held: Sequence[Span] = ()
) -> dict[int, list[Span]]:
    """Add what quotations that nobody claims are; whole blocks of quotation go to their speakers.

    ``held`` are stretches that candidates of other blocks have, apart and in text order. Returns
    the blocks that go to a candidate, by its identity.
    """
    elsewhere: dict[int, list[Span]] = {}
    owners = speech.carry(scenes, found)
    for number, (scene, own) in enumerate(zip(scenes, found, strict=True)):
        own += beside.unclaimed(scene, own, number in owners, held)
    for number, owner in owners.items():
        t = scenes[number].tokens
        elsewhere.setdefault(id(owner), []).append(Span(t.start[0], t.end[-1]))
    return elsewhere


def rows(parsed: Parsed, scenes: Sequence[Scene], proposals: Proposals) -> list[Found]:
    """The rows that candidates make, in text order; those without content make none."""
    quotes = [quote for scene in scenes for quote in scene.quotes]
    made = [
        _found(parsed, scene, candidate, proposals, quotes)
        for scene, own in zip(scenes, proposals.by_block, strict=True)
        for candidate in own
    ]
    unique = {one.row.id: one for one in made if one is not None}
    return sorted(unique.values(), key=lambda one: (one.row.cue, one.row.content))


def candidates(scene: Scene) -> list[Candidate]:
    """What the rules accept in one block, in text order."""
    found = [
        *phrases.according(scene),
        *phrases.opinion(scene),
        *phrases.colon(scene),
        *phrases.label_after(scene),
        *phrases.dash(scene),
        *phrases.signature(scene),
        *reported.how(scene),
        *_words(scene),
    ]
    found = tails.prefer(found, [*tails.openings(scene), *tails.tails(scene)])
    return narrow.narrowed(scene, reported.citing(scene, found))


def _words(scene: Scene) -> Iterator[Candidate]:
    """The cues that the lexicon knows, where they are likely enough in their construction."""
    lex = lexicon()
    t = scene.tokens
    for at, (word, tag) in enumerate(zip(t.words, t.tags, strict=True)):
        table = TABLES.get(tag[:2])
        entry = None if table is None else lex.entry(table, word)
        if table is None or entry is None:
            continue
        candidate = RULES[table](scene, at, entry.lemma)
        if candidate is None:
            continue
        if not candidate.waits:
            candidate.score = candidate.sure or lex.likelihood(entry, table, candidate.rule)
        floor = THRESHOLD if candidate.source or table == "verbs" else NOBODYS
        if candidate.score >= floor:
            candidate.entry = entry
            yield candidate


def _found(
    parsed: Parsed,
    scene: Scene,
    c: Candidate,
    proposals: Proposals,
    quotes: Sequence[Quotation],
) -> Found | None:
    t, text = scene.tokens, parsed.text
    pieces = [_span(scene, c, piece) for piece in c.content]
    pieces += [assemble.trimmed(text, one) for one in proposals.elsewhere.get(id(c), [])]
    content = assemble.apart(piece for piece in pieces if piece is not None)
    cue = assemble.trimmed(text, t.span(*c.cue))
    if cue is None or not any(letter.isalnum() for a, b in content for letter in text[a:b]):
        return None
    source = None if c.source is None else assemble.trimmed(text, t.span(*c.source))
    head = None if c.head is None else t.span(c.head, c.head)
    if id(c) in proposals.sources:
        source, head = proposals.sources[id(c)]
    kind, verbatim = assemble.kind(text, content, quotes, cue)
    if c.rule in ("scare", "so-called"):
        kind, verbatim = "scare", content
    doc = parsed.document.id
    row = Attribution(
        assemble.identity(doc, source, cue, content),
        doc,
        source,
        cue,
        content,
        kind,
        verbatim,
        polarity.of(scene, c, c.entry),
        _stance(c),
        score=round(min(c.score, 1.0), 3),
    )
    return Found(
        row,
        head,
        None if c.audience is None else t.span(*c.audience),
        t.span(t.first[c.anchor], t.last[c.anchor]),
        id(c),
        None if c.outer is None else id(c.outer),
    )


def _stance(c: Candidate) -> Stance:
    if c.rule == "so-called":
        return "doubting"
    return "neutral" if c.entry is None else c.entry.stance


def _span(scene: Scene, c: Candidate, piece: Reach) -> Span | None:
    clipped = scene.clip(piece, c.anchor)
    if clipped is None:
        return None
    first, last = sources.trim(scene.tokens, clipped)
    return assemble.trimmed(scene.text, scene.tokens.span(first, last))
