"""Sentences of an article's paragraphs: punctuation proposes the ends, spaCy's parse decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.annotate.data import word_lists
from sayso.annotate.parse import Parsed, ParsedBlock
from sayso.annotate.stage import Annotations, Stage
from sayso.rows import Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Marks that open; they also close where a translation turned them round, so position decides.
QUOTES = "\"'“”„‟‘’‚«»‹›`´"
# The stops, the marks they carry with them, and the white space before the next word. A mark that
# touches the next word opens it and is left to it.
END = re.compile(
    rf"[.!?…]+(?:\[\d+\])?[{re.escape(QUOTES)}\])}}]*(?![^\s])"
    rf"(?:[ \u00a0]?(?:[”»]|''|\"(?=\s|\Z))(?=\s|\Z))*"
)
# Stops that run into the next sentence because a space was lost ("left.The"), and stops before a
# mark that opens the next one ("left.“The").
GLUED = re.compile(rf"(?<=[a-z][a-z])[.!?]+[”’»)]*(?=[{re.escape(QUOTES)}]*[A-Z][a-z])")
LINE = re.compile(r"[ \t\u00a0]*(?:\r\n?|\n)\s*")
LAST_WORD = re.compile(r"[\w.&'’-]*\w\Z")

_LISTS = word_lists("abbreviations")
BEFORE_NAME = frozenset(_LISTS["before_name"])
BEFORE_NUMBER = frozenset(_LISTS["before_number"])
NEVER_LAST = frozenset(_LISTS["never_last"])
MAY_END = frozenset(_LISTS["may_end"])
OPENERS = frozenset(_LISTS["openers"])
ABBREVIATIONS = BEFORE_NAME | BEFORE_NUMBER | NEVER_LAST | MAY_END
DOTTED = re.compile(r"(?:\w\.)+\w\Z")
SAYING = re.compile(
    r"(?:[A-Z][\w.'’-]*\s+){1,4}(?:said|says|asked|asks|told|added|wrote|replied|tweeted|"
    r"wondered|insisted|exclaimed|shouted|cried|answered|declared|demanded)\b|"
    r"(?:He|She|They|I|We)\s+(?:said|says|asked|asks|told|added|wrote|replied|tweeted|wondered)\b"
    r"(?=\s*[.,])"
)
# Past this length a clause list is cut at the parse's own breaks after semicolons and colons.
LONG = 600
NAME_TAGS = ("NNP", "NNPS")


@dataclass(frozen=True, slots=True)
class _Parse:
    """What is asked of spaCy about an offset of the block."""

    starts: frozenset[int]
    tags: dict[int, int]
    names: frozenset[int]

    @classmethod
    def of(cls, doc: Doc) -> _Parse:
        rows = doc.to_array(["IDX", "SENT_START", "TAG"]).tolist()
        starts = frozenset(row[0] for row in rows if row[1] == 1)
        names = frozenset(doc.vocab.strings[tag] for tag in NAME_TAGS)
        return cls(starts, {row[0]: row[2] for row in rows}, names)

    def begins(self, text: str, offset: int) -> bool:
        """Whether the parse starts a sentence at ``offset``, or at the word after its marks."""
        while offset < len(text) and text[offset] in QUOTES + "([{":
            if offset in self.starts:
                return True
            offset += 1
        return offset in self.starts

    def name(self, offset: int) -> bool:
        """Whether the token at ``offset`` is tagged as part of a name."""
        return self.tags.get(offset) in self.names


def sentences(parsed: Parsed, annotations: Annotations) -> Annotations:
    """Add the sentences of every paragraph, in text order.

    Their spans hold every character of a paragraph that is not white space exactly once. Headlines,
    decks, datelines, bylines, headers and furniture have none.
    """
    rows = tuple(
        Sentence(parsed.document.id, span)
        for block in parsed.blocks
        if block.block.kind == "paragraph"
        for span in _spans(parsed.text, block)
    )
    return replace(annotations, sentences=rows)


def _spans(whole: str, block: ParsedBlock) -> Iterator[Span]:
    # The document's own characters: the parse sees line breaks as spaces.
    last = block.doc[-1] if len(block.doc) else None
    size = last.idx + len(last) if last is not None else 0
    text = whole[block.offset : block.offset + size]
    start = 0
    for end in (*_breaks(text, _Parse.of(block.doc)), len(text)):
        stretch = text[start:end]
        trimmed = stretch.strip()
        if trimmed:
            begin = block.offset + start + len(stretch) - len(stretch.lstrip())
            yield Span(begin, begin + len(trimmed))
        start = end


def _breaks(text: str, parse: _Parse) -> list[int]:
    """Offsets in ``text`` where a sentence ends, in order."""
    found = {match.end() for match in END.finditer(text) if _ends(text, match, parse)}
    for match in GLUED.finditer(text):
        if parse.begins(text, match.end()):
            found.add(match.end())
    for match in LINE.finditer(text):
        if _line_ends(text, match, parse):
            found.add(match.start())
    breaks = sorted(found)
    if len(text) > LONG:
        breaks = sorted({*breaks, *_long(text, breaks, parse)})
    return breaks


def _ends(text: str, match: re.Match[str], parse: _Parse) -> bool:
    """Whether the stops that ``match`` found end a sentence."""
    after = _skip_space(text, match.end())
    if after >= len(text):
        return False
    stops = match[0]
    word = _first_word(text, after)
    begins = parse.begins(text, after)
    if word[:1].islower():
        return _ends_before_lower(text, match, begins)
    if not {"\n", "\r"}.isdisjoint(text[match.end() : after]):
        return True
    if any(mark in stops for mark in "!?") or stops.startswith(("..", "…")):
        return _ends_loudly(text, match, after, begins, parse)
    if stops[0] == "." and (len(stops) == 1 or stops[1] in ")]"):
        return _ends_at_stop(text, match.start(), after, word, begins, parse)
    return not _tag_follows(text, stops, after)


def _ends_before_lower(text: str, match: re.Match[str], begins: bool) -> bool:
    # Text without capitals; an abbreviation or a quotation before its cue is far more common.
    before = _last_word(text, match.start())
    plain = len(before) > 2 and before.lower() not in ABBREVIATIONS and not DOTTED.match(before)
    return begins and plain and match[0] == "." and before.islower()


def _ends_loudly(text: str, match: re.Match[str], after: int, begins: bool, parse: _Parse) -> bool:
    """For question marks, exclamation marks and dots, which also stand inside names and quotes."""
    if _tag_follows(text, match[0], after):
        return False
    if begins:
        return True
    dots = match[0].startswith(("..", "…"))
    return not dots and not parse.name(_skip_marks(text, after))


def _tag_follows(text: str, stops: str, after: int) -> bool:
    """Whether a closed quotation is followed by its own "Doe asked", as in “Why?” Doe asked."""
    return stops[-1] in QUOTES and SAYING.match(text, after) is not None and "." not in stops


def _ends_at_stop(text: str, stop: int, after: int, word: str, begins: bool, parse: _Parse) -> bool:
    before = _last_word(text, stop)
    lower = before.lower()
    if lower in NEVER_LAST:
        return False
    opener = word in OPENERS
    if lower in BEFORE_NUMBER and word[:1].isdigit():
        return False
    if lower in BEFORE_NUMBER:
        return begins or opener or lower in ("no", "c", "p")
    if lower in BEFORE_NAME and before[:1].isupper():
        return begins and opener
    if len(before) == 1 and before.isalpha() and before.isupper():
        return opener and begins
    if lower in MAY_END or DOTTED.match(before):
        return opener or (begins and not parse.name(after)) or (begins and lower in ("a.m", "p.m"))
    return True


def _line_ends(text: str, match: re.Match[str], parse: _Parse) -> bool:
    """Whether a line break parts two sentences although no stop stands before it."""
    if match.start() == 0 or match.end() >= len(text):
        return False
    if match[0].count("\n") > 1:
        return True
    if _first_word(text, match.end())[:1].islower():
        return False  # “Yes.” and on the next line: the minister said
    return text[match.start() - 1] in ".!?…:;" and parse.begins(text, match.end())


def _long(text: str, breaks: list[int], parse: _Parse) -> Iterator[int]:
    """Extra breaks, after semicolons and colons, for sentences longer than ``LONG``."""
    start = 0
    for end in (*breaks, len(text)):
        if end - start > LONG:
            for match in re.compile(r"[;:](?=\s)").finditer(text, start, end):
                if parse.begins(text, _skip_space(text, match.end())):
                    yield match.end()
        start = end


def _skip_space(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _skip_marks(text: str, offset: int) -> int:
    while offset < len(text) and text[offset] in QUOTES + "([{":
        offset += 1
    return offset


def _first_word(text: str, offset: int) -> str:
    offset = _skip_marks(text, offset)
    match = re.compile(r"\w+").match(text, offset)
    return match[0] if match else ""


def _last_word(text: str, offset: int) -> str:
    match = LAST_WORD.search(text, max(0, offset - 40), offset)
    return match[0] if match else ""


STAGE = Stage("sentences", "1", needs=(), makes=("sentences",), run=sentences)
