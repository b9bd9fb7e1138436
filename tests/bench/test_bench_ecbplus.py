"""ECB+: reading its tokens, markables and relations."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench.ecbplus import SENTENCES, load, run
from sayso.errors import BenchError

WORDS = ["Mara", "Teel", "left", "Strelsau", ".", "She", "waved", "(", "twice", ")", "."]


def markable(tag: str, number: int, *tokens: int) -> str:
    anchors = "".join(f'<token_anchor t_id="{token}"/>' for token in tokens)
    return f'<{tag} m_id="{number}">{anchors}</{tag}>'


MARKED = (
    markable("HUMAN_PART_PER", 1, 1, 2)
    + markable("LOC_GEO", 2, 4)
    + markable("HUMAN_PART_PER", 3, 6)
    + markable("ACTION_OCCURRENCE", 4, 7)
    + '<HUMAN_PART_PER m_id="9" TAG_DESCRIPTOR="teel" instance_id="HUM1"/>'
)
RELATION = '<source m_id="1"/><source m_id="3"/><target m_id="9"/>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tokens = "".join(
        f'<token t_id="{at + 1}" sentence="{int(at > 4)}" number="0">{word}</token>'
        for at, word in enumerate(WORDS)
    )
    inner = f"<Markables>{MARKED}</Markables><Relations><CROSS>{RELATION}</CROSS></Relations>"
    (tmp_path / "dev" / "1").mkdir(parents=True)
    document = tmp_path / "dev" / "1" / "1_1ecbplus.xml"
    document.write_text(f"<Document>{tokens}{inner}</Document>", encoding="utf-8")
    sentences = "Topic,File,Sentence Number\n1,1ecbplus,0\n1,1ecbplus,1\n"
    (tmp_path / SENTENCES).write_text(sentences, encoding="utf-8")
    return tmp_path


def test_the_text_gets_its_spaces_back(folder: Path) -> None:
    gold = load(folder / "dev" / "1" / "1_1ecbplus.xml", {0, 1})
    assert gold.text == "Mara Teel left Strelsau. She waved (twice)."


def test_people_and_places_are_read_with_their_chains(folder: Path) -> None:
    gold = load(folder / "dev" / "1" / "1_1ecbplus.xml", {0, 1})
    assert [(one.chain, gold.text[slice(*one.span)]) for one in gold.mentions] == [
        ("9", "Mara Teel"),
        ("only 2", "Strelsau"),
        ("9", "She"),
    ]


def test_sentences_that_nobody_checked_are_left_out(folder: Path) -> None:
    gold = load(folder / "dev" / "1" / "1_1ecbplus.xml", {1})
    assert [gold.text[slice(*one.span)] for one in gold.mentions] == ["She"]


def test_heads_tell_names_from_pronouns(folder: Path) -> None:
    figures = run(folder)
    assert (figures.score("names").gold, figures.score("pronouns").gold) == (2, 1)


def test_a_folder_without_documents_is_explained(folder: Path) -> None:
    with pytest.raises(BenchError, match="ECB"):
        run(folder, "train")


def test_the_list_of_sentences_is_needed(folder: Path) -> None:
    (folder / SENTENCES).unlink()
    with pytest.raises(BenchError, match="no such file"):
        run(folder)
