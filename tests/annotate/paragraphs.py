"""Paragraphs as parsed documents, for the tests of single steps of the attributions."""

from __future__ import annotations

from hypothesis import strategies as st

from sayso.annotate.attributions import rules
from sayso.annotate.attributions.scene import Scene
from sayso.annotate.attributions.units import Units, proposals, units
from sayso.annotate.parse import Parsed, ParsedBlock, model
from sayso.read.layout import Block, BlockKind
from sayso.rows import Attribution, Document, Span

PIECES = ["Mara", "said", "that", "claims", "the dam", "is", "safe", "according to", "as", "noted"]
MARKS = list('“”"‘’«»,.:—')
ODD = ["''", "\n", "\r\n", "\n\n", "  ", "\u2009", "\u200b", "🇺🇳", "👩‍🚒", "e\u0301", "שלום", "מָרָה"]
ODD_TEXTS = st.one_of(
    st.lists(st.sampled_from([*PIECES, *MARKS, *ODD]), max_size=25).map(" ".join),
    st.text(max_size=60),
)
"""Speech and marks in any disorder, white space, emoji, right-to-left words; and any text."""


def parsed(*paragraphs: str, kind: BlockKind = "paragraph") -> Parsed:
    """Paragraphs with an empty line between them, as parsed."""
    text = "\n\n".join(paragraphs)
    blocks, start = [], 0
    for one in paragraphs:
        blocks.append(Block(kind, Span(start, start + len(one))))
        start += len(one) + 2
    docs = model().pipe(one.replace("’", "'").replace("\n", " ") for one in paragraphs)
    pieces = [ParsedBlock(b, b.span.start, d) for b, d in zip(blocks, docs, strict=True)]
    return Parsed(Document("d1", "d1", "", text), tuple(blocks), tuple(pieces))


def units_of(*paragraphs: str, kind: BlockKind = "paragraph") -> Units:
    """The units of paragraphs, with what the rules find in them."""
    whole = parsed(*paragraphs, kind=kind)
    scenes = [Scene.of(whole.text, block) for block in whole.blocks]
    return units(whole.text, scenes, rules.search(whole))


def ruled(*paragraphs: str) -> tuple[Units, list[tuple[tuple[int, int, int], ...]]]:
    """The units of paragraphs, and what the rules find by these units."""
    whole = parsed(*paragraphs)
    scenes = [Scene.of(whole.text, block) for block in whole.blocks]
    found = rules.search(whole)
    own = units(whole.text, scenes, found)
    return own, list(proposals(own, found))


def triple(text: str, row: Attribution) -> tuple[str | None, str, str]:
    """Source, cue and content as text, contents joined by a bar."""
    return (
        None if row.source is None else text[slice(*row.source)],
        text[slice(*row.cue)],
        " | ".join(text[slice(*piece)] for piece in row.content),
    )
