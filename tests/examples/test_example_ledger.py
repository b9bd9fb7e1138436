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


def test_one_town_has_two_names(ledger: Ledger) -> None:
    (town,) = ledger.referents("Selimat", kind="place")
    own = {(row.name, row.outlet): row.own for row in ledger.names(town.id)}
    assert own["Halvorn", "Karpress"] > 0
    assert own["Selimat", "VTA"] > 0
    assert own["Selimat", "Karpress"] == 0
    assert ("Halvorn", "VTA") not in own


def test_one_agreement_has_four_names(ledger: Ledger) -> None:
    (agreement,) = ledger.referents("Maren Accord")
    used = {(row.name, row.outlet) for row in ledger.names(agreement.id)}
    assert {name for name, _ in used} == {
        "Maren Accord",
        "Joint Declaration",
        "Withdrawal Act",
        "capitulation paper",
    }
    assert {("Joint Declaration", "Karpress"), ("Withdrawal Act", "VTA")} <= used
    assert not {("Joint Declaration", "VTA"), ("Withdrawal Act", "Karpress")} & used


def test_every_join_of_names_stands_on_its_words(ledger: Ledger) -> None:
    (agreement,) = ledger.referents("Maren Accord")
    joins = ledger.name_joins(agreement.id)
    assert "one text lists both" in {one.evidence for one in joins}
    for one in joins:
        assert one.first in ledger.document(one.first_doc).text[slice(*one.first_span)]
        assert one.second in ledger.document(one.second_doc).text[slice(*one.second_span)]


def test_copies_are_not_origins(ledger: Ledger) -> None:
    """Ten documents carry the background paragraph; they count as one origin."""
    background = path.passage_of(path.GOLD.passages[0])
    assert ledger.origins({member.doc for member in background.members}).count == 1
