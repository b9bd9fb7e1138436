"""The benchmark of names: pairs of places, and whether they are two names of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from building import CORPUS
from sayso.bench.names import Pair, pairs, run, score
from sayso.errors import BenchError
from sayso.ledger import Ledger


@pytest.fixture
def ledger(example_ledger: Path) -> Iterator[Ledger]:
    with Ledger.open(example_ledger) as opened:
        yield opened


def place(ledger: Ledger, name: str, words: str) -> tuple[str, int, int]:
    (path,) = CORPUS.glob(f"{name}-*.txt")
    (doc,) = ledger.find(path.name)
    start = ledger.document(doc).text.index(words)
    return path.name, start, start + len(words)


def test_two_names_of_one_town_are_found(ledger: Ledger) -> None:
    town = place(ledger, "01", "Halvorn"), place(ledger, "02", "Selimat")
    figures = score(ledger, [Pair(*town, True, "own"), Pair(*town, False, "own")])
    assert (figures.real, figures.found, figures.right) == (1, 2, 1)
    assert (figures.precision, figures.recall) == (0.5, 1.0)


def test_one_name_twice_is_no_other_name(ledger: Ledger) -> None:
    same = place(ledger, "01", "Halvorn"), place(ledger, "04", "Halvorn")
    assert score(ledger, [Pair(*same, False, "own")]).found == 0


def test_a_place_that_names_nothing_is_not_found(ledger: Ledger) -> None:
    nothing = place(ledger, "01", "three days"), place(ledger, "02", "Selimat")
    figures = score(ledger, [Pair(*nothing, True, "own")])
    assert (figures.found, figures.voices, figures.recall) == (0, 0, 0.0)


def test_the_gold_holds_offsets_and_judgements_only() -> None:
    gold = pairs()
    assert len(gold) == 50
    assert {one.voice for one in gold} <= {"own", "scare", "indirect", "verbatim"}


def test_a_folder_without_articles_is_explained(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="no folder seeds or articles"):
        run(tmp_path)
