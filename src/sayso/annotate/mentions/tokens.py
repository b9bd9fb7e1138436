"""All tokens of a document in one table of plain lists: quicker to walk than spaCy's objects."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sayso.annotate.parse import Parsed, ParsedBlock
from sayso.rows import Sentence, Span

_COLUMNS = ["IDX", "LENGTH", "TAG", "DEP", "HEAD", "ENT_TYPE", "ENT_IOB"]
_BEGINS = 3  # spaCy's code for the first token of a named entity


@dataclass(slots=True)
class Tokens:
    """The tokens of every parsed block in text order; a token is named by its place in them.

    ``head`` is a place too. ``sentence`` is the place of the token's sentence, or minus the number
    of its block where that block is a title.
    """

    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    begins: list[bool] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    block: list[int] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)

    @classmethod
    def of(cls, parsed: Parsed, sentences: Sequence[Sentence]) -> Tokens:
        """The tokens of ``parsed``, numbered through, with the sentence that each stands in."""
        tokens = cls()
        # Not the parse's own text, which spaCy puts together anew for every asking.
        text = parsed.text.replace("’", "'").replace("‘", "'")
        for number, block in enumerate(parsed.blocks, start=1):
            tokens._add(block, number, text)
        tokens._number([row.span for row in sentences], parsed.blocks)
        tokens._link()
        return tokens

    def __len__(self) -> int:
        return len(self.start)

    def span(self, first: int, last: int) -> Span:
        """The characters of the tokens ``[first, last)``."""
        return Span(self.start[first], self.end[last - 1])

    def subtree_end(self, place: int) -> int:
        """The place after the last token that hangs on ``place``."""
        last = place
        stack = [place]
        while stack:
            children = self.children[stack.pop()]
            if children:
                last = max(last, children[-1])
                stack.extend(children)
        return last + 1

    def _add(self, block: ParsedBlock, number: int, text: str) -> None:
        base, strings = len(self.start), block.doc.vocab.strings
        raw = block.doc.to_array(_COLUMNS)
        columns = raw.astype(np.int64).T
        begins = (columns[0] + block.offset).tolist()
        ends = (columns[0] + columns[1] + block.offset).tolist()
        words = [text[a:b] for a, b in zip(begins, ends, strict=True)]
        self.start += begins
        self.end += ends
        self.text += words
        self.lower += [word.lower() for word in words]
        for column, values in ((2, self.tag), (3, self.dep), (5, self.label)):
            codes = raw[:, column].tolist()
            names = {code: strings[code] for code in set(codes)}
            values += [names[code] for code in codes]
        self.head += (columns[4] + np.arange(len(words)) + base).tolist()
        self.begins += (columns[6] == _BEGINS).tolist()
        self.block += [number] * len(words)

    def _number(self, spans: Sequence[Span], blocks: Sequence[ParsedBlock]) -> None:
        titles = {i for i, block in enumerate(blocks, start=1) if block.block.is_headline}
        starts = [span.start for span in spans]
        self.sentence = [
            -block if block in titles else bisect_right(starts, start) - 1
            for start, block in zip(self.start, self.block, strict=True)
        ]

    def _link(self) -> None:
        self.children = [[] for _ in self.start]
        for place, head in enumerate(self.head):
            if head != place and 0 <= head < len(self.children):
                self.children[head].append(place)
