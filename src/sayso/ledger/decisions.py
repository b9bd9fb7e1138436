"""The log of what people ruled, and how each decision stands among the rows of today.

A decision is on words. Where they are still there, and something stands for them, it fits: of an
entity, whose mention is at exactly this place, or, where a stage has since moved its borders, over
it and under the name ruled on. What is shown is a function of the rows and this log alone.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import get_args

from sayso.codec import encode
from sayso.errors import DecisionError
from sayso.ledger import documents
from sayso.ledger.fold import fold
from sayso.ledger.rowmap import build, columns, dumps, values
from sayso.ledger.views import Standing
from sayso.link.rulings import Judgement, Pair, Rulings, weigh
from sayso.rows import Anchor, Decision, RuledTable, Span, Verdict, Withdrawal

_OWN = columns(Decision)[:-1]  # but when it was withdrawn, which is a row of its own
_WITHDRAWN = """(SELECT json_object('by', w."by", 'at', w.at) FROM withdrawals w
  WHERE w.decision = d.id ORDER BY w.at, w."by" LIMIT 1)"""
_NO_WORDS = Span(0, 0)
_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision before it is signed."""

    on: tuple[Anchor, ...]
    verdict: Verdict
    value: str | None = None


# The log


def log(connection: sqlite3.Connection) -> list[Decision]:
    """Every decision, by when it was ruled."""
    own = ", ".join(f"d.{name}" for name in _OWN)
    sql = f"SELECT {own}, {_WITHDRAWN} FROM decisions d ORDER BY d.at, d.id"
    return [build(Decision, record) for record in connection.execute(sql)]


def sign(connection: sqlite3.Connection, rulings: Iterable[Ruling], by: str) -> list[Decision]:
    """The rulings as decisions of now. None is dated before what the log holds already."""
    signer = " ".join(by.split())
    if not signer:
        raise DecisionError("A decision needs the name of who rules. Give one.")
    made = []
    for ruling, at in zip(rulings, _times(connection), strict=False):
        draft = Decision("", ruling.on, ruling.verdict, ruling.value, signer, at)
        made.append(check(replace(draft, id=_identity(draft))))
    return made


def write(connection: sqlite3.Connection, decisions: Iterable[Decision]) -> int:
    """Add decisions, and withdrawals, that the log has not yet; how many."""
    names = ", ".join(_OWN)
    before = connection.total_changes
    for decision in decisions:
        connection.execute(
            f"INSERT OR IGNORE INTO decisions ({names}) VALUES (?, ?, ?, ?, ?, ?)",
            [*values(decision)][:-1],
        )
        if decision.withdrawn is not None:
            connection.execute(
                "INSERT OR IGNORE INTO withdrawals VALUES (?, ?, ?)",
                (decision.id, decision.withdrawn.by, decision.withdrawn.at),
            )
    return connection.total_changes - before


def withdrawn(connection: sqlite3.Connection, identifier: str, by: str) -> Decision:
    """The decision with this id as withdrawn now; not written yet."""
    decision = next((one for one in log(connection) if one.id == identifier), None)
    if decision is None:
        raise DecisionError(f"There is no decision {identifier}. The list has the ids.")
    if decision.withdrawn is not None:
        when = decision.withdrawn
        raise DecisionError(f"{identifier} was withdrawn already, by {when.by} at {when.at}.")
    signer = " ".join(by.split())
    if not signer:
        raise DecisionError("Withdrawing needs the name of who does it. Give one.")
    return replace(decision, withdrawn=Withdrawal(signer, next(_times(connection))))


def _times(connection: sqlite3.Connection) -> Iterator[str]:
    """Now, and a microsecond later each time; later than all of the log, so that what is ruled
    last is what counts even if somebody's clock is wrong."""
    sql = "SELECT max(at) FROM (SELECT at FROM decisions UNION ALL SELECT at FROM withdrawals)"
    (last,) = connection.execute(sql).fetchone()
    step = timedelta(microseconds=1)
    now = datetime.now(UTC)
    if last is not None:
        now = max(now, datetime.strptime(last, _TIME).replace(tzinfo=UTC) + step)
    while True:
        yield now.strftime(_TIME)
        now += step


