"""Count the cue lexicon: ``python -m train.cues.count --data DIR [--write]``.

DIR is a folder of PolNeAR (Newell, Margolin and Ruths, LREC 2018); its ``train`` split is read,
about three minutes on one core. Without ``--write`` the counted part is printed, with it the part
of ``cues.toml`` below its mark is renewed. What stands above the mark is judged by hand and stays:
polarity, stance, word lists, irregular forms, words left out (``dropped``), and ``added`` words.

Method. Every verb, noun and adjective of the corpus is offered to the rules of this package, as if
it were a cue. What they make of it counts as an occurrence of its base form in its construction,
and as a match where an annotated cue begins at the word, the characters of the contents agree with
an F1 of at least a half, and the sources overlap or both are missing. Words inside an annotated
content that begin no annotated cue are passed over, because PolNeAR marks no nested attributions.
A word is kept if its best construction agrees often enough (``LIMITS``). The priors are the ratio
over the words that occurred ``RARE`` times or less in a construction. Only words and counts are
written, none of the corpus' text.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sayso.annotate.attributions import frames, nouns, speech
from sayso.annotate.attributions.scene import Candidate, Scene
from sayso.annotate.parse import parse
from sayso.bench.attribution import Gold, load
from sayso.rows import Document, Span
from train.cues.forms import Irregular, Nouns, Verbs

LEXICON = Path(frames.__file__).parents[1] / "data" / "cues.toml"
MARK = "# Below this line: counted by train/cues/count.py."
RARE = 6
LEAST_PRIOR_OCCURRENCES, LEAST_PRIOR = 20, 0.02
BATCH = 16
HALF = 0.5
Offer = Callable[[Scene, int, str], Candidate | None]
Tally = dict[str, dict[str, list[int]]]
"""Base form to construction to matches and occurrences."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a word needs to be kept: occurrences in all, and agreement in its best construction."""

    occurrences: int
    agreement: float


LIMITS = {"verbs": Limits(2, 0.15), "nouns": Limits(2, 0.15), "adjectives": Limits(1, 0.2)}
TAGS = {
    "verbs": ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"),
    "nouns": ("NN", "NNS"),
    "adjectives": ("JJ", "JJR", "JJS"),
}
OFFERS: dict[str, Offer] = {
    "verbs": frames.verb,
    "nouns": nouns.noun,
    "adjectives": nouns.adjective,
}


@dataclass(slots=True)
class Counts:
    """Matches and occurrences by word class, still by inflected form, and the base forms seen."""

    tallies: dict[str, Tally] = field(
        default_factory=lambda: {name: defaultdict(lambda: defaultdict(_pair)) for name in OFFERS}
    )
    verbs: Counter[str] = field(default_factory=Counter)
    singulars: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Gold, scenes: Sequence[Scene]) -> None:
        """Count one article."""
        annotated = Annotated(gold)
        for scene in scenes:
            tagged = list(zip(scene.tokens.words, scene.tokens.tags, strict=True))
            self.verbs.update(word for word, tag in tagged if tag in ("VB", "VBP"))
            self.singulars.update(word for word, tag in tagged if tag == "NN")
            for name in OFFERS:
                self._offer(name, scene, annotated)

    def _offer(self, name: str, scene: Scene, annotated: Annotated) -> None:
        for at, (word, tag) in enumerate(zip(scene.tokens.words, scene.tokens.tags, strict=True)):
            found = OFFERS[name](scene, at, word) if tag in TAGS[name] else None
            if found is None or annotated.passed_over(scene.tokens.start[at]):
                continue
            if name == "verbs" and found.content:
                speech.widen(scene, [found])
            pair = self.tallies[name][word][found.rule]
            pair[0] += annotated.agrees(scene, at, found)
            pair[1] += 1


def _pair() -> list[int]:
    return [0, 0]


class Annotated:
    """The annotation of an article, by characters."""

    def __init__(self, gold: Gold) -> None:
        self._text = gold.text
        self._inside = {at for one in gold.triples for at in _places(one.content)}
        self._cues = {at: one for one in gold.triples for at in _places(one.cue)}

    def passed_over(self, start: int) -> bool:
        """Whether the word at ``start`` is annotated content and no cue."""
        return start in self._inside and start not in self._cues

    def agrees(self, scene: Scene, at: int, found: Candidate) -> bool:
        """Whether the candidate of token ``at`` is what was annotated there."""
        gold = self._cues.get(scene.tokens.start[at])
        if gold is None:
            return False
        ours = self._characters([scene.tokens.span(*piece) for piece in found.content])
        theirs = self._characters(gold.content)
        if 2 * len(ours & theirs) < HALF * (len(ours) + len(theirs)):
            return False
        if found.source is None or not gold.source:
            return found.source is None and not gold.source
        own = scene.tokens.span(*found.source)
        return any(one.start < own.end and own.start < one.end for one in gold.source)

    def _characters(self, spans: Sequence[Span]) -> set[int]:
        return {at for at in _places(spans) if not self._text[at].isspace()}


