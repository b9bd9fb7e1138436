"""Pronouns of GUM and ECB+ with what they may take up and what is right."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sayso.annotate.mentions import stage
from sayso.annotate.mentions.antecedents import FEMALE, MALE, Candidate, Scene
from sayso.annotate.mentions.borders import Found
from sayso.annotate.mentions.genders import Genders
from sayso.annotate.mentions.pronouns import WHO, Resolver, find_pronouns
from sayso.annotate.mentions.ranker import Weights
from sayso.annotate.mentions.tokens import Tokens
from sayso.annotate.parse import PLAIN, Parsed, ParsedBlock, model, parse
from sayso.annotate.sentences import sentences
from sayso.annotate.stage import Annotations
from sayso.bench.entities import load
from sayso.read.layout import Block
from sayso.rows import Document, Span

NEAREST = 6  # candidates of whom it must be known whether they are men or women
NO_WEIGHTS: Mapping[str, Weights] = {"people": Weights(), "things": Weights()}


@dataclass(slots=True)
class Text:
    """A text with its gold: (chain, span, head) of every mention; where it is complete."""

    name: str
    text: str
    paragraphs: list[Span]
    mentions: list[tuple[str, Span, Span]] = field(default_factory=list)
    complete: bool = True
    """Whether what is no mention by the gold is none."""


@dataclass(slots=True)
class Case:
    """One pronoun: its candidates' features, which are right, and those of meaning nobody."""

    document: str
    table: str
    word: str
    features: list[list[str]]
    groups: list[int]
    right: list[bool]
    nobody: list[str] | None
    """Null where it is known to be somebody."""
    named: bool
    """Whether the chain has a name among the document's entities."""


def gum(folder: Path) -> Iterator[Text]:
    """The documents of GUM."""
    for path in sorted(folder.rglob("GUM_*.conllu")):
        gold = load(path)
        found = [(one.chain, one.span, one.head or one.span) for one in gold.mentions]
        yield Text(path.stem, gold.text, gold.paragraphs, found)


def ecb(folder: Path) -> Iterator[Text]:
    """The documents of ECB+, of which a few sentences each are marked."""
    for path in sorted(folder.rglob("*.xml")):
        root = ElementTree.parse(path).getroot()
        spans: dict[str, Span] = {}
        parts: list[str] = []
        size = 0
        for token in root.iter("token"):
            word = token.text or ""
            spans[token.get("t_id", "")] = Span(size, size + len(word))
            parts.append(word)
            size += len(word) + 1
        marked = {
            one.get("m_id", ""): [spans[a.get("t_id", "")] for a in one.findall("token_anchor")]
            for one in root.find("Markables") or ()
        }
        text = Text(path.stem, " ".join(parts), [Span(0, max(0, size - 1))], [], complete=False)
        for number, relation in enumerate(root.find("Relations") or ()):
            for source in relation.findall("source"):
                anchors = marked.get(source.get("m_id", ""), [])
                if anchors:
                    whole = Span(anchors[0].start, anchors[-1].end)
                    text.mentions.append((f"{number}", whole, anchors[-1]))
        yield text


def cases(text: Text) -> Iterator[Case]:
    """The pronouns of a text, each seen with those before it resolved as the gold has them."""
    parsed = _parsed(text)
    tokens, known, groups = stage.known(parsed, sentences(parsed, Annotations()))
    resolver = Resolver(tokens, known, groups, NO_WEIGHTS)
    found = find_pronouns(tokens)
    resolver.genders.learn(found)
    chains = _Chains(text, tokens)
    groups_of = _groups_of(chains, known)
    for item in found:
        if tokens.lower[item.head] in WHO:
            resolver.relative(item)
            continue
        chain = chains.of(item.head, item.first, item.last)
        table, pairs = resolver.pairs(item)
        case = _case(text, chains, resolver, item, chain, table, pairs, groups_of)
        if case is not None:
            yield case
        item.group = groups_of.get(chain or "")
        resolver.take(item)


