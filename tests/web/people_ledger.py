"""A ledger in which one name means two people and two names one, to rule on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dam_ledger import document, span, write

from sayso.annotate.stage import Annotations
from sayso.ledger import Ledger
from sayso.link.entities import Grouping
from sayso.rows import Alias, Attribution, Entity, Mention, Role, Voice

PEOPLE = (
    ("a.txt", "Mara Teel", "2031-05-03", "Tarsk Courier"),
    ("b.txt", "Mara Teel", "2032-01-20", "Valley Post"),
    ("c.txt", "Mara Teel", None, None),
    ("d.txt", "Orla Teel", "2031-06-01", "Valley Post"),
)


def story(ledger: Ledger, name: str, who: str, published: str | None, outlet: str | None) -> str:
    """A minister says that a road is open, and Oto Holm says something about the minister."""
    text = f"Minister {who} said the road in {name[0]} is open. Oto Holm said {who} is wrong."
    precision = "day" if published else "unknown"
    made = document(
        name, text, title=f"Road {name[0]}", outlet=outlet, published=published,
        published_precision=precision, published_from="given" if published else "unknown",
    )  # fmt: skip
    teel, holm = f"{made.id}-teel", f"{made.id}-holm"
    first, road = span(text, who), span(text, f"the road in {name[0]} is open")
    second = span(text, f"{who} is wrong")
    said = span(text, "said the")
    cue, other = said._replace(end=said.start + 4), span(text, "Holm said")
    role = Role("minister", made.id, span(text, "Minister"))
    rows = Annotations(
        mentions=(
            Mention(made.id, first, teel, "name"),
            Mention(made.id, span(text, "Oto Holm"), holm, "name"),
            Mention(made.id, second._replace(end=second.start + len(who)), teel, "name"),
        ),
        entities=(
            Entity(teel, who, "person", (Alias(who, outlet, 2),), (role,)),
            Entity(holm, "Oto Holm", "person", (Alias("Oto Holm", outlet, 1),)),
        ),
        attributions=(
            Attribution(f"{made.id}-1", made.id, first, cue, (road,), "indirect", speaker=teel),
            Attribution(
                f"{made.id}-2", made.id, span(text, "Oto Holm"),
                other._replace(start=other.start + 5), (second,), "indirect", speaker=holm,
            ),
        ),
        voices=(
            Voice(made.id, first, ()),
            Voice(made.id, road, (f"{made.id}-1",)),
            Voice(made.id, second, (f"{made.id}-2",)),
        ),
    )  # fmt: skip
    write(ledger, made, rows, [])
    return made.id


def build(path: Path) -> Path:
    """Make the ledger at ``path``, linked."""
    with Ledger.create(path) as ledger:
        for one in PEOPLE:
            story(ledger, *one)
        ledger.relink_entities(Grouping)
    return path


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """The ledger; a test may rule in it."""
    return build(tmp_path / "people.ledger")


@pytest.fixture
def ids(people: Path) -> Iterator[dict[str, str]]:
    """The minister's entity in each document, by the document's letter."""
    with Ledger.open(people) as ledger:
        yield {name[0]: minister(ledger, name) for name, *_ in PEOPLE}


def minister(ledger: Ledger, name: str) -> str:
    """The entity that the document with this name has as its minister."""
    (doc,) = ledger.find(name)
    return ledger.annotations(doc).entities[0].id