def _places(spans: Sequence[Span]) -> Iterator[int]:
    for span in spans:
        yield from range(span.start, span.end)


def count(data: Path) -> Counts:
    """Parse the training articles and count. Raises ``BenchError`` where there are none."""
    counts = Counts()
    golds = load(data, "train")
    for at in range(0, len(golds), BATCH):
        batch = golds[at : at + BATCH]
        documents = [Document(one.name, one.name, "", one.text) for one in batch]
        for gold, parsed in zip(batch, parse(documents), strict=True):
            counts.add(gold, [Scene.of(gold.text, block) for block in parsed.blocks])
        print(f"\r{at + len(batch)} of {len(golds)} articles", end="", file=sys.stderr)
    print(file=sys.stderr)
    return counts


def based(counts: Counts, irregular: Irregular) -> dict[str, Tally]:
    """The tallies by base form."""
    base: dict[str, Callable[[str], str]] = {
        "verbs": Verbs(counts.verbs, irregular).base,
        "nouns": Nouns(counts.singulars).base,
        "adjectives": str,
    }
    return {name: _merged(tally, base[name]) for name, tally in counts.tallies.items()}


def _merged(tally: Tally, base: Callable[[str], str]) -> Tally:
    merged: Tally = defaultdict(lambda: defaultdict(_pair))
    for word, rules in tally.items():
        if not word.isalpha():
            continue
        for rule, (matches, occurrences) in rules.items():
            pair = merged[base(word)][rule]
            pair[0] += matches
            pair[1] += occurrences
    return merged


def kept(tally: Tally, limits: Limits, dropped: frozenset[str]) -> Tally:
    """The words that are worth having, with the constructions that tell something."""
    return {
        word: {rule: pair for rule, pair in sorted(rules.items()) if pair[0] or pair[1] >= 3}
        for word, rules in sorted(tally.items())
        if word not in dropped and _worth(rules, limits)
    }


def _worth(rules: dict[str, list[int]], limits: Limits) -> bool:
    matches = sum(pair[0] for pair in rules.values())
    occurrences = sum(pair[1] for pair in rules.values())
    best = max(pair[0] / (pair[1] + 1) for pair in rules.values())
    return matches > 0 and occurrences >= limits.occurrences and best >= limits.agreement


def priors(tally: Tally) -> dict[str, float]:
    """For each construction the agreement of the words that are rare in it."""
    sums: dict[str, list[int]] = defaultdict(_pair)
    for rules in tally.values():
        for rule, (matches, occurrences) in rules.items():
            if occurrences <= RARE:
                sums[rule][0] += matches
                sums[rule][1] += occurrences
    return {
        rule: round(matches / occurrences, 3)
        for rule, (matches, occurrences) in sorted(sums.items())
        if occurrences >= LEAST_PRIOR_OCCURRENCES and matches / occurrences >= LEAST_PRIOR
    }


def tables(tallies: dict[str, Tally], dropped: dict[str, list[str]]) -> str:
    """The counted part as TOML; ``dropped`` are words to leave out, by word class."""
    lines: list[str] = []
    for name, tally in tallies.items():
        lines += [f"[priors.{name}]", *(f"{_key(k)} = {v}" for k, v in priors(tally).items()), ""]
    for name, tally in tallies.items():
        words = kept(tally, LIMITS[name], frozenset(dropped.get(name, ())))
        lines += [f"[{name}]", *(f"{word} = {_inline(rules)}" for word, rules in words.items()), ""]
    return "\n".join(lines)


def _inline(rules: dict[str, list[int]]) -> str:
    return "{ " + ", ".join(f"{_key(rule)} = [{a}, {b}]" for rule, (a, b) in rules.items()) + " }"


def _key(name: str) -> str:
    return f'"{name}"' if ":" in name else name


def main() -> None:
    """Count, and print or write."""
    arguments = argparse.ArgumentParser(description="Count the cue lexicon from PolNeAR.")
    arguments.add_argument("--data", type=Path, required=True, help="the folder of PolNeAR")
    arguments.add_argument("--write", action="store_true", help="renew cues.toml")
    chosen = arguments.parse_args()
    by_hand = LEXICON.read_text(encoding="utf-8").partition(MARK)[0]
    hand = tomllib.loads(by_hand)
    tallies = based(count(chosen.data), hand["irregular"])
    counted = tables(tallies, hand["dropped"])
    if chosen.write:
        LEXICON.write_text(f"{by_hand}{MARK}\n\n{counted}", encoding="utf-8")
    else:
        print(counted)


if __name__ == "__main__":
    main()
