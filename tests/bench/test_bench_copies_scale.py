"""The benchmark of cost: two sizes compared, and one document more in a ledger."""

from __future__ import annotations

import pytest

from sayso.bench.copies_scale import adding, growth


def test_growth_compares_the_cost_of_a_document_at_two_sizes() -> None:
    figures = growth(100)
    assert {one.documents for one in figures.small} == {10}
    assert figures.large.documents == 100
    costs = [one.milliseconds_per_document for one in figures.small]
    ratio = figures.large.milliseconds_per_document / (sum(costs) / len(costs))
    assert figures.growth == pytest.approx(ratio)


def test_documents_added_one_by_one_have_the_passages_of_all_at_once() -> None:
    figures = adding(60, added=12)
    assert (figures.documents, figures.added) == (60, 12)
    assert figures.passages > 0
    assert figures.differing == 0
    assert 0 < figures.milliseconds <= figures.milliseconds_at_most
