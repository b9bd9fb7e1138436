"""The example corpus in a ledger, as ``sayso demo`` builds it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import example_path as path
import pytest
from example_gold import CORPUS

from sayso.ledger import Ledger
from sayso.run.add import Summary, add


class Silent:
    """Watches and says nothing."""

    def document(self, size: int) -> None:
        pass

    def stage(self, name: str) -> None:
        pass


def built(file: Path) -> Summary:
    return add(file, [str(CORPUS)], 1, Silent())


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("example") / "example.ledger"
    summary = built(target)
    assert (summary.added, summary.problems) == (24, [])
    return target


@pytest.fixture
def ledger(file: Path) -> Iterator[Ledger]:
    with Ledger.open(file) as opened:
        yield opened


def test_a_second_run_adds_nothing(file: Path) -> None:
    summary = built(file)
    assert (summary.added, summary.again, summary.known) == (0, 0, 24)


def test_the_ledger_keeps_every_document_as_it_was_read(ledger: Ledger) -> None:
    for document in path.documents().values():
        assert ledger.document(document.id).text == document.text


def test_the_ledger_holds_the_passages_of_the_corpus(ledger: Ledger) -> None:
    found = {passage.id for passage in ledger.passages()}
    assert found == {passage.id for passage in path.passages()}


def test_the_ledger_holds_the_attributions_of_the_corpus(ledger: Ledger) -> None:
    for one in path.examples():
        kept = {row.id for row in ledger.annotations(one.document.id).attributions}
        assert kept == {row.id for row in one.rows.attributions}


def test_copies_are_not_origins(ledger: Ledger) -> None:
    """Ten documents carry the background paragraph; they count as one origin."""
    background = path.passage_of(path.GOLD.passages[0])
    assert ledger.origins({member.doc for member in background.members}).count == 1
