"""Rule on entities: find the words to rule on, add to the log, and group the entities anew.

No document is annotated again. Raises ``DecisionError`` for what cannot be ruled.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from sayso.codec import decode
from sayso.errors import DecisionError
from sayso.ledger import Ledger, Reader
from sayso.ledger.decisions import Ruling, check
from sayso.link.entities import Grouping
from sayso.rows import Anchor, Decision


def same(ledger: Ledger, one: str, other: str, by: str) -> list[Decision]:
    """Rule that two entities are one.

    What was ruled different about just these two is ruled the same, words for words, so that
    nothing of it is left to keep a part of them apart.
    """
    with ledger.snapshot() as now:
        _distinct(now, one, other)
        apart = [
            standing.decision.on
            for standing in now.decisions(one)
            if standing.state == "in force"
            and standing.decision.verdict == "different"
            and {one, other} == {*standing.entities}
        ]
        pairs = apart or [(_anchor(now, one), _anchor(now, other))]
    return ledger.decide([Ruling(on, "same") for on in pairs], by, Grouping)


def different(ledger: Ledger, one: str, other: str, by: str) -> list[Decision]:
    """Rule that two entities are never one, whatever is found later."""
    with ledger.snapshot() as now:
        _distinct(now, one, other)
        on = _anchor(now, one), _anchor(now, other)
    return ledger.decide([Ruling(on, "different")], by, Grouping)


def split(
    ledger: Ledger, entity: str, docs: Collection[str], by: str, together: bool = True
) -> list[Decision]:
    """Rule that in these documents an entity is somebody else.

    ``together``: the same somebody in all of them.
    """
    with ledger.snapshot() as now:
        stays, leaving = _divided(now, entity, docs)
    rulings = [Ruling((stays, anchor), "different") for anchor in leaving]
    if together:
        rulings += [Ruling(pair, "same") for pair in pairwise(leaving)]
    return ledger.decide(rulings, by, Grouping)


def rename(ledger: Ledger, entity: str, name: str, by: str) -> list[Decision]:
    """Rule what an entity is called."""
    ruling = Ruling((_anchor(ledger, entity),), "name", " ".join(name.split()))
    return ledger.decide([ruling], by, Grouping)


def withdraw(ledger: Ledger, decision: str, by: str) -> Decision:
    """Take a decision back."""
    return ledger.withdraw(decision, by, Grouping)


def load(ledger: Ledger, decisions: Iterable[Decision]) -> int:
    """Add decisions of another ledger; how many of them, or of their withdrawals, are new."""
    return ledger.load_decisions(decisions, Grouping)


def decisions(lines: Iterable[str], name: str) -> Iterator[Decision]:
    """The decisions of a file of JSON Lines, as ``sayso review LEDGER dump`` writes it.

    Raises ``DecisionError`` naming the first line that is none.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield check(decode(Decision, json.loads(line)))
        except DecisionError as error:
            raise DecisionError(f"{name}:{number}: {error}") from error
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise DecisionError(
                f"{name}:{number}: no decision. Give a file that sayso review LEDGER dump wrote."
            ) from error


def user() -> str | None:
    """What this computer calls whoever uses it; null where it does not say."""
    try:
        return getpass.getuser() or None
    except (OSError, KeyError):
        return None


def _anchor(ledger: Reader, entity: str, doc: str | None = None) -> Anchor:
    try:
        return ledger.anchor(entity, doc)
    except KeyError:
        raise DecisionError(
            f"There are no words of an entity {entity} to rule on: it is not in this ledger any "
            "more, or no document has it as its own. Look for it by name."
        ) from None


def _distinct(ledger: Reader, one: str, other: str) -> None:
    found = ledger.entities([one, other])
    if len({entity.id for entity in found.values()}) == 1 and len(found) == len({one, other}):
        raise DecisionError(
            f"{one} and {other} are one entity already. To part it, name the documents in which "
            "it is somebody else."
        )


def _divided(ledger: Reader, entity: str, docs: Collection[str]) -> tuple[Anchor, list[Anchor]]:
    """Words of the entity outside these documents, and of each that it is inside them."""
    members = ledger.members(entity)
    stays = [member for member in members if member.doc not in docs]
    leaving = [member for member in members if member.doc in docs]
    if not leaving:
        raise DecisionError("Choose documents in which it is somebody else.")
    if not stays:
        raise DecisionError(
            "Leave at least one document out: in all of them it cannot be somebody else than in "
            "all of them."
        )
    outside = min(stays, key=lambda member: (not member.named, member.doc))
    anchors = [_anchor(ledger, member.local, member.doc) for member in leaving]
    return _anchor(ledger, outside.local, outside.doc), anchors
