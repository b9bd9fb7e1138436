"""The benchmark of cost: two sizes compared, and one document more in a ledger."""

from __future__ import annotations

from sayso.bench.copies_scale import adding, growth


def test_growth_compares_the_cost_of_a_document_at_two_sizes() -> None:
    figures = growth(100)
    assert (figures.small.documents, figures.large.documents) == (10, 100)
    large, small = figures.large, figures.small
    ratio = large.milliseconds_per_document / small.milliseconds_per_document
    assert figures.growth == ratio > 0


def test_documents_added_one_by_one_have_the_passages_of_all_at_once() -> None:
    figures = adding(60, added=12)
    assert (figures.documents, figures.added) == (60, 12)
    assert figures.passages > 0
    assert figures.differing == 0
    assert 0 < figures.milliseconds <= figures.milliseconds_at_most
