"""The articles read for who is who: what ships, and where it is from."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from sayso.bench.coreference_gold import draw, load, run
from sayso.errors import BenchError

SHARED = Path(__file__).parents[3] / "shared"
TEXT = "Mara Teel left Strelsau. She waved."
MENTIONS = [{"span": [0, 9], "kind": "name"}, {"span": [25, 28], "kind": "pronoun"}]
CHAINS = [
    {"kind": "person", "mentions": MENTIONS},
    {"kind": "place", "mentions": [{"span": [15, 23], "kind": "name"}]},
]


def shipped() -> list[dict[str, Any]]:
    lines = files("sayso.bench").joinpath("data/coreference.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]


def labelled(folder: Path) -> str:
    (folder / "seeds").mkdir()
    (folder / "seeds" / "one.txt").write_text(TEXT, encoding="utf-8")
    digest = sha256(TEXT.encode()).hexdigest()
    return json.dumps({"name": "seeds/one.txt", "sha256": digest, "chains": CHAINS})


def test_labels_come_with_their_text(tmp_path: Path) -> None:
    (gold,) = load(tmp_path, labelled(tmp_path))
    assert [(one.chain, gold.text[slice(*one.span)], one.asked) for one in gold.mentions] == [
        ("0", "Mara Teel", "names"),
        ("0", "She", "pronouns"),
        ("1", "Strelsau", "names"),
    ]


def test_a_missing_corpus_is_explained(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="no such file"):
        run(tmp_path)


def test_the_gold_that_ships_has_offsets_only() -> None:
    chains = [chain for article in shipped() for chain in article["chains"]]
    mentions = [mention for chain in chains for mention in chain["mentions"]]
    kinds = {"person", "organisation", "office", "place", "group", "document", "happening"}
    assert {chain["kind"] for chain in chains} == kinds
    assert {mention["kind"] for mention in mentions} == {"name", "description", "pronoun"}
    assert set().union(*mentions) == {"span", "kind", "metonym"}


def test_no_mention_stands_twice_or_across_another() -> None:
    for article in shipped():
        spans = [tuple(one["span"]) for chain in article["chains"] for one in chain["mentions"]]
        assert len(spans) == len(set(spans))
        assert not [1 for a, b in combinations(sorted(spans), 2) if a[0] < b[0] < a[1] < b[1]]


def test_only_names_of_places_and_seats_stand_for_governments() -> None:
    kinds = {
        (chain["kind"], one["kind"])
        for article in shipped()
        for chain in article["chains"]
        for one in chain["mentions"]
        if one.get("metonym")
    }
    assert kinds == {("place", "name"), ("organisation", "name")}


@pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="the development data is not here")
def test_what_ships_is_the_sample_that_was_drawn() -> None:
    lines = (SHARED / "data" / "articles" / "ukraine.jsonl").read_text(encoding="utf-8")
    articles = {one["id"]: one["text"] for one in map(json.loads, lines.splitlines())}
    names = [gold.name for gold in load(SHARED)]
    assert [name.removeprefix("articles/") for name in names[5:]] == draw(articles)
    assert all(name.startswith("seeds/") for name in names[:5])
