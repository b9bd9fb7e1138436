"""The quick benchmarks reach their floors, on the development data where it is at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bench.floors import floors
from bench.report import Figure
from bench.suite import QUICK, planted

from sayso.bench.figures import locate, measure, plain
from sayso.bench.quantity import QuantityFigures
from sayso.errors import BenchError

SHARED = Path(__file__).parents[3] / "shared"
NEEDS_DATA = pytest.mark.skipif(
    not (SHARED / "data").is_dir(), reason="the development data is not here"
)


@pytest.mark.parametrize(
    "benchmark",
    [planted, *(pytest.param(b, marks=NEEDS_DATA) for b in QUICK if b is not planted)],
    ids=lambda benchmark: benchmark.__name__,
)
def test_no_figure_is_under_its_floor(benchmark: Callable[[Path], Iterator[Figure]]) -> None:
    figures = list(benchmark(SHARED))
    assert figures
    assert [figure.cells for figure in figures if figure.under_its_floor] == []


@NEEDS_DATA
def test_every_floor_belongs_to_a_figure() -> None:
    tables = {name.partition(".")[0] for name in floors()}
    assert tables == {
        "attribution", "reading", "time", "quantity", "place", "copies", "dispatches", "entities",
        "coreference", "joins", "pronoun_sources", "speed",
    }  # fmt: skip


def test_a_folder_that_holds_several_golds_will_do(tmp_path: Path) -> None:
    (tmp_path / "data" / "polnear").mkdir(parents=True)
    assert locate("attribution", tmp_path) == tmp_path / "data" / "polnear"
    assert locate("attribution", tmp_path / "data" / "polnear") == tmp_path / "data" / "polnear"


def test_golds_that_are_not_there_are_not_measured(tmp_path: Path) -> None:
    word = "1\tIt\t_\tPRON\tPRP\t_\t0\troot\t_\t_\n"
    (tmp_path / "GUM_news_invented.conllu").write_text(word, encoding="utf-8")
    figures = measure("entities", tmp_path, None, None)
    assert isinstance(figures, list)
    assert [one.corpus for one in figures] == ["GUM news+speech+interview"]


def test_a_missing_folder_is_explained(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="no such folder"):
        locate("time", tmp_path / "none")


def test_figures_are_printed_with_what_they_work_out() -> None:
    figures = QuantityFigures("made-up", 1, 2, 2, 0.123456, 0.5, 1.0, 0.5, 0.5)
    printed = plain(figures)
    assert isinstance(printed, dict)
    assert printed["value_f1"] == 0.1235
