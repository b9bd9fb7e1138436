"""Passages found through the ledger are those found in memory, and found step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random

import pytest
from ledger_samples import receipt

from sayso.annotate.stage import Annotations
from sayso.bench.copies_corpus import corpus
from sayso.ledger import Ledger
from sayso.link.passages import (
    MemoryIndex,
    PassageIndex,
    Relinked,
    indexed,
    link_passages,
    paragraphs,
)
from sayso.rows import Document, Passage

SHARED = "The causeway to Old Harl was closed on Monday after two piers gave way in the storm."
EDITED = "The causeway to Old Harl was closed on Tuesday after three piers gave way in the storm."
TEXTS = {
    "one": f"Ferries were full.\n{SHARED}\nNobody knew when the mail would come to the islands.",
    "two": f"{SHARED}\nThe mayor of Harl asked for patience and a second boat from the mainland.",
    "three": f"{EDITED}\nA choir sang in the market hall, as it does every year in the autumn.",
    "four": "Nothing of this was in the fourth paper, which wrote about apples and their price.",
}


def write(ledger: Ledger, name: str, text: str | None = None) -> str:
    """Write a document whose id is made from its name, so that its text may change."""
    words = TEXTS[name] if text is None else text
    got = receipt(f"{name}.txt", words, identity=name)
    units = indexed(words, paragraphs(words))
    document = Document(got.doc, got.name, got.sha256, words)
    ledger.write(document, got, Annotations(), {}, units=units)
    return got.doc


def link(ledger: Ledger) -> None:
    ledger.relink_passages(link_passages)


def expected(*names: str) -> list[Passage]:
    memory = MemoryIndex()
    for name in names:
        memory.add(receipt("", "", identity=name).doc, TEXTS[name], paragraphs(TEXTS[name]))
    found = link_passages(memory, memory.units())
    return sorted((p for group in found for p in group.passages), key=lambda p: p.id)


def test_passages_are_those_found_in_memory(ledger: Ledger) -> None:
    for name in TEXTS:
        write(ledger, name)
    link(ledger)
    assert list(ledger.passages()) == expected(*TEXTS)
    (passage,) = ledger.passages()
    assert len(passage.members) == 3


def test_document_by_document_gives_the_same_passages(ledger: Ledger) -> None:
    for name in reversed(TEXTS):
        write(ledger, name)
        link(ledger)
    assert list(ledger.passages()) == expected(*TEXTS)


def test_nothing_is_left_to_link_afterwards(ledger: Ledger) -> None:
    write(ledger, "one")
    assert ledger.units_to_link()
    link(ledger)
    assert ledger.units_to_link() == []


def test_a_document_with_another_text_leaves_its_passages(ledger: Ledger) -> None:
    for name in ("one", "two", "three"):
        write(ledger, name)
    link(ledger)
    gone = write(ledger, "one", "A wholly new text about the weather on the islands this week.")
    assert gone not in {member.doc for p in ledger.passages() for member in p.members}
    link(ledger)
    assert list(ledger.passages()) == expected("two", "three")


def test_fingerprints_of_a_text_that_is_gone_are_forgotten(ledger: Ledger) -> None:
    write(ledger, "one")
    write(ledger, "one", "A wholly new text about the weather on the islands this week.")
    link(ledger)
    with ledger.borrow() as connection:
        (orphans,) = connection.execute(
            "SELECT count(*) FROM fingerprints WHERE unit NOT IN (SELECT unit FROM units)"
        ).fetchone()
    assert orphans == 0


def test_generated_documents_in_any_order_give_the_passages_found_at_once(ledger: Ledger) -> None:
    texts = corpus(40, 3).texts
    memory = MemoryIndex()
    for number, one in enumerate(Random(1).sample(texts, len(texts))):
        doc = write(ledger, one.id, one.text)
        memory.add(doc, one.text, paragraphs(one.text))
        if number % 3 == 0:
            link(ledger)
    link(ledger)
    found = [one for group in link_passages(memory, memory.units()) for one in group.passages]
    assert found
    assert list(ledger.passages()) == sorted(found, key=lambda passage: passage.id)


def count_rows(ledger: Ledger, *tables: str) -> Callable[[str], int]:
    """Count what is inserted, updated or deleted in tables; how many rows of one it was."""
    connection = ledger._writing
    assert connection is not None
    connection.execute("CREATE TEMP TABLE changed (name TEXT)")
    for table in tables:
        for event in ("INSERT", "UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TEMP TRIGGER {table}_{event} AFTER {event} ON main.{table} "
                f"BEGIN INSERT INTO changed VALUES ('{table}'); END"
            )

    def counted(table: str) -> int:
        sql = "SELECT count(*) FROM changed WHERE name = ?"
        return int(connection.execute(sql, (table,)).fetchone()[0])

    return counted


def test_one_carrier_more_writes_its_own_row_and_no_other(ledger: Ledger) -> None:
    for number in range(30):
        write(ledger, f"n{number}", f"{SHARED}\nNothing else was said in paper number {number}.")
    link(ledger)
    changed = count_rows(ledger, "passage_members", "passages", "links")
    write(ledger, "more", SHARED)
    link(ledger)
    (passage,) = ledger.passages()
    assert len(passage.members) == 31
    assert changed("passage_members") == 1
    assert changed("passages") == changed("links") == 0


def test_what_is_linked_again_is_what_a_ledger_made_afresh_has(ledger: Ledger) -> None:
    texts = corpus(60, 7).texts
    for one in texts:
        write(ledger, one.id, one.text)
        link(ledger)
    stepwise = list(ledger.passages())
    ledger.relink_passages(link_passages, afresh=True)
    assert stepwise
    assert list(ledger.passages()) == stepwise


def links(ledger: Ledger) -> set[tuple[int, ...]]:
    with ledger.borrow() as connection:
        return set(connection.execute("SELECT * FROM links"))


def test_one_by_one_keeps_the_links_of_all_at_once_where_hubs_change(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.link.passages.links.HUBS", 2)
    for one in reversed(corpus(80, 0).texts):
        write(ledger, one.id, one.text)
        link(ledger)
    stepwise = links(ledger)
    ledger.relink_passages(link_passages, afresh=True)
    assert stepwise
    assert links(ledger) == stepwise


def test_a_text_that_is_gone_leaves_the_links_of_those_that_stay(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.link.passages.links.HUBS", 2)
    monkeypatch.setattr("sayso.link.passages.HUBS", 2)
    texts = corpus(80, 0).texts
    for one in texts:
        write(ledger, one.id, one.text)
    link(ledger)
    for one in texts[::5]:
        write(ledger, one.id, f"A wholly new text about {one.id}, the islands and their weather.")
        link(ledger)
    stepwise, passages = links(ledger), list(ledger.passages())
    ledger.relink_passages(link_passages, afresh=True)
    assert links(ledger) == stepwise
    assert list(ledger.passages()) == passages


def test_an_interrupted_linking_is_done_the_next_time(ledger: Ledger) -> None:
    for name in TEXTS:
        write(ledger, name)

    def broken(index: PassageIndex, units: Iterable[int]) -> Iterator[Relinked]:
        yield from link_passages(index, units)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ledger.relink_passages(broken)
    assert not links(ledger)
    assert not list(ledger.passages())
    link(ledger)
    assert list(ledger.passages()) == expected(*TEXTS)