def _identity(decision: Decision) -> str:
    """``d`` and 16 hex digits of everything in a decision but that it was withdrawn."""
    told = encode(replace(decision, id="", withdrawn=None))
    return "d" + hashlib.sha256(dumps(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def check(decision: Decision) -> Decision:
    """The decision, if it is one. Raises ``DecisionError`` saying what is wrong with it."""
    known = decision.verdict in get_args(Verdict)
    if not known or not all(anchor.table in get_args(RuledTable) for anchor in decision.on):
        raise DecisionError(f"{decision.id}: not known to this version of Sayso; upgrade it.")
    texts = (decision.value or "", decision.by, decision.at, *(one.words for one in decision.on))
    if not all(isinstance(text, str) for text in texts) or not decision.by:
        raise DecisionError(f"{decision.id}: a field is not what it should be.")
    entities = all(anchor.table == "entities" for anchor in decision.on)
    if decision.verdict in ("same", "different"):
        if len(decision.on) != 2 or not entities:
            raise DecisionError(f"“{decision.verdict}” is ruled of two entities.")
        if decision.on[0] == decision.on[1]:
            raise DecisionError(f"“{decision.verdict}” is ruled of two entities, not of one.")
    elif len(decision.on) != 1:
        raise DecisionError(f"“{decision.verdict}” is ruled of one row.")
    if decision.verdict in ("name", "other") and not (decision.value or "").strip():
        raise DecisionError(f"“{decision.verdict}” needs a value.")
    if decision.id != _identity(decision):
        raise DecisionError(f"{decision.id or 'a decision without an id'} was changed.")
    for at in (decision.at, decision.withdrawn.at if decision.withdrawn else decision.at):
        _check_time(decision, at)
    return decision


def _check_time(decision: Decision, at: str) -> None:
    try:
        same = datetime.strptime(at, _TIME).strftime(_TIME) == at
    except ValueError:
        same = False
    if not same:
        raise DecisionError(f"{decision.id}: {at} is no time such as 2031-05-03T08:15:00.000000Z.")


# How decisions stand


def rulings(connection: sqlite3.Connection) -> Rulings:
    """The decisions in force, over the entities of documents."""
    decisions = log(connection)
    if not decisions:
        return Rulings()
    found, _ = _weighed(decisions, _Places(connection))
    return found


def standings(connection: sqlite3.Connection) -> list[Standing]:
    """Every decision with how it stands, the latest first."""
    decisions = log(connection)
    places = _Places(connection)
    _, overruled = _weighed(decisions, places)
    linked = places.linked(decisions)
    overruled |= _renamed(decisions, places, linked)
    return [_standing(one, places, linked, overruled) for one in reversed(decisions)]


def _weighed(decisions: Sequence[Decision], places: _Places) -> tuple[Rulings, dict[str, str]]:
    judgements = []
    names: dict[str, str] = {}
    for decision in reversed(decisions):
        if decision.withdrawn or places.misfit(decision):
            continue
        locals_ = [local for anchor in decision.on if (local := places.local(anchor))]
        if decision.verdict in ("same", "different"):
            pair = Pair(locals_[0], locals_[1], decision.id)
            judgements.append(Judgement(decision.verdict == "same", pair))
        elif decision.verdict == "name" and decision.value:
            names.setdefault(locals_[0], decision.value)
    found, overruled = weigh(judgements)
    return replace(found, names=names), overruled


def _renamed(
    decisions: Sequence[Decision], places: _Places, linked: Mapping[str, str]
) -> dict[str, str]:
    """Names that do not show because a later one was given to the same entity."""
    latest: dict[str, str] = {}
    overruled = {}
    for decision in reversed(decisions):
        if decision.verdict == "name" and not decision.withdrawn and not places.misfit(decision):
            local = places.local(decision.on[0]) or ""
            other = latest.setdefault(linked.get(local, local), decision.id)
            if other != decision.id:
                overruled[decision.id] = other
    return overruled


def _standing(
    decision: Decision,
    places: _Places,
    linked: Mapping[str, str],
    overruled: Mapping[str, str],
) -> Standing:
    found = tuple(local and linked.get(local, local) for local in map(places.local, decision.on))
    misfit = places.misfit(decision)
    if decision.withdrawn:
        return Standing(decision, "withdrawn", None, None, found)
    if misfit:
        return Standing(decision, "not fitting", misfit, None, found)
    by = overruled.get(decision.id)
    return Standing(decision, "overruled" if by else "in force", None, by, found)


class _Places:
    """Where anchors are today: asked once for each, with one document's text at hand."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._texts: dict[str, str | None] = {}
        self._found: dict[Anchor, tuple[str | None, str | None]] = {}

    def local(self, anchor: Anchor) -> str | None:
        """The entity of its document that the anchor's words stand for; null if it does not fit,
        or is on another kind of row."""
        return self._at(anchor)[0]

    def misfit(self, decision: Decision) -> str | None:
        """Why a decision does not fit any more; null if it does."""
        why = next(filter(None, (self._at(anchor)[1] for anchor in decision.on)), None)
        if why is None and decision.verdict == "different":
            one, other = map(self.local, decision.on)
            if one == other:
                return "within their document the two are read as one"
        return why

    def linked(self, decisions: Iterable[Decision]) -> dict[str, str]:
        """The entity across documents that each local entity ruled on is."""
        sql = (
            "SELECT local, entity FROM entity_links WHERE local IN (SELECT value FROM json_each(?))"
        )
        anchors = (anchor for decision in decisions for anchor in decision.on)
        found = sorted(set(filter(None, map(self.local, anchors))))
        return dict(self._connection.execute(sql, (dumps(found),)).fetchall())

    def _at(self, anchor: Anchor) -> tuple[str | None, str | None]:
        if anchor not in self._found:
            self._found[anchor] = self._find(anchor)
        return self._found[anchor]

    def _find(self, anchor: Anchor) -> tuple[str | None, str | None]:
        text = self._text(anchor.doc)
        if text is None:
            return None, "its document is not in this ledger"
        if text[slice(*anchor.span)] != anchor.words:
            return None, "its words are not there any more"
        if anchor.table != "entities":
            return None, None
        local = self._exactly(anchor) or self._overlapping(anchor)
        return (local, None) if local else (None, "no entity is found at its words any more")

    def _text(self, doc: str) -> str | None:
        if doc not in self._texts:
            sql = "SELECT t.text FROM documents d JOIN texts t USING (number) WHERE d.id = ?"
            found = self._connection.execute(sql, (doc,)).fetchone()
            self._texts = {doc: None if found is None else str(found[0])}
        return self._texts[doc]

    def _exactly(self, anchor: Anchor) -> str | None:
        if anchor.span == _NO_WORDS:
            sql = "SELECT id FROM local_entities WHERE doc = ? AND name = ? ORDER BY position"
            found = self._connection.execute(sql, (anchor.doc, anchor.name)).fetchone()
        else:
            sql = (
                'SELECT entity FROM mentions WHERE doc = ? AND start = ? AND "end" = ? '
                "AND entity IN (SELECT id FROM local_entities WHERE doc = ?1) ORDER BY position"
            )
            found = self._connection.execute(sql, (anchor.doc, *anchor.span)).fetchone()
        return None if found is None else str(found[0])

    def _overlapping(self, anchor: Anchor) -> str | None:
        """The entity of the mention that shares most with the words and has the name ruled on."""
        sql = """
        SELECT s.id, s.folded FROM mentions m
        JOIN local_entities s ON s.doc = m.doc AND s.id = m.entity
        WHERE m.doc = :doc AND m.start < :end AND m."end" > :start
        ORDER BY max(m."end", :end) - min(m.start, :start), m.position"""
        given = {"doc": anchor.doc, "start": anchor.span.start, "end": anchor.span.end}
        wanted = {fold(anchor.name), fold(anchor.words)} - {""}
        for local, names in self._connection.execute(sql, given):
            if not wanted.isdisjoint(str(names).split("|")):
                return str(local)
        return None


# Where to anchor


def anchor(connection: sqlite3.Connection, entity: str, doc: str | None = None) -> Anchor:
    """The words to rule on for an entity, in one of its documents or in ``doc``.

    Its most telling mention where it is called by its own name; of an id that it had before another
    process ruled, too. ``KeyError`` if there is none.
    """
    leads = (
        "SELECT l.entity FROM former_entities f JOIN entity_links l ON l.local = f.local "
        "WHERE f.id = ?"
    )
    (entity,) = connection.execute(leads, (entity,)).fetchone() or (entity,)
    sql = """
    SELECT s.doc, s.id, s.name, ifnull(e.id, s.id), ifnull(e.name, s.name) FROM local_entities s
    LEFT JOIN entity_links l ON l.local = s.id
    LEFT JOIN entities e ON e.id = l.entity
    WHERE (s.id = :entity OR s.id IN (SELECT local FROM entity_links WHERE entity = :entity))
      AND (:doc IS NULL OR s.doc = :doc)
    ORDER BY NOT EXISTS (SELECT 1 FROM mentions m WHERE m.entity = s.id), s.name != e.name, s.doc
    LIMIT 1"""
    found = connection.execute(sql, {"entity": entity, "doc": doc}).fetchone()
    if found is None:
        raise KeyError(entity)
    where, local, local_name, row, name = found
    span, words = _telling(connection, where, local, local_name)
    # Where nothing in the text stands for it (an outlet), its name there has to tell it.
    return Anchor(where, span, words, "entities", row, local_name if span == _NO_WORDS else name)


def _telling(connection: sqlite3.Connection, doc: str, local: str, name: str) -> tuple[Span, str]:
    """The mention to know it by: a name rather than a pronoun, its own rather than a short one."""
    text = documents.text(connection, doc)
    sql = 'SELECT start, "end", kind FROM mentions WHERE doc = ? AND entity = ? AND "end" > start'
    best = (len(_KINDS), True, _NO_WORDS)
    for start, end, kind in connection.execute(sql, (doc, local)):
        other = fold(text[start:end]) != fold(name)
        best = min(best, (_KINDS.index(kind), other, Span(start, end)))
    return best[2], text[slice(*best[2])]


_KINDS = ("name", "title", "description", "pronoun")
