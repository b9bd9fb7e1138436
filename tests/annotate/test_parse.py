"""Documents parsed together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.parse import TOGETHER, model, parse
from sayso.rows import Document

COLUMNS = ["TAG", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]
SENTENCES = [
    "The harbour is closed, the mayor of Strelsau said on 3 May.",
    "“We will not leave,” Rudolf Rassendyll told the Ruritanian Times.   He left on Tuesday!",
    "Zenda",
    "...",
    "MINISTRY SAYS 40,000 TONNES OF GRAIN LOST",
    "The United Nations, the African Union and 12 others (among them Ruritania) voted 14 to 1.",
]


def same_as_spacy(texts: list[str]) -> None:
    """What ``parse`` makes of paragraphs is what spaCy's own loop makes of them."""
    document = Document("d", "d", "", "\n\n".join(texts))
    (parsed,) = parse([document])
    ours = [one.doc for one in parsed.blocks]
    for doc, theirs in zip(ours, model().pipe(doc.text for doc in ours), strict=True):
        assert doc.to_array(COLUMNS).tolist() == theirs.to_array(COLUMNS).tolist()
        assert doc.has_annotation("DEP") == theirs.has_annotation("DEP")


@pytest.mark.parametrize("count", [1, len(SENTENCES), TOGETHER, 3 * TOGETHER + 1])
def test_taking_the_steps_ourselves_changes_nothing(count: int) -> None:
    same_as_spacy([SENTENCES[at % len(SENTENCES)] + " " * (at % 3) for at in range(count)])


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(alphabet="Ab.,“” \t12'’é\u00a0", min_size=1, max_size=60), max_size=8))
def test_taking_the_steps_ourselves_changes_nothing_in_odd_text(texts: list[str]) -> None:
    same_as_spacy(texts)


def test_two_documents_of_one_id_keep_their_own_blocks() -> None:
    texts = ("The road is open.", "The bridge is closed.")
    parsed = parse([Document("d1", "d1", "", text) for text in texts])
    assert [[block.doc.text for block in one.blocks] for one in parsed] == [[t] for t in texts]
