"""spaCy alone on JSON Lines: tagger, parser and names, as many processes as asked for.

``python -m bench.peers.spacy_alone FILE --processes 2 [--tuned]``. ``--tuned`` gives spaCy what
Sayso gives it: numpy's matrix library instead of its own. Prints the number of entities found,
so that nothing can be optimised away.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

# Before spaCy, which imports numpy: Sayso's package says how its matrix library should run.
from sayso.annotate.parse import MODEL, prefer_numpy  # isort: split

import spacy


def main() -> None:
    """Parse the texts of FILE and print what was found."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--processes", type=int, default=1)
    arguments.add_argument("--tuned", action="store_true")
    chosen = arguments.parse_args()
    nlp = spacy.load(MODEL, exclude=["lemmatizer", "attribute_ruler", "senter"])
    if chosen.tuned:
        prefer_numpy(nlp)
    texts = (json.loads(line)["text"] for line in chosen.file.open(encoding="utf-8"))
    entities = documents = 0
    for doc in nlp.pipe(texts, n_process=chosen.processes, batch_size=16):
        documents += 1
        entities += len(doc.ents)
    print(json.dumps({"documents": documents, "entities": entities}))


if __name__ == "__main__":
    main()
