"""In whose words an entity is mentioned, and what is said about it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledger_samples import KEYS, sample

from sayso.ledger import Ledger
from sayso.link.entities import Grouping
from sayso.rows import Attribution, Entity, Mention, Span, Voice


@pytest.fixture
def tarn(ledger: Ledger) -> str:
    """Ivo Tarn, of whom a text speaks four times: Mira Vell, the outlet, somebody, and outside."""
    document, got, rows = sample("a.txt", "Mira Vell", "Ivo Tarn; Ivo Tarn; Ivo Tarn; Ivo Tarn")
    starts = [at for at in range(len(document.text)) if document.text.startswith("Ivo", at)]
    spans = [Span(at, at + 8) for at in starts]
    content = Span(spans[0].start, spans[1].end)
    said = replace(rows.attributions[0], content=(content,), verbatim=())
    somebody = Attribution("somebody", document.id, None, said.cue, (spans[2],), "indirect")
    made = replace(
        rows,
        entities=(*rows.entities, Entity("tarn", "Ivo Tarn", "person")),
        mentions=tuple(Mention(document.id, span, "tarn", "name") for span in spans),
        attributions=(said, somebody),
        voices=(
            Voice(document.id, spans[0], (said.id,)),
            Voice(document.id, spans[1], ()),
            Voice(document.id, spans[2], ("somebody",)),
        ),
    )
    ledger.write(document, got, made, KEYS)
    ledger.relink_entities(Grouping)
    return ledger.find_entities("Ivo Tarn")[0].id


def test_mentions_are_told_apart_by_whose_words_they_stand_in(ledger: Ledger, tarn: str) -> None:
    found = ledger.in_whose_words(tarn)
    assert [(one.voice, one.name, one.mentions, one.origins) for one in found] == [
        ("outside", None, 1, 1),
        ("own", None, 1, 1),
        ("speaker", "Mira Vell", 1, 1),
        ("unknown", None, 1, 1),
    ]


def test_an_attribution_is_about_whom_its_content_mentions_once(ledger: Ledger, tarn: str) -> None:
    found = [quote.attribution.id for quote in ledger.quotes(about=tarn)]
    assert len(found) == len(set(found)) == ledger.count_quotes(about=tarn) == 2


def test_words_outside_the_content_are_not_what_is_said(ledger: Ledger, tarn: str) -> None:
    vell = ledger.find_entities("Mira Vell")[0].id
    assert ledger.count_quotes(about=vell) == 0


def test_an_entity_that_is_not_there_stands_in_nobodys_words(ledger: Ledger, tarn: str) -> None:
    assert ledger.in_whose_words("e-nobody") == ()
