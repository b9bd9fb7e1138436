"""Which happenings and documents without a name are one, whatever the texts call them.

The war in a country, the invasion of it and the special operation there are one where many texts
speak of each as the one everybody knows: the same noun class, the same place, no date or the same
one, nobody else's. A document is one with another that is of the same day and contradicts it in
nothing. Whatever joins two is kept as evidence, one pair of places in the texts for each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.annotate.phrases import is_clash
from sayso.rows import Span

KNOWN: int = 3
"""Independent texts that must speak of "the war in X" before it is the one everybody knows."""


class PhraseUse(NamedTuple):
    """A phrase in a document, its entity and anchors being those across documents."""

    entity: str
    doc: str
    span: Span
    kind: str
    words: str
    at: frozenset[str]
    by: frozenset[str]
    begin: str | None
    end: str | None
    source: str
    """The passage that it stands in, which counts once; else the document."""


class Join(NamedTuple):
    """Two entities that are one referent, and the words that show it."""

    evidence: str
    first: PhraseUse
    second: PhraseUse


def joins(uses: Iterable[PhraseUse], wide: Callable[[str], bool]) -> Iterator[Join]:
    """The joins among phrases; ``wide`` says of a place whether it is no mere town or building,
    where one thing of a kind may follow another."""
    clashes: defaultdict[frozenset[str], list[PhraseUse]] = defaultdict(list)
    dated: defaultdict[tuple[str, str], list[PhraseUse]] = defaultdict(list)
    listed: defaultdict[tuple[str, str], list[PhraseUse]] = defaultdict(list)
    for use in sorted(uses, key=lambda one: (one.doc, one.span)):
        if not (use.at or use.by or use.begin):
            listed[use.doc, use.entity].append(use)
        elif use.begin is not None and use.begin == use.end:
            dated[use.kind, use.begin].append(use)
        elif use.begin is None and use.at and is_clash(use.words):
            clashes[use.at].append(use)
    for at in sorted(clashes, key=sorted):
        if all(map(wide, at)):
            yield from _known(clashes[at])
    for key in sorted(dated):
        yield from _same_day(dated[key])
    for _, names in sorted(listed.items()):
        yield from (Join("one text lists both", *both) for both in pairwise(names))


def _known(uses: Sequence[PhraseUse]) -> Iterator[Join]:
    """Join what is said of one place where that has one clash that everybody knows."""
    agents: defaultdict[frozenset[str], set[str]] = defaultdict(set)
    texts: defaultdict[str, set[str]] = defaultdict(set)
    for use in uses:
        agents[use.by].add(use.source)
        if not use.by:
            texts[use.words].add(use.source)
    usual = min(texts, key=lambda words: (-len(texts[words]), words), default="")
    if len(texts[usual]) < KNOWN:
        return
    known = [use for use in uses if len(agents[use.by]) >= KNOWN]
    first = next(use for use in known if use.words == usual and not use.by)
    seen = {first.entity}
    for use in known:
        if use.entity not in seen:
            seen.add(use.entity)
            yield Join("same place, same sort of happening", first, use)


def _same_day(uses: Sequence[PhraseUse]) -> Iterator[Join]:
    """Join what is dated to one day, and is of one place or, of documents, contradicts nothing."""
    for number, use in enumerate(uses):
        for other in uses[number + 1 :]:
            fits = (
                use.at == other.at
                and bool(use.at)
                and is_clash(use.words)
                and is_clash(other.words)
            )
            if use.kind == "document":
                fits = use.at <= other.at or other.at <= use.at
            agents = not use.by or not other.by or use.by == other.by
            if fits and agents and use.entity != other.entity:
                yield Join("same day", use, other)


def referents(found: Iterable[Join]) -> dict[str, str]:
    """Under which entity each joined entity is counted: of those joined, the first by id."""
    heads: dict[str, str] = {}

    def head(entity: str) -> str:
        while heads.get(entity, entity) != entity:
            entity = heads[entity]
        return entity

    for join in found:
        one, other = sorted((head(join.first.entity), head(join.second.entity)))
        heads[other] = one
        heads.setdefault(one, one)
    return {entity: head(entity) for entity in heads}
