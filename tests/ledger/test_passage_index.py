"""Passages found through the ledger are those found in memory, and found step by step."""

from __future__ import annotations

from random import Random

from ledger_samples import receipt

from sayso.annotate.stage import Annotations
from sayso.bench.copies_corpus import corpus
from sayso.ledger import Ledger
from sayso.link.passages import MemoryIndex, indexed, link_passages, paragraphs
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
