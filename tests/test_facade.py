"""The façade: what ``import sayso`` offers, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

import sayso

OFFERED = (
    "Annotations Attribution Decision Document Entity Ledger Mention Passage Place Problem "
    "Quantity SaysoError Sentence Span Time Voice annotate decode encode read"
)


def test_the_list_is_what_we_mean_to_keep() -> None:
    assert sayso.__all__ == OFFERED.split()


@pytest.mark.parametrize("name", OFFERED.split())
def test_everything_on_the_list_is_there(name: str) -> None:
    assert getattr(sayso, name) is not None


def test_what_is_not_on_the_list_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Legder'"):
        getattr(sayso, "Legder")  # noqa: B009


def test_one_document_without_a_ledger(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("“The road is open,” said Mira Tollan.")
    document = sayso.read(story)
    (attribution,) = sayso.annotate(document).attributions
    assert document.text[slice(*attribution.cue)] == "said"


def test_a_file_of_several_documents_is_explained(tmp_path: Path) -> None:
    lines = tmp_path / "wire.jsonl"
    lines.write_text('{"text": "One."}\n{"text": "Two."}\n')
    with pytest.raises(sayso.SaysoError, match="several documents"):
        sayso.read(lines)


def test_a_missing_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(sayso.SaysoError, match=r"none\.txt"):
        sayso.read(tmp_path / "none.txt")


def test_rows_survive_encoding() -> None:
    row = sayso.Time("d1", sayso.Span(3, 9), "DATE", "2020", from_="2021-01-01")
    encoded = sayso.encode(row)
    assert isinstance(encoded, dict)
    assert encoded["from"] == "2021-01-01"
    assert sayso.decode(sayso.Time, encoded) == row
