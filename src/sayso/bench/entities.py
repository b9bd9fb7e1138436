"""Mentions and their entities measured against GUM (Zeldes 2017; CoNLL-U, ``Entity=``).

GUM marks every noun phrase, and gives each its head word. Asked of are pronouns, and descriptions
of persons and bodies (``coreference`` says how).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from sayso.annotate.parse import PLAIN, Parsed, ParsedBlock, model
from sayso.bench.coreference import EntityFigures, GoldMention, GoldText, Tally
from sayso.errors import BenchError
from sayso.read.layout import Block
from sayso.rows import Document, Span

KINDS = ("he_she", "it_they", "descriptions")
HE_SHE = frozenset("he him his himself she her hers herself".split())  # noqa: SIM905
IT_THEY = frozenset("it its itself they them their theirs themselves".split())  # noqa: SIM905
_OPEN = re.compile(r"\((\d+)(?:\[\d+/\d+\])?-([^()]*)(\)?)|(\d+)(?:\[\d+/\d+\])?\)")


def run(data: Path, genres: Sequence[str] = ("news", "speech", "interview")) -> EntityFigures:
    """Figures over the GUM documents in ``data``. Raises ``BenchError`` when there are none."""
    paths = [p for p in sorted(data.rglob("GUM_*.conllu")) if p.name.split("_")[1] in genres]
    if not paths:
        raise BenchError(f"{data}: no GUM_*.conllu files here; give the folder that holds them")
    tally = Tally("GUM " + "+".join(genres), KINDS)
    for path in paths:
        gold = load(path)
        tally.add(gold, parse_paragraphs(gold))
    return tally.figures()


def load(path: Path) -> GoldText:
    """Read a GUM document: sentences joined by a space, paragraphs by an empty line."""
    gold = GoldText(path.stem)
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    words: list[tuple[Span, str, str]] = []
    parts: list[str] = []
    size = begin = 0
    gap = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line == "# newpar" and size > begin:
            gold.paragraphs.append(Span(begin, size))
            gap, begin = "\n\n", size + 2
        columns = line.split("\t")
        if len(columns) != 10 or not columns[0].isdigit():
            continue
        parts += [gap, columns[1]]
        start = size + len(gap)
        size = start + len(columns[1])
        words.append((Span(start, size), columns[1], columns[4]))
        gap = "" if "SpaceAfter=No" in columns[9] else " "
        gold.mentions += _mentions(columns[9], opened, words)
    gold.paragraphs.append(Span(begin, size))
    gold.text = "".join(parts)
    return gold


def _mentions(
    misc: str, opened: dict[str, list[tuple[int, str]]], words: list[tuple[Span, str, str]]
) -> Iterator[GoldMention]:
    """Mentions that end at the last word, by the brackets in its last column."""
    brackets = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
    for match in _OPEN.finditer(brackets):
        chain = match[1] or match[4]
        if match[1]:
            opened[chain].append((len(words) - 1, match[2]))
        if (match[3] or match[4]) and opened[chain]:
            first, attributes = opened[chain].pop()
            fields = attributes.split("-")
            least = re.match(r"\d+", fields[4]) if len(fields) > 4 else None
            head = min(first + int(least[0]) - 1 if least else first, len(words) - 1)
            span = Span(words[first][0].start, words[-1][0].end)
            place, word, tag = words[head]
            named = tag in ("NNP", "NNPS")
            yield GoldMention(chain, span, named, _asked(fields[0], word.lower(), tag), place)


def _asked(what: str, word: str, tag: str) -> str | None:
    if word in HE_SHE:
        return "he_she"
    if word in IT_THEY:
        return "it_they"
    return "descriptions" if what in ("person", "organization") and tag in ("NN", "NNS") else None


def parse_paragraphs(gold: GoldText) -> Parsed:
    """The parse of a text whose paragraphs are known."""
    blocks = tuple(Block("paragraph", span) for span in gold.paragraphs if span.end > span.start)
    docs = model().pipe(gold.text[a:b].translate(PLAIN) for _, (a, b) in blocks)
    pieces = tuple(
        ParsedBlock(block, block.span.start, doc) for block, doc in zip(blocks, docs, strict=True)
    )
    return Parsed(Document(gold.name, gold.name, "", gold.text), blocks, pieces)


__all__ = ["load", "parse_paragraphs", "run"]
