"""Slots of a ledger's passages in which outlets have other words for one thing."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sayso.ledger import documents, resolve
from sayso.link.names import Use
from sayso.link.referent import site_of
from sayso.link.sameness import Join, PhraseUse
from sayso.link.slots import Carrier, Filled, Slot, other_names, slots
from sayso.rows import NamingVoice, Passage, Span

_OUTLET = "SELECT outlet, url, published FROM documents WHERE id = ?"
_NAMED = (
    "SELECT ifnull(l.entity, n.entity), s.kind FROM namings n "
    "JOIN local_entities s ON s.doc = n.doc AND s.id = n.entity "
    "LEFT JOIN entity_links l ON l.local = n.entity "
    'WHERE n.doc = ? AND n.start = ? AND n."end" = ?'
)
_KNOWN = "SELECT id, kind FROM entities WHERE kind IN ('document', 'happening') AND lower(name) = ?"
_JOINED = ("document", "happening")
"""Kinds of which another name in the same slot is the same one; a person's or a town's may be a
correction."""


def found(connection: sqlite3.Connection) -> Iterator[tuple[str, Slot]]:
    """The slots that hold other names, each with its passage, over documents of several outlets."""
    # Read whole first: the caller writes to the ledger meanwhile.
    for identifier, wordings in connection.execute("SELECT id, wordings FROM passages").fetchall():
        if len(json.loads(wordings)) > 1:
            passage = resolve.passage(connection, identifier)
            root = next((one.id for one in passage.wordings if one.parent is None), None)
            if root is not None:
                for slot in slots(_carriers(connection, passage), root):
                    if other_names(slot) and _divides(connection, slot):
                        yield identifier, slot


def _carriers(connection: sqlite3.Connection, passage: Passage) -> list[Carrier]:
    return [
        Carrier(
            one.doc, one.span, one.wording, documents.text(connection, one.doc)[slice(*one.span)]
        )
        for one in passage.members
    ]


def _divides(connection: sqlite3.Connection, slot: Slot) -> bool:
    """Whether different outlets, as far as they are known, have different words there."""
    outlets: dict[str, set[str]] = {}
    for one in slot:
        outlet, _, _ = connection.execute(_OUTLET, (one.carrier.doc,)).fetchone()
        outlets.setdefault(one.words.casefold(), set()).add(outlet or one.carrier.doc)
    return any(first != second for first, second in pairwise(outlets.values()))


def named_joins(connection: sqlite3.Connection, passage: str, slot: Slot) -> list[Join]:
    """The joins of documents and happenings that a slot calls by different names."""
    uses: dict[str, PhraseUse] = {}
    for one in slot:
        record = connection.execute(_NAMED, (one.carrier.doc, *one.span)).fetchone()
        if record is None and " " in one.words:  # its document takes a part of it for a place
            record = connection.execute(_KNOWN, (one.words.lower(),)).fetchone()
        if record is not None and record[1] in _JOINED:
            uses.setdefault(record[0], _use(record[0], record[1], passage, one))
    return [Join("same sentence, copied", one, other) for one, other in pairwise(uses.values())]


def names_something(connection: sqlite3.Connection, slot: Slot) -> bool:
    """Whether any filling is a name, which is counted where its entity is."""
    sql = 'SELECT 1 FROM namings WHERE doc = ? AND start < ? AND "end" > ? LIMIT 1'
    return any(
        connection.execute(sql, (one.carrier.doc, one.span.end, one.span.start)).fetchone()
        for one in slot
    )


def word_joins(passage: str, slot: Slot) -> list[Join]:
    """The evidence for plain words in a slot: one carrier of each."""
    identity = slot_id(passage, slot)
    firsts: dict[str, Filled] = {}
    for one in slot:
        firsts.setdefault(one.words.casefold(), one)
    uses = [_use(identity, "happening", passage, one) for one in firsts.values()]
    return [Join("same sentence, copied", one, other) for one, other in pairwise(uses)]


def slot_id(passage: str, slot: Slot) -> str:
    """The id of what a slot names: ``s`` and 16 hex digits."""
    words = sorted({one.words.casefold() for one in slot})
    return "s" + hashlib.sha256("\0".join([passage, *words]).encode()).hexdigest()[:16]


def word_uses(connection: sqlite3.Connection, passage: str, slot: Slot) -> Sequence[Use]:
    """The plain words of a slot as uses of names, in the voice that each stands in."""
    made = []
    for one in slot:
        doc = one.carrier.doc
        outlet, url, published = connection.execute(_OUTLET, (doc,)).fetchone()
        speaker, said = _speaker(connection, doc, one.span)
        site = site_of(url) if url and not outlet else None
        voice: NamingVoice = "indirect" if said else "own"
        made.append(
            Use(one.words.casefold(), voice, outlet, site, doc, published, speaker, passage)
        )
    return made


def _speaker(connection: sqlite3.Connection, doc: str, span: Span) -> tuple[str | None, bool]:
    """Who is reported to say a stretch, and whether anybody is."""
    sql = "SELECT chain FROM voices WHERE doc = ? AND start <= ? AND \"end\" >= ? AND chain != '[]'"
    record = connection.execute(sql, (doc, *span)).fetchone()
    if record is None:
        return None, False
    sql = (
        "SELECT ifnull(l.entity, a.speaker) FROM attributions a "
        "LEFT JOIN entity_links l ON l.local = a.speaker WHERE a.doc = ? AND a.id = ?"
    )
    speaker = connection.execute(sql, (doc, json.loads(record[0])[-1])).fetchone()
    return (speaker[0] if speaker else None), True


def _use(entity: str, kind: str, passage: str, one: Filled) -> PhraseUse:
    nobody: frozenset[str] = frozenset()
    return PhraseUse(
        entity, one.carrier.doc, one.span, kind, one.words, nobody, nobody, None, None, passage
    )
