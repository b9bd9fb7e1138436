"""What is counted, as the parse of a document shows it."""

from __future__ import annotations

import pytest

from sayso.annotate.parse import parse
from sayso.annotate.quantities import STAGE
from sayso.annotate.stage import Annotations
from sayso.rows import Document, Sentence, Span


def counted(text: str) -> list[str | None]:
    """The words that each quantity of ``text`` counts."""
    (parsed,) = parse([Document("d", "a.txt", "0", text)])
    sentences = (Sentence("d", Span(0, len(text))),)
    rows = STAGE.run(parsed, Annotations(sentences=sentences)).quantities
    return [text[row.of.start : row.of.end] if row.of else None for row in rows]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("At least 70 people including 11 children died.", ["people", "children"]),
        ("Two journalists were killed in the town.", ["journalists"]),
        ("Two Mi-8 helicopters fell into the sea.", ["Mi-8 helicopters"]),
        ("The navy sank some 20 medium-to-large grey vessels.", ["medium-to-large grey vessels"]),
        ("Six T-72 tanks burned in the field.", ["T-72 tanks"]),
        ("Two or three houses burned in the night.", ["houses", "houses"]),
        ("Ten or 20 million readers left.", ["readers", "readers"]),
        ("They hit “more than 30” towns at night.", ["towns"]),
        ("One doctor Ann Lee said so.", ["doctor"]),
        ("They left around 450 whose names are unknown.", [None]),
        ("They lost three of the four bridges.", ["bridges", "bridges"]),
        ("They hit 18 of 29 missiles and 25 of 28 drones.", ["missiles"] * 2 + ["drones"] * 2),
        ("The 30-member council met in the town.", ["member"]),
        ("A 3,000-strong crowd came to the square.", [None]),
        ("Nearly half of the $640 billion reserves is lost.", ["reserves", None]),
        ("Hundreds fled from the town.", [None]),
        ("The crown fell to 100 against the florin.", [None]),
        ("They fired 25,000 155-mm navy shells.", ["155-mm navy shells", None]),
    ],
)
def test_what_is_counted(text: str, words: list[str | None]) -> None:
    assert counted(text) == words
