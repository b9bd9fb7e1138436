"""Referents without a name: "the war in X", "the Ruritanian invasion of X", "the deal of 10 May".

A phrase is found by its noun, which stands for a happening or a document, and by its anchors: where
or about what it is (``at``), whose it is (``by``), and its date. Without anchors a common noun may
mean anything, so it is left alone; so is one that is neither an armed clash nor dated, because
"the support for X" is many. What the phrase calls its referent is the phrase without article,
anchors and date: "full-scale invasion".
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from sayso.annotate.called import called
from sayso.annotate.data import word_list
from sayso.annotate.fold import fold
from sayso.annotate.mentions.groups import of_people
from sayso.annotate.mentions.stage import local_id
from sayso.annotate.mentions.tokens import Tokens
from sayso.annotate.parse import Parsed
from sayso.annotate.stage import Annotations, Stage
from sayso.rows import Alias, Entity, EntityKind, Mention, Phrase, Time

_CLASSES: tuple[EntityKind, ...] = ("happening", "document")
_LEFT = frozenset(["amod", "compound", "nmod", "poss", "nummod"])
_AT = frozenset(["in", "of", "against", "on", "between", "over", "at", "around"])
_BY = frozenset(["by"])
_DEFINITE = frozenset(["the", "this", "that", "these", "those"])
_ANCHORS = frozenset(["place", "group", "organisation"])
_LOOSE = frozenset(
    ["own", "same", "other", "such", "many", "several", "few", "some", "all", "first"]
)
_REACH = 12  # tokens after the noun in which its anchors stand


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The name of a place, people or body, by its tokens."""

    first: int
    last: int
    entity: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase: its tokens, its noun, and what it calls its referent."""

    first: int
    last: int
    noun: int
    kind: EntityKind
    words: str
    at: tuple[str, ...]
    by: tuple[str, ...]
    time: Time | None


def phrases(parsed: Parsed, annotations: Annotations) -> Annotations:
    """Add phrases, and for each referent that they name an entity with its mentions."""
    earlier = {phrase.entity for phrase in annotations.phrases}
    entities = [one for one in annotations.entities if one.id not in earlier]
    mentions = [one for one in annotations.mentions if one.entity not in earlier]
    before = replace(annotations, entities=tuple(entities), mentions=tuple(mentions), phrases=())
    made = [*_anchored(parsed, before), *_declared(parsed)]
    for entity, rows in made:
        entities.append(entity)
        spans = {row.span for row in rows}
        mentions = [one for one in mentions if one.entity is not None or one.span not in spans]
        mentions += [Mention(row.doc, row.span, entity.id, "description") for row in rows]
    mentions.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    found = sorted((row for _, rows in made for row in rows), key=lambda row: row.span)
    return replace(
        annotations, entities=tuple(entities), mentions=tuple(mentions), phrases=tuple(found)
    )


def _anchored(parsed: Parsed, annotations: Annotations) -> Iterator[tuple[Entity, list[Phrase]]]:
    """The phrases with anchors, by what they name."""
    doc = parsed.document
    names = {one.id: one.name for one in annotations.entities}
    finder = _Finder(parsed, annotations)
    groups: defaultdict[tuple[EntityKind, str], list[_Found]] = defaultdict(list)
    for one in finder.find():
        groups[one.kind, _key(one, names)].append(one)
    for (kind, key), members in groups.items():
        identity = local_id(doc.id, kind, f"phrase|{key}")
        # With its anchors, so that whoever lists the entity sees which war it is.
        aliases = (Alias(key, doc.outlet, len(members)),)
        rows = [finder.row(doc.id, identity, one) for one in members]
        yield Entity(identity, key, kind, aliases), rows


def _declared(parsed: Parsed) -> Iterator[tuple[Entity, list[Phrase]]]:
    """What the text says is called so by some and so by others."""
    doc = parsed.document
    for spans in called(parsed.text):
        words = [" ".join(parsed.text[slice(*span)].split()) for span in spans]
        heads = [single(name.split()[-1].lower()) for name in words]
        kind = next((kind for kind in _CLASSES[::-1] if any(h in nouns(kind) for h in heads)), None)
        if kind is None:
            continue
        identity = local_id(doc.id, kind, f"called|{words[0]}")
        aliases = tuple(Alias(name, doc.outlet, 1) for name in dict.fromkeys(words))
        rows = [
            Phrase(doc.id, span, identity, kind, name, span, (), ())
            for span, name in zip(spans, words, strict=True)
        ]
        yield Entity(identity, words[0], kind, aliases), rows


def _key(one: _Found, names: Mapping[str, str]) -> str:
    """What the referent is called in full: its words and its anchors, "war (Ruritania)"."""
    anchors = sorted(names[anchor] for anchor in (*one.at, *one.by))
    if one.time is not None and one.time.begin:
        anchors.append(one.time.begin)
    return f"{one.words} ({', '.join(anchors)})"


class _Finder:
    """The phrases of one document."""

    def __init__(self, parsed: Parsed, annotations: Annotations) -> None:
        self.tokens = Tokens.of(parsed, annotations.sentences)
        self.text = parsed.text
        self.times = [time for time in annotations.times if time.type == "DATE" and time.begin]
        starts = self.tokens.start
        kinds = {entity.id: entity for entity in annotations.entities}
        self.places = {fold(e.name): e.id for e in kinds.values() if e.kind == "place"}
        self.names: set[int] = set()
        self.at: dict[int, _Anchor] = {}
        for mention in annotations.mentions:
            if mention.kind not in ("name", "title"):
                continue
            first = bisect_left(starts, mention.span.start)
            last = bisect_left(starts, mention.span.end)
            self.names.update(range(first, last))
            entity = kinds.get(mention.entity or "")
            if mention.kind == "name" and entity is not None and entity.kind in _ANCHORS:
                anchor = _Anchor(first, last, self._place(entity))
                self.at.update(dict.fromkeys(range(first, last), anchor))

    def _place(self, entity: Entity) -> str:
        """The place that a people's name or adjective is of, where the document names it."""
        if entity.kind != "group":
            return entity.id
        key = fold(entity.name)
        return next((at for place, at in self.places.items() if of_people(place, key)), entity.id)

    def find(self) -> Iterator[_Found]:
        """All phrases, in text order."""
        tokens = self.tokens
        for place, word in enumerate(tokens.lower):
            kind = self._kind(place, word)
            if kind is None:
                continue
            first = self._first(place)
            at, by, last = self._anchors(first, place)
            time, last = self._time(first, last)
            words = self._words(first, place)
            clash = bool(at) and is_clash(words)
            dated = time is not None and time.begin == time.end
            if words and (clash or dated) and self._definite(first, place):
                yield _Found(first, last, place, kind, words, at, by, time)

    def row(self, doc: str, entity: str, one: _Found) -> Phrase:
        """A phrase as its row."""
        span = self.tokens.span(one.first, one.last)
        noun = self.tokens.span(one.noun, one.noun + 1)
        begin, end = (one.time.begin, one.time.end) if one.time else (None, None)
        return Phrase(doc, span, entity, one.kind, one.words, noun, one.at, one.by, begin, end)

    def _kind(self, place: int, word: str) -> EntityKind | None:
        tokens = self.tokens
        if tokens.tag[place] != "NN" or place in self.names:
            return None
        if tokens.dep[place] in ("compound", "nmod") and tokens.head[place] > place:
            return None
        return next((kind for kind in _CLASSES if single(word) in nouns(kind)), None)

    def _first(self, place: int) -> int:
        tokens = self.tokens
        first = place
        for child in reversed(tokens.children[place]):
            if child < place and (tokens.dep[child] in _LEFT or tokens.dep[child] == "det"):
                edge = child
                while tokens.children[edge] and tokens.children[edge][0] < edge:
                    edge = tokens.children[edge][0]
                first = min(first, edge)
        return first

    def _anchors(self, first: int, place: int) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        """Where or about what, and whose: by what stands before the noun and what depends on it.

        A possessive is whose; so is a people's adjective before a noun that has another anchor.
        """
        tokens = self.tokens
        at: list[str] = []
        by: list[str] = []
        loose: list[str] = []
        for inner in range(first, place):
            if inner in self.at:
                mine = tokens.dep[inner] == "poss"
                (by if mine else at if tokens.dep[inner] == "compound" else loose).append(
                    self.at[inner].entity
                )
        last = place + 1
        for child in tokens.children[place]:
            if child < place or child - place > _REACH or tokens.dep[child] != "prep":
                continue
            into = at if tokens.lower[child] in _AT else by if tokens.lower[child] in _BY else None
            for anchor in self._objects(child) if into is not None else ():
                into.append(anchor.entity)  # type: ignore[union-attr]
                last = max(last, anchor.last)
        if at:
            by += loose
        return tuple(sorted({*at})), tuple(sorted({*by} - {*at})), last

    def _objects(self, preposition: int) -> Iterator[_Anchor]:
        tokens = self.tokens
        for thing in tokens.children[preposition]:
            if tokens.dep[thing] == "pobj" and thing in self.at:
                yield self.at[thing]
                yield from (
                    self.at[other]
                    for other in tokens.children[thing]
                    if tokens.dep[other] == "conj" and other in self.at
                )

    def _time(self, first: int, last: int) -> tuple[Time | None, int]:
        """The date inside or right behind: "the deal of 10 November", "the 2031 war"."""
        tokens = self.tokens
        start, end = tokens.start[first], tokens.end[min(last, len(tokens)) - 1]
        for time in self.times:
            if start <= time.span.start < end:
                return time, last
            gap = time.span.start - end
            if 0 < gap <= 4 and tokens.lower[last : last + 1] in (["of"], ["on"], ["from"]):
                return time, bisect_left(tokens.start, time.span.end)
        return None, last

    def _words(self, first: int, place: int) -> str:
        """The phrase without article, anchors, dates and possessives."""
        tokens = self.tokens
        kept = []
        for at in range(first, place + 1):
            dated = any(time.span.start <= tokens.start[at] < time.span.end for time in self.times)
            if (
                at in self.names
                or dated
                or tokens.tag[at] in ("DT", "PRP$", "POS", "CD", "JJR", "JJS", "RB", "WDT")
                or tokens.lower[at] in _LOOSE
            ):
                continue
            kept.append(at)
        if not kept or kept[-1] != place:
            return ""
        # Only what stands right before the noun: no comma, no quotation mark between.
        start = len(kept) - 1
        while (
            start
            and kept[start] - kept[start - 1] == 1
            and (tokens.text[kept[start - 1]].isalpha() or tokens.text[kept[start - 1]] == "-")
        ):
            start -= 1
        words = self.text[tokens.start[kept[start]] : tokens.end[place]]
        return " ".join(words.lower().split()).lstrip("-")

    def _definite(self, first: int, place: int) -> bool:
        tokens = self.tokens
        if any(tokens.tag[at] in ("JJS", "RBS", "JJR", "CD") for at in range(first, place)):
            return False  # "the worst attack" is one of several
        if tokens.lower[first] in _DEFINITE:
            return True
        return any(tokens.dep[at] == "poss" and at in self.at for at in range(first, place))


def is_clash(words: str) -> bool:
    """Whether the noun that a phrase is built on stands for an armed clash: "war", "military
    operation"."""
    *_, last = both = [single(word) for word in words.split()[-2:]] or [""]
    return last in nouns("clash") or "_".join(both) in nouns("clash")


@cache
def nouns(kind: str) -> frozenset[str]:
    """The nouns of a class, in the singular."""
    return frozenset(" ".join([*word_list("nouns", kind)["words"]]).split())


def single(word: str) -> str:
    """A noun without a regular plural ending."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("men"):
        return word[:-2] + "an"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


STAGE = Stage(
    "phrases",
    "1",
    ("sentences", "times", "mentions", "entities"),
    ("phrases", "mentions", "entities"),
    phrases,
)