def _case(
    text: Text,
    chains: _Chains,
    resolver: Resolver,
    item: Found,
    chain: str | None,
    table: str,
    pairs: list[tuple[Candidate, list[str]]],
    groups_of: Mapping[str, int],
) -> Case | None:
    theirs = [chains.of_candidate(one) for one, _ in pairs]
    right = [chain is not None and other == chain for other in theirs]
    if not text.complete and not any(right):
        return None
    kept = [n for n in range(len(pairs)) if text.complete or theirs[n] is not None]
    return Case(
        text.name,
        table,
        resolver.tokens.lower[item.head],
        [[*pairs[n][0].features, *pairs[n][1]] for n in kept],
        [-1 - pairs[n][0].head if (g := pairs[n][0].group) is None else g for n in kept],
        [right[n] for n in kept],
        resolver.scene.nobody(item.head),
        chain in groups_of,
    )


def agreeing(document: Document) -> Iterator[Case]:
    """The pronouns of an article that only one person near can be by what titles and first names
    tell: examples of where someone stands whom "he" means, for which nobody had to read.

    What tells a man from a woman is kept out of their features.
    """
    (parsed,) = parse([document])
    tokens, known, groups = stage.known(parsed, sentences(parsed, Annotations()))
    scene = Scene(tokens, known, groups, NO_WEIGHTS)
    genders = Genders(scene)
    for item in find_pronouns(tokens):
        word = tokens.lower[item.head]
        if word not in MALE | FEMALE:
            continue
        sign = 1 if word in MALE else -1
        pairs = scene.pairs(item.head)
        told = [genders.of(one.found) * sign for one, _ in pairs if one.found is not None]
        whom = {
            one.group
            for (one, _), gender in zip(pairs, told, strict=True)
            if gender > 0 and one.kind != "pronoun"
        }
        kept = [n for n, gender in enumerate(told) if gender]
        (who,) = whom if len(whom) == 1 else (None,)
        item.what, item.group = "person", who
        scene.add(item)
        if who is None or 0 in told[:NEAREST] or all(gender > 0 for gender in told):
            continue
        yield Case(
            document.id,
            "people",
            word,
            [[*pairs[n][0].features, *_ungendered(pairs[n][1])] for n in kept],
            [-1 if (g := pairs[n][0].group) is None else g for n in kept],
            [told[n] > 0 for n in kept],
            None,
            True,
        )


def _ungendered(features: list[str]) -> list[str]:
    """Pronouns of the other sex would give it away."""
    return [one for one in features if one not in ("same_pronoun", "other_pronoun")]


class _Chains:
    """The gold's chains, asked by the tokens of a mention."""

    def __init__(self, text: Text, tokens: Tokens) -> None:
        self.tokens = tokens
        self._by_head: dict[int, list[tuple[str, Span]]] = defaultdict(list)
        for chain, span, head in text.mentions:
            for at in range(head.start, head.end):
                self._by_head[at].append((chain, span))

    def of_candidate(self, one: Candidate) -> str | None:
        if one.found is None:
            return self.of(one.head, one.head, one.head + 1)
        return self.of(one.head, one.found.first, one.found.last)

    def of(self, head: int, first: int, last: int) -> str | None:
        """The chain of the mention of ``[first, last)``: the gold's with its head there, by the
        nearest size."""
        span = self.tokens.span(first, last)
        fits = [
            (abs((gold.end - gold.start) - (span.end - span.start)), chain)
            for place in ([head] if last - first == 1 else range(first, last))
            for chain, gold in self._by_head.get(self.tokens.start[place], ())
        ]
        return min(fits)[1] if fits else None


def _groups_of(chains: _Chains, known: list[Found]) -> dict[str, int]:
    votes: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for item in known:
        chain = chains.of(item.head, item.first, item.last)
        if chain is not None and item.group is not None and item.kind == "name":
            votes[chain][item.group] += 1
    return {chain: max(by, key=lambda one: by[one]) for chain, by in votes.items()}


def _parsed(text: Text) -> Parsed:
    blocks = tuple(Block("paragraph", span) for span in text.paragraphs if span.end > span.start)
    docs = model().pipe(text.text[a:b].translate(PLAIN) for _, (a, b) in blocks)
    pieces = tuple(
        ParsedBlock(block, block.span.start, doc) for block, doc in zip(blocks, docs, strict=True)
    )
    return Parsed(Document(text.name, text.name, "", text.text), blocks, pieces)


def split(path: Path) -> dict[str, str]:
    """The part of GUM that each document is of, by ``splits.md``."""
    parts: dict[str, str] = {}
    part = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"## (\w+)", line):
            part = match[1]
        elif match := re.match(r"\s*\* (\w+)", line):
            parts[match[1]] = part
    return parts
