"""The mentions stage: names, titles, descriptions and pronouns, and who or what they stand for."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sayso.annotate.fold import fold
from sayso.annotate.mentions.descriptions import Describer, find_descriptions
from sayso.annotate.mentions.groups import Group, Groups
from sayso.annotate.mentions.metonyms import take_for_state
from sayso.annotate.mentions.names import Found, find_names
from sayso.annotate.mentions.offices import Offices
from sayso.annotate.mentions.pronouns import Resolver
from sayso.annotate.mentions.tokens import Tokens
from sayso.annotate.mentions.words import OUTLET_NOUNS
from sayso.annotate.parse import Parsed
from sayso.annotate.stage import Annotations, Stage
from sayso.read.dateline import places
from sayso.rows import Alias, Entity, EntityKind, Mention, Role


def mentions(parsed: Parsed, annotations: Annotations) -> Annotations:
    """Add the mentions of a document and the entities that they stand for in this document."""
    tokens, described, groups = known(parsed, annotations)
    titles = list(_titles(tokens, described))
    pronouns = Resolver(tokens, described, groups).resolve()
    everything = [*described, *titles, *pronouns]
    doc = parsed.document
    ids = [local_id(doc.id, group.kind, group.key) for group in groups]
    found = sorted(everything, key=lambda item: (item.first, -item.last))
    rows = tuple(
        Mention(
            doc.id,
            tokens.span(item.first, item.last),
            None if item.group is None else ids[item.group],
            item.kind,
        )
        for item in found
    )
    offices = Offices(tokens, described, groups)
    entities = tuple(_entities(parsed, offices, groups, ids))
    return replace(annotations, mentions=rows, entities=entities)


def known(parsed: Parsed, annotations: Annotations) -> tuple[Tokens, list[Found], list[Group]]:
    """The names and descriptions of a document and the entities that they stand for."""
    tokens = Tokens.of(parsed, annotations.sentences)
    outlet = parsed.document.outlet
    names = find_names(tokens, outlet)
    descriptions = find_descriptions(tokens, names)
    groups = Groups(tokens, names, descriptions, outlet, _datelines(parsed)).build()
    if outlet and _speaks_of_itself(tokens):
        _outlet_group(groups, outlet)
    take_for_state(tokens, names, groups)
    Describer(tokens, names, groups).resolve(descriptions)
    return tokens, [*names, *descriptions], groups


def local_id(doc: str, kind: EntityKind, key: str) -> str:
    """The id of an entity within one document: ``e`` and 16 hex digits."""
    digest = hashlib.sha256("\0".join((doc, kind, key)).encode()).hexdigest()
    return "e" + digest[:16]


def _speaks_of_itself(tokens: Tokens) -> bool:
    """Whether the text has "we", "our" or "this newspaper", which may be its outlet."""
    return any(
        word in ("we", "our", "us") or (before == "this" and word in OUTLET_NOUNS)
        for before, word in zip(["", *tokens.lower], tokens.lower, strict=False)
    )


def _outlet_group(groups: list[Group], outlet: str) -> None:
    """Make the outlet an entity of its document even where no one names it."""
    key = fold(outlet)
    if not any(group.key == key and group.names for group in groups):
        groups.append(Group("organisation", key, {key}, Counter({outlet: 1})))


def _datelines(parsed: Parsed) -> frozenset[str]:
    """The places that datelines begin with, folded."""
    lines = (places(parsed.text, b.span)[:1] for b in parsed.layout if b.kind == "dateline")
    return frozenset(fold(parsed.text[slice(*place)]) for line in lines for place in line)


def _titles(tokens: Tokens, names: Iterable[Found]) -> Iterator[Found]:
    for name in names:
        if name.title is not None:
            first, last = name.title
            text = " ".join(tokens.text[first:last])
            yield Found(first, last, "title", name.what, last - 1, text, group=name.group)


def _entities(
    parsed: Parsed, offices: Offices, groups: Sequence[Group], ids: Sequence[str]
) -> Iterator[Entity]:
    doc = parsed.document
    for number, (group, identity) in enumerate(zip(groups, ids, strict=True)):
        if not group.names:
            continue  # merged into another
        if doc.outlet and group.key == fold(doc.outlet) and group.kind == "organisation":
            # The document bears its outlet's name, whatever short form its text uses.
            group.names[doc.outlet] = max(1, group.names[doc.outlet])
        aliases = tuple(Alias(name, doc.outlet, count) for name, count in _by_count(group.names))
        roles = tuple(_roles(parsed, offices, number, ids))
        yield Entity(identity, _canonical(group), group.kind, aliases, roles)


def _roles(parsed: Parsed, offices: Offices, number: int, ids: Sequence[str]) -> Iterator[Role]:
    for first, last in dict.fromkeys(offices.groups[number].roles):
        span = offices.tokens.span(first, last)
        of = offices.of(number, first, last)
        name = " ".join(parsed.text[slice(*span)].split())
        yield Role(name, parsed.document.id, span, None if of is None else ids[of])


def _canonical(group: Group) -> str:
    """The most frequent full name: not a surname alone, not an acronym where there is more."""
    full = Counter({name: count for name, count in group.names.items() if _is_full(name, group)})
    return _by_count(full or group.names)[0][0]


def _is_full(name: str, group: Group) -> bool:
    if group.kind == "place":
        return not name.casefold().startswith("republic of ") or len(group.names) == 1
    if group.kind == "person":
        # "Jane de Vell" rather than "De Vell".
        return " " in name and fold(name).split()[:1] == group.key.split()[:1]
    return " " in name


def _by_count(names: Counter[str]) -> list[tuple[str, int]]:
    return sorted(names.items(), key=lambda item: (-item[1], item[0]))


STAGE = Stage("mentions", "9", needs=("sentences",), makes=("mentions", "entities"), run=mentions)
