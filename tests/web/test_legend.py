"""The legend of voices: every speaker once, shares by the outermost, and a bar without gaps."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import dam_ledger
import httpx
import pytest
from dam_ledger import client_of, dam_annotations, dam_document, document, write

from sayso.annotate.shares import VoiceShare
from sayso.annotate.stage import Annotations
from sayso.codec import decode
from sayso.ledger import Ledger
from sayso.rows import Attribution, Document, Sentence, Span, Voice
from sayso.web.legend import Legend, legend
from sayso.web.speakers import cast

dam, ledger_path, pages = dam_ledger.dam, dam_ledger.ledger_path, dam_ledger.pages


def letters(words: str) -> int:
    return len("".join(words.split()))


def drawn(document: Document, rows: Annotations) -> Legend:
    return legend(cast(document, rows, rows.entities))


@pytest.fixture(scope="module")
def made(dam: Document) -> Legend:
    return drawn(dam, dam_annotations(dam.id))


def test_shares_are_of_the_outermost_speaker_and_inside_of_whom_it_quotes(made: Legend) -> None:
    own = letters("The dam at Sel held through the night.")
    told = letters("the ministry had told her that")
    sound = letters("“the spillway is sound”")
    families = letters("Some 40 families left the valley")
    torn, mayor = made.entries
    total = own + told + sound + families
    assert made.own == pytest.approx(own / total)
    assert [torn.speaker.name, mayor.speaker.name] == ["Ilva Torn", "the mayor"]
    assert torn.share == pytest.approx((told + sound) / total)
    assert mayor.share == pytest.approx(families / total)
    (inside,) = torn.inside
    assert [speaker.name for speaker in inside.path] == ["Ministry of Water"]
    assert inside.share == pytest.approx(sound / total)


def test_the_bar_is_filled_without_gap_or_overlap(made: Legend) -> None:
    outer = [part for part in made.bar if not part.inner]
    assert outer[0].start == 0
    assert all(a.start + a.width == pytest.approx(b.start) for a, b in pairwise(outer))
    assert outer[-1].start + outer[-1].width == pytest.approx(100)


def test_who_is_quoted_in_turn_stands_below_the_one_who_quotes(made: Legend) -> None:
    (inner,) = [part for part in made.bar if part.inner]
    (outer,) = [part for part in made.bar if part.speaker.name == "Ilva Torn"]
    assert inner.title == "Ilva Torn → Ministry of Water 19 %"
    assert inner.start + inner.width == pytest.approx(outer.start + outer.width)


def test_who_speaks_in_the_headline_alone_has_no_share_but_an_entry() -> None:
    story = dam_document()
    rows = dam_annotations(story.id)
    spoken = Attribution("a-head", story.id, Span(20, 28), Span(15, 19), (Span(0, 13),), "indirect")
    made = drawn(story, replace(rows, attributions=(spoken, *rows.attributions)))
    assert (made.entries[-1].speaker.name, made.entries[-1].share) == ("engineer", 0)
    assert made.entries[-1].speaker.name not in made.words


def test_a_long_list_is_cut_and_nobody_left_out() -> None:
    text = " ".join(f"Speaker{n} said so." for n in range(12))
    story = document("many.txt", text)
    found = list(re.finditer(r"(Speaker\d+) (said) (so\.)", text))
    rows = Annotations(
        attributions=tuple(
            Attribution(
                f"a{n}", story.id, Span(*m.span(1)), Span(*m.span(2)), (Span(*m.span(3)),), "direct"
            )
            for n, m in enumerate(found)
        ),
        voices=tuple(Voice(story.id, Span(*m.span(3)), (f"a{n}",)) for n, m in enumerate(found)),
    )
    made = drawn(story, rows)
    assert len(made.first) + len(made.more) == len(made.entries) == 12
    number, share = made.others
    assert len(made.named) + number == 12
    assert share + sum(entry.share for entry in made.named) == pytest.approx(1)


def test_the_page_shows_the_shares_and_leads_to_what_each_said(
    pages: httpx.Client, dam: Document
) -> None:
    page = pages.get(f"/documents/{dam.id}").text
    (listed,) = re.findall(r'<ul class="legend">.*?\n</ul>', page, re.S)
    assert 'href="/entities/e-torn"' in listed
    assert 'href="/entities/e-ministry"' in listed
    assert f'href="/documents/{dam.id}?a=a-mayor#v-a-mayor"' in listed
    words = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "In whose voice : the outlet’s own 30 %, Ilva Torn 44 %, the mayor 26 %" in words


def test_the_bar_is_told_in_words(pages: httpx.Client, dam: Document) -> None:
    page = pages.get(f"/documents/{dam.id}").text
    words = "Tarsk Courier 30 %; Ilva Torn 44 %; the mayor 26 %"
    assert f'aria-label="Share of the text in each voice: {words}"' in page


def test_the_shares_are_data_too(pages: httpx.Client, dam: Document) -> None:
    found = pages.get(f"/documents/{dam.id}.json").json()["shares"]
    shares = [decode(VoiceShare, one) for one in found]
    assert [len(one.chain) for one in shares] == [0, 1, 1, 2]
    assert sum(one.share for one in shares) == pytest.approx(1)


def test_a_document_without_sentences_has_no_bar(pages: httpx.Client) -> None:
    (copy,) = pages.get("/documents.json", params={"q": "copy"}).json()["documents"]
    page = pages.get(f"/documents/{copy['id']}").text
    assert "In whose voice" not in page
    assert '<svg class="share"' not in page
    assert 'class="legend"' not in page


def test_a_document_in_the_outlets_own_voice_alone_says_so(tmp_path: Path) -> None:
    path, made = tmp_path / "plain.ledger", document("plain.txt", "The mill burned.")
    whole = Span(0, len(made.text))
    rows = Annotations(sentences=(Sentence(made.id, whole),), voices=(Voice(made.id, whole, ()),))
    with Ledger.create(path) as ledger:
        write(ledger, made, rows, [])
    with client_of(path) as pages:
        page = pages.get(f"/documents/{made.id}").text
    words = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "In whose voice : the outlet’s own 100 %" in words
