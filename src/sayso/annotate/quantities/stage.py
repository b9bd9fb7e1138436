"""The quantities stage: amounts in the title and the sentences of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.annotate.parse import Parsed, ParsedBlock
from sayso.annotate.quantities.find import FoundQuantity, find_quantities
from sayso.annotate.stage import Annotations, Stage
from sayso.annotate.times.stage import kept, masked
from sayso.rows import Quantity, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# The longest stretch from a number to the noun it counts: "20 medium-to-large blue navy vessels".
REACH = 8
_PARTS = frozenset(("compound", "nmod", "amod", "nummod"))
_OPENERS = frozenset(("DT", "PDT", "PRP$", "WP$", "POS", ",", "``", "''"))


def run(parsed: Parsed, rows: Annotations) -> Annotations:
    """Add the quantities of ``parsed``.

    Parts of dates, clock times and sets ("every two years") are none. A duration written with a
    number is both a time and a quantity, for "30 years" and "three decades" can be compared.
    """
    text = masked(parsed.text, kept(parsed, rows))
    taken = [time.span for time in rows.times if time.type != "DURATION"]
    found = find_quantities(text, taken)
    return replace(rows, quantities=tuple(_row(parsed, quantity) for quantity in found))


def _row(parsed: Parsed, found: FoundQuantity) -> Quantity:
    return Quantity(
        parsed.document.id,
        Span(found.start, found.end),
        found.low,
        found.high,
        found.unit,
        _counted(parsed.blocks, found),
        found.hedge,
    )


def _counted(blocks: Sequence[ParsedBlock], found: FoundQuantity) -> Span | None:
    """What is counted: by the parse, or by the light rule where the parse shows nothing."""
    light = Span(*found.of) if found.of else None
    index = bisect_right(blocks, found.start, key=lambda block: block.offset) - 1
    if index < 0:
        return light
    block = blocks[index]
    tokens = block.doc.char_span(
        found.start - block.offset, found.end - block.offset, alignment_mode="expand"
    )
    if tokens is None:
        return light
    noun = _noun(block.doc, tokens.end, found.unit, tokens.root)
    if noun is None:
        return light
    start = max(tokens.end, noun[0])
    return block.span(block.doc[start : noun[1]]) if start < noun[1] else light


def _noun(doc: Doc, end: int, unit: str | None, root: Token) -> tuple[int, int] | None:
    """First and last token of the counted noun phrase behind the amount that ends at ``end``."""
    if end < len(doc) and doc[end].lower_ == "of":
        inner = next((child for child in doc[end].children if child.dep_ == "pobj"), None)
        if inner is None and end + 1 < len(doc) and doc[end + 1].tag_ == "CD":
            inner = doc[end + 1].head  # "18 of 29 missiles", read as one number
        return _phrase(_whole(inner), end + 1) if inner is not None else None
    if unit is not None:
        return None
    if end + 1 < len(doc) and doc[end].tag_ == "HYPH":  # "30-member council", "3,000-strong"
        return (end + 1, end + 2) if doc[end + 1].tag_.startswith("NN") else None
    if end < len(doc) and doc[end].tag_ in ("IN", "WP$"):  # "0.5 per 100,000", "five whose names"
        return None
    head = _whole(root.head)
    while end < head.i and (doc[end].lower_ == "or" or _opens(doc[end])):
        end += 1  # "two or three houses"
    if head.i >= end and head.i - end < REACH and head.tag_.startswith("NN"):
        return end, head.i + 1
    return None


def _whole(noun: Token) -> Token:
    """The head of the noun that ``noun`` is part of: the helicopters of "Mi-8 helicopters".

    A plural is counted itself, and so is the office before a name ("one doctor Ann Lee").
    """
    while noun.dep_ in _PARTS and noun.i < noun.head.i and not noun.tag_.endswith("S"):
        if not noun.head.tag_.startswith("NN") or (noun.tag_, noun.head.tag_) == ("NN", "NNP"):
            break
        noun = noun.head
    return noun


def _phrase(noun: Token, start: int) -> tuple[int, int] | None:
    """The noun with its modifiers; its article and a number of its own are left out."""
    if not noun.tag_.startswith(("NN", "PRP")):
        return None
    first = max(noun.left_edge.i, start, noun.i - REACH)
    while first < noun.i and _opens(noun.doc[first]):
        first += 1
    return first, noun.i + 1


def _opens(token: Token) -> bool:
    """Whether a counted phrase begins behind ``token``; "155-mm shells" begins with its number."""
    number = token.like_num or token.tag_ == "$"
    return token.tag_ in _OPENERS or (number and not token.nbor().text.startswith("-"))


STAGE = Stage("quantities", "3", needs=("sentences", "times"), makes=("quantities",), run=run)
