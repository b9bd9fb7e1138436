"""What a reader marked in whole articles and inside others' contents, as examples to learn from.

PolNeAR marks outermost attributions of US news alone. The part of Sayso's own development gold that
may be tuned on (``sayso.bench.reading``, split ``tuned``) has what is inside them in articles of
its train split, and all that is in articles of ``data/articles``.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from sayso.bench.attribution import Gold, Triple
from sayso.bench.reading import Article, Label, load
from train.attribution.data import BATCH, Example, examples, prepare, whole

POLNEAR = "polnear"


def learned(one: Example, read: Article, apart: bool = False) -> Example:
    """An example of which a reader says what is inside others, and what may differ.

    With ``apart`` its gold is not the reader's.
    """
    nested = [label for label in read.labels if label.nested or apart]
    return replace(
        one,
        enclosed=whole(one.units, _clear(nested)),
        read=True,
        read_whole=read.whole,
        apart=apart,
        doubtful=whole(one.units, (_triple(label) for label in read.labels if label.arguable)),
    )


def _clear(labels: Sequence[Label]) -> Iterator[Triple]:
    """Those beyond doubt."""
    return (_triple(one) for one in labels if not one.arguable)


def _triple(one: Label) -> Triple:
    return Triple((one.source,) if one.source else (), (one.cue,), one.content)


def _prepared(batch: Sequence[Article]) -> list[Example]:
    golds = [
        Gold(one.name, one.text, tuple(_clear([label for label in one.labels if not label.nested])))
        for one in batch
    ]
    return [learned(one, read) for one, read in zip(prepare(golds), batch, strict=True)]


def main() -> None:
    """Write the examples that readers labelled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path("build/attribution"))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with data/articles")
    options = parser.parse_args()
    own = {one.name: one for one in examples(options.data, "train", options.cache)}
    known, whole_ones = [], []
    for read in load(options.shared, "tuned"):
        name = read.name.removeprefix(f"{POLNEAR}/")
        if name in own:
            known.append(learned(own[name], read, apart=read.whole))
        else:
            whole_ones.append(read)
    batches = [whole_ones[at : at + BATCH] for at in range(0, len(whole_ones), BATCH)]
    with ProcessPoolExecutor(options.processes, get_context("spawn")) as pool:
        known += [one for batch in pool.map(_prepared, batches) for one in batch]
    print(len(known), "articles,", sum(len(one.enclosed) for one in known), "inside others")
    (options.cache / "readings.pickle").write_bytes(pickle.dumps(known))


if __name__ == "__main__":
    main()
