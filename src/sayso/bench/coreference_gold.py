"""Who is who in 19 whole articles, read by us: five dispatches, 14 articles on another war.

The gold that ships holds offsets only, of articles that the caller has. The 14 were drawn at random
among those of 200 to 900 words (``draw``). One reader, a language model, marked in each every
person, body, place, state, office and group that is named, with all its mentions: names without
titles and without the common noun after them ("Strelsau" of "Strelsau district"), descriptions
without relative clauses, pronouns but relative ones. Adjectives ("Ruritanian") are no mentions; a
name inside another is one after "of", and in the name of a document or happening. Documents and
happenings are marked that are spoken of at least twice as nouns; groups and officials without a
name where they act or speak. A capital or a seat that stands for its government is in the state's
chain and flagged ``metonym``. What stands for several of these together is not marked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from random import Random

from sayso.annotate.parse import parse
from sayso.bench.coreference import EntityFigures, GoldMention, GoldText, Tally
from sayso.bench.texts import Texts
from sayso.read.front import complete
from sayso.rows import Document, Span

KINDS = ("pronouns", "descriptions", "names")
_ASKED = {"pronoun": "pronouns", "description": "descriptions", "name": "names"}


def run(data: Path) -> EntityFigures:
    """Figures over the labelled articles; ``data`` holds ``seeds/`` and ``data/articles/``.

    Raises ``BenchError`` where an article is missing or is not the one that was labelled.
    """
    golds = load(data)
    tally = Tally("articles read", KINDS)
    documents = [complete(Document(one.name, one.name, "", one.text)) for one in golds]
    for gold, parsed in zip(golds, parse(documents), strict=True):
        tally.add(gold, parsed)
    return tally.figures()


def load(data: Path, gold: str | None = None) -> list[GoldText]:
    """The labelled articles, with their text from ``data``; raises ``BenchError`` on other text."""
    own = files("sayso.bench").joinpath("data/coreference.jsonl")
    texts = Texts(data)
    golds = []
    for raw in map(json.loads, (gold or own.read_text(encoding="utf-8")).splitlines()):
        mentions = [
            GoldMention(str(at), Span(*one["span"]), one["kind"] == "name", _ASKED[one["kind"]])
            for at, chain in enumerate(raw["chains"])
            for one in chain["mentions"]
        ]
        text = texts.of(raw["name"], raw["sha256"])
        golds.append(GoldText(raw["name"], text, mentions=mentions))
    return golds


def draw(articles: Mapping[str, str], size: int = 14, seed: int = 200) -> list[str]:
    """The articles that were drawn, by id, from all with their texts."""
    fit = [name for name, text in articles.items() if 200 <= len(text.split()) <= 900]
    return sorted(Random(seed).sample(fit, size))


__all__ = ["draw", "load", "run"]
