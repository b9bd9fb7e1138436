"""Documents parsed together."""

from __future__ import annotations

from sayso.annotate.parse import parse
from sayso.rows import Document


def test_two_documents_of_one_id_keep_their_own_blocks() -> None:
    texts = ("The road is open.", "The bridge is closed.")
    parsed = parse([Document("d1", "d1", "", text) for text in texts])
    assert [[block.doc.text for block in one.blocks] for one in parsed] == [[t] for t in texts]
