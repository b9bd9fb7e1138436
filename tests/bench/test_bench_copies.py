"""The benchmark on planted paragraphs, and its floors on a small run."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench.copies import iou, run, seeds
from sayso.bench.copies_corpus import corpus, printed
from sayso.errors import BenchError
from sayso.rows import Span

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def test_the_corpus_is_the_same_for_the_same_seed() -> None:
    assert corpus(40, 1) == corpus(40, 1)
    assert corpus(40, 1) != corpus(40, 2)


def test_the_truth_points_to_the_planted_words() -> None:
    made = corpus(300, 0)
    carried = [(text, one) for text in made.texts for one in text.carried]
    assert len(carried) == 60
    for text, one in carried:
        draft = made.lineages[one.lineage].drafts[one.wording]
        assert text.text[slice(*one.span)] == printed(draft)


def test_the_lineage_has_five_generations_and_more() -> None:
    parents = corpus(300, 0).lineages[0].parents
    depth = {0: 0}
    for number, parent in enumerate(parents):
        if parent is not None:
            depth[number] = depth[parent] + 1
    assert max(depth.values()) >= 5


def test_planted_paragraphs_are_found_with_their_lineage() -> None:
    figures = run(300, 1)
    assert figures.recall >= 0.99
    assert figures.precision >= 0.99
    assert figures.overlap >= 0.95
    assert figures.parent >= 0.98


def test_nothing_comes_of_no_documents() -> None:
    assert run(0).carriers == 0


def test_overlap_is_a_share() -> None:
    assert iou(Span(0, 10), Span(5, 15)) == pytest.approx(1 / 3)
    assert iou(Span(0, 10), Span(10, 15)) == 0


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="no documents"):
        seeds(tmp_path)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared data is not here")
def test_the_dispatches_share_the_agency_paragraphs_and_nothing_else() -> None:
    figures = seeds(SEEDS)
    assert len(set(figures.members)) == 1
    assert len(figures.members[0]) == 2
    assert figures.edited == 2
    assert figures.edits == ("date", "date", "date", "other")
