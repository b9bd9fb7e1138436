"""Pronouns as sources: what is right, wrong, unresolved and invented, and where it is from."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from sayso.bench.attribution import Gold, Triple
from sayso.bench.attribution import load as load_polnear
from sayso.bench.pronoun_sources import Label, draw, judge, load, run
from sayso.errors import BenchError
from sayso.rows import Mention, Span

SHARED = Path(__file__).parents[3] / "shared"
TEXT = "Mara Teel met Jon Vell. She said he left. Teel waved."
#       0         10  14        24       33      42
TEEL, VELL, SHE, AGAIN = Span(0, 9), Span(14, 22), Span(24, 27), Span(42, 46)
NAMES = (
    Mention("d1", TEEL, "teel", "name"),
    Mention("d1", VELL, "vell", "name"),
    Mention("d1", AGAIN, "teel", "name"),
)


def she(entity: str | None) -> list[Mention]:
    return [*NAMES, Mention("d1", SHE, entity, "pronoun")]


@pytest.mark.parametrize(
    ("entity", "verdict"), [("teel", "right"), ("vell", "wrong"), (None, "unresolved")]
)
def test_a_pronoun_for_someone_named(entity: str | None, verdict: str) -> None:
    label = Label(SHE, TEEL, named=True, note="person")
    assert judge(TEXT, label, she(entity)) == verdict


def test_without_a_mention_it_is_unresolved() -> None:
    assert judge(TEXT, Label(SHE, TEEL, named=True, note="person"), NAMES) == "unresolved"


def test_any_name_of_the_entity_will_do_where_it_has_one_at_the_place() -> None:
    rows = [NAMES[1], NAMES[2], Mention("d1", SHE, "teel", "pronoun")]
    assert judge(TEXT, Label(SHE, AGAIN, named=True, note="person"), rows) == "right"
    assert judge(TEXT, Label(SHE, TEEL, named=True, note="person"), rows) == "wrong"


def test_the_same_words_elsewhere_will_do() -> None:
    text = "Teel sat. She said Teel left."
    rows = [Mention("d1", Span(19, 23), "t", "name"), Mention("d1", Span(10, 13), "t", "pronoun")]
    label = Label(Span(10, 13), Span(0, 4), named=True, note="person")
    assert judge(text, label, rows) == "right"


@pytest.mark.parametrize(("entity", "verdict"), [("teel", "invented"), (None, "left open")])
def test_a_pronoun_for_nobody_named(entity: str | None, verdict: str) -> None:
    label = Label(SHE, None, named=False, note="generic")
    assert judge(TEXT, label, she(entity)) == verdict


def test_an_entity_without_a_name_is_no_invention() -> None:
    rows = [*NAMES, Mention("d1", SHE, "the author", "pronoun")]
    assert judge(TEXT, Label(SHE, None, named=False, note="author"), rows) == "left open"


def test_only_single_pronouns_are_drawn_and_none_twice() -> None:
    cue, content = (Span(28, 32),), (Span(33, 40),)
    sources = [(SHE,), (SHE,), (TEEL,), (), (SHE, Span(33, 35))]
    gold = Gold("a", TEXT, tuple(Triple(source, cue, content) for source in sources))
    assert draw([gold], 1) == [("a", SHE)]


def labelled(folder: Path, digest: str) -> str:
    texts = folder / "data" / "polnear" / "dev" / "text"
    texts.mkdir(parents=True)
    (texts / "a.txt").write_text(TEXT, encoding="utf-8")
    labels = [{"pronoun": [24, 27], "antecedent": [0, 9], "named": True, "note": "person"}]
    return json.dumps({"name": "polnear/a", "sha256": digest, "labels": labels})


def test_labels_come_with_their_text(tmp_path: Path) -> None:
    gold = labelled(tmp_path, sha256(TEXT.encode()).hexdigest())
    (article,) = load(tmp_path, gold)
    assert article.text == TEXT
    assert article.labels == (Label(SHE, TEEL, named=True, note="person"),)


def test_another_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="not the text"):
        load(tmp_path, labelled(tmp_path, "0" * 64))


def test_a_missing_corpus_is_explained(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="no such file"):
        run(tmp_path)


@pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="the development data is not here")
def test_what_ships_is_the_sample_that_was_drawn() -> None:
    drawn = draw(load_polnear(SHARED / "data" / "polnear", "dev"))
    shipped = [
        (article.name.removeprefix("polnear/"), label.pronoun)
        for article in load(SHARED)
        for label in article.labels
    ]
    assert shipped == drawn
