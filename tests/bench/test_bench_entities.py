"""The coreference benchmark: reading GUM's brackets and what its figures count."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench.entities import load, run
from sayso.errors import BenchError

LINES = """\
# newdoc id = GUM_news_invented
# newpar
# sent_id = 1
1\tMartin\t_\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new-sssss-cf1-1-coref
2\tHarlow\t_\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
3\tleft\t_\tVERB\tVBD\t_\t0\troot\t_\t_
4\tGermany\t_\tPROPN\tNNP\t_\t3\tobj\t_\tEntity=(2-place-new-nnnnn-cf2-1-sgl)|SpaceAfter=No
5\t.\t_\tPUNCT\t.\t_\t3\tpunct\t_\t_

# sent_id = 2
1\tHe\t_\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv:act-sssss-cf1-1-ana)
2\tsmiled\t_\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t_\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "GUM_news_invented.conllu").write_text(LINES, encoding="utf-8")
    return tmp_path


def test_the_text_and_the_mentions_are_read(folder: Path) -> None:
    gold = load(folder / "GUM_news_invented.conllu")
    assert gold.text == "Martin Harlow left Germany. He smiled."
    assert [(m.chain, gold.text[slice(*m.span)]) for m in gold.mentions] == [
        ("1", "Martin Harlow"),
        ("2", "Germany"),
        ("1", "He"),
    ]


def test_a_pronoun_with_the_right_entity_counts(folder: Path) -> None:
    score = run(folder).score("he_she")
    assert (score.gold, score.resolved, score.right) == (1, 1, 1)
    assert (score.precision, score.recall) == (1, 1)


def test_a_folder_without_the_gold_is_explained(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="GUM"):
        run(tmp_path)
