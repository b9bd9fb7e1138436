"""In whose words an entity is mentioned: its mentions by the outermost speaker around them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from sayso.ledger import origins
from sayso.ledger.rowmap import dumps
from sayso.ledger.views import Voiced

COUNTED = 20
"""Speakers of whom independent origins are counted, those with the most mentions."""

_FOUND = """
SELECT m.doc, (
  SELECT v.chain FROM voices v WHERE v.doc = m.doc AND v.start <= m.start AND v."end" > m.start
  ORDER BY v.start DESC LIMIT 1)
FROM mentions m
WHERE m.entity IN (SELECT :entity UNION SELECT local FROM entity_links WHERE entity = :entity)"""


class _Speaker(NamedTuple):
    voice: Literal["own", "speaker", "unknown", "outside"]
    entity: str | None = None
    name: str | None = None


def voiced(connection: sqlite3.Connection, entity: str) -> tuple[Voiced, ...]:
    """Who mentions it, the most mentions first."""
    found = connection.execute(_FOUND, {"entity": entity}).fetchall()
    chains = [(doc, None if chain is None else json.loads(chain)) for doc, chain in found]
    speaking = _speaking(connection, {chain[0] for _, chain in chains if chain})
    mentions: Counter[_Speaker] = Counter()
    docs: defaultdict[_Speaker, set[str]] = defaultdict(set)
    for doc, chain in chains:
        speaker = _speaker(chain, speaking)
        mentions[speaker] += 1
        docs[speaker].add(doc)
    order = sorted(mentions, key=lambda one: (-mentions[one], one.voice, one.name or ""))
    return tuple(
        Voiced(*one, mentions[one], len(docs[one]), _origins(connection, docs[one], number))
        for number, one in enumerate(order)
    )


def _speaker(chain: list[str] | None, speaking: Mapping[str, _Speaker]) -> _Speaker:
    if chain is None:
        return _Speaker("outside")
    return speaking.get(chain[0], _Speaker("unknown")) if chain else _Speaker("own")


def _speaking(connection: sqlite3.Connection, attributions: Iterable[str]) -> dict[str, _Speaker]:
    """The speakers of these attributions, of those that have one."""
    sql = """
    SELECT a.id, ifnull(e.id, s.id), ifnull(e.name, s.name) FROM attributions a
    JOIN local_entities s ON s.id = a.speaker AND s.doc = a.doc
    LEFT JOIN entity_links l ON l.local = s.id
    LEFT JOIN entities e ON e.id = l.entity
    WHERE a.id IN (SELECT value FROM json_each(?))"""
    found = connection.execute(sql, (dumps(sorted(attributions)),))
    return {one: _Speaker("speaker", entity, name) for one, entity, name in found}


def _origins(connection: sqlite3.Connection, docs: set[str], rank: int) -> int | None:
    if rank >= COUNTED or len(docs) > origins.MOST:
        return None
    return 1 if len(docs) == 1 else origins.of_documents(connection, docs).count
