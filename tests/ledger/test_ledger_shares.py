"""Whose voice documents are in, as the ledger counts it from its rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledger_samples import KEYS, add, sample

from sayso.annotate.shares import VoiceSpeaker
from sayso.ledger import Ledger
from sayso.rows import Entity


def test_the_shares_of_a_document_name_its_speakers(ledger: Ledger) -> None:
    doc = add(ledger, "a.txt", "Mira Vell", "one two")
    (one,) = ledger.voice_shares(doc)
    assert [speaker.name for speaker in one.chain] == ["Mira Vell"]
    assert (one.characters, one.share) == (len('MiraVellsaid"onetwo".'), 1.0)


def test_speakers_are_those_across_documents_once_they_are_linked(ledger: Ledger) -> None:
    docs = [add(ledger, f"{words}.txt", "Mira Vell", words) for words in ("one", "two")]
    locals_ = [f"{doc}-Mira Vell" for doc in docs]
    ledger.replace_entities([Entity("E", "M. Vell", "person")], [(one, "E") for one in locals_])
    for doc in docs:
        (one,) = ledger.voice_shares(doc)
        assert one.chain == (VoiceSpeaker("E", "M. Vell"),)


def test_an_unknown_document_has_no_shares(ledger: Ledger) -> None:
    assert ledger.voice_shares("d0") == ()


def test_a_document_without_sentences_has_no_shares(ledger: Ledger) -> None:
    document, got, rows = sample("a.txt", "Mira Vell", "one")
    ledger.write(document, got, replace(rows, sentences=(), voices=()), KEYS)
    assert ledger.voice_shares(document.id) == ()


@pytest.mark.parametrize(("outlet", "names"), [("Courier", ["Ivo Tarn", "Mira Vell"]), (None, [])])
def test_the_documents_of_an_outlet_together(
    ledger: Ledger, outlet: str | None, names: list[str]
) -> None:
    add(ledger, "a.txt", "Mira Vell", "one", "Courier")
    add(ledger, "b.txt", "Ivo Tarn", "twelve", "Courier")
    add(ledger, "c.txt", "Orla Ford", "three", "Gazette")
    found = ledger.outlet_shares(outlet)
    assert [one.chain[0].name for one in found] == names
    assert sum(one.share for one in found) == pytest.approx(1 if names else 0)
