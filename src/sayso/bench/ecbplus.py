"""Entities within the documents of ECB+ (Cybulska and Vossen 2014; XML).

Only sentences count that the corpus's list of checked ones names, and of what is marked there
people, bodies, states, vehicles and places (``HUMAN_PART_…``, ``LOC_…``). ECB+ marks who takes part
in the events it follows, and nobody else: so what it does not mark is not held against Sayso.
Its tokens come without the spaces between them, which are put back by rule.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from sayso.bench.coreference import EntityFigures, GoldMention, GoldText, Tally, Words
from sayso.bench.entities import parse_paragraphs
from sayso.errors import BenchError
from sayso.rows import Span

KINDS = ("pronouns", "descriptions", "names")
SENTENCES = "ECBplus_coreference_sentences.csv"
_CLOSING = frozenset([".", ",", ";", ":", "!", "?", ")", "%", "'", "’", "”", "'s", "’s", "n't"])
_OPENING = frozenset(["(", "$", "“", "‘"])


def run(data: Path, split: str = "dev") -> EntityFigures:
    """Figures over a split of ECB+ in ``data``. Raises ``BenchError`` when there is none."""
    paths = sorted((data / split).rglob("*.xml"))
    checked = _checked(data / SENTENCES)
    if not paths:
        raise BenchError(
            f"{data / split}: no documents of ECB+ here; give the folder that holds it"
        )
    tally = Tally(f"ECB+ {split}", KINDS)
    for path in paths:
        if path.stem in checked:
            gold = load(path, checked[path.stem])
            parsed = parse_paragraphs(gold)
            _tell_kinds(gold, Words(parsed))
            tally.add(gold, parsed)
    return tally.figures()


def _checked(path: Path) -> Mapping[str, set[int]]:
    """The numbers of the sentences that count, by document (``TOPIC_FILE``)."""
    if not path.is_file():
        raise BenchError(f"{path}: no such file; ECB+ comes with this list of its sentences")
    found: dict[str, set[int]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as lines:
        for topic, name, number in list(csv.reader(lines))[1:]:
            found[f"{topic}_{name}"].add(int(number))
    return found


def load(path: Path, sentences: set[int]) -> GoldText:
    """Read a document as one paragraph, and the mentions in those ``sentences``."""
    root = ElementTree.parse(path).getroot()
    gold = GoldText(path.stem, partial=True)
    spans: dict[str, tuple[Span, int]] = {}
    last = ""
    for token in root.iter("token"):
        word = token.text or ""
        glued = not gold.text or word in _CLOSING or last in _OPENING
        gold.text += word if glued else f" {word}"
        span = Span(len(gold.text) - len(word), len(gold.text))
        spans[token.attrib["t_id"]] = span, int(token.attrib["sentence"])
        last = word
    gold.paragraphs.append(Span(0, len(gold.text)))
    gold.mentions += _mentions(root, spans, sentences)
    return gold


def _mentions(
    root: ElementTree.Element, spans: Mapping[str, tuple[Span, int]], sentences: set[int]
) -> Iterator[GoldMention]:
    chains = {
        source.attrib["m_id"]: target.attrib["m_id"]
        for relation in root.findall("Relations/*")
        for target in relation.findall("target")
        for source in relation.findall("source")
    }
    for marked in root.findall("Markables/*"):
        anchors = [spans[anchor.attrib["t_id"]] for anchor in marked.findall("token_anchor")]
        if not anchors or not marked.tag.startswith(("HUMAN_PART", "LOC_")):
            continue
        if all(sentence in sentences for _, sentence in anchors):
            own = marked.attrib["m_id"]
            whole = Span(min(s.start for s, _ in anchors), max(s.end for s, _ in anchors))
            yield GoldMention(chains.get(own, f"only {own}"), whole, False, None)


def _tell_kinds(gold: GoldText, words: Words) -> None:
    """Which mentions are names and which pronouns, by the tag of the head: ECB+ does not say."""
    for at, mention in enumerate(gold.mentions):
        head = words.head(mention.span)
        tag = "" if head is None else head[1].tag_
        named = tag.startswith("NNP")
        kind = "names" if named else "pronouns" if tag.startswith("PRP") else "descriptions"
        gold.mentions[at] = GoldMention(mention.chain, mention.span, named, kind)


__all__ = ["load", "run"]
