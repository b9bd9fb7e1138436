"""How the weights for pronouns are fitted, and what they are fitted on."""

from __future__ import annotations

from pathlib import Path

from train.coreference.data import Case, agreeing, split
from train.coreference.ranker import RARE, fitted, report

from sayso.rows import Document


def _cases(count: int) -> list[Case]:
    return [
        Case("GUM_a", "people", "he", [["near"], ["far"]], [1, 2], [True, False], ["none"], True)
        for _ in range(count)
    ]


def test_what_is_right_gets_the_greater_weight() -> None:
    by = fitted(_cases(20), "people")
    assert by["near"] > max(by["far"], by["none"])


def test_rare_features_get_no_weight() -> None:
    assert not fitted(_cases(RARE - 1), "people")


def test_a_case_that_is_somebody_knows_no_nobody() -> None:
    known = [Case("a", "people", "he", [["near"], ["far"]], [1, 2], [True, False], None, True)]
    assert "none" not in fitted(known * 20, "people")


def test_the_report_counts_those_that_are_right() -> None:
    by = fitted(_cases(20), "people")
    assert "precision 1.000 recall 1.000 of 20" in report(_cases(20), "people", by, "held")[0]


def test_only_one_person_near_is_a_woman() -> None:
    text = "John Varro met Susan Teel in Strelsau. She said the road was open."
    (case,) = agreeing(Document("d", "d", "", text))
    assert case.nobody is None
    assert sum(case.right) == 1


def test_a_split_names_its_documents(tmp_path: Path) -> None:
    (tmp_path / "splits.md").write_text("## dev\n\n  * GUM_a\n\n## train\n\n  * GUM_b\n")
    assert split(tmp_path / "splits.md") == {"GUM_a": "dev", "GUM_b": "train"}
