"""What finding copies costs when there is much to compare with: a corpus that grows, and one
document more in a ledger that holds many.

The documents are those of ``copies_corpus``. Times are of this process's own CPU. Even these differ
by a fifth from minute to minute where other processes use the same caches; so the small size is
measured several times, half before the large one and half after it, and their mean is compared.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.annotate.stage import Annotations
from sayso.bench.copies import CopiesFigures, run
from sayso.bench.copies_corpus import Text, corpus
from sayso.ledger import Ledger
from sayso.link.passages import indexed, link_passages, paragraphs
from sayso.read import Receipt
from sayso.rows import Document, Passage

TENFOLD = 10
ROUNDS = 3
"""Times that the small size is measured on each side of the large one."""


@dataclass(frozen=True, slots=True)
class GrowthFigures:
    """Figures at two sizes, the small one with several seeds, and how the cost grows.

    ``growth``: the cost of a document in the large size over its mean cost in the small one.
    """

    small: tuple[CopiesFigures, ...]
    large: CopiesFigures
    growth: float


@dataclass(frozen=True, slots=True)
class AddingFigures:
    """Milliseconds to index, write and link one document more; medians of ``added`` documents."""

    documents: int
    added: int
    milliseconds: float
    milliseconds_at_most: float
    passages: int
    differing: int
    """Passages that adding all at once gives and adding these one by one does not, or reverse."""


def growth(documents: int = 30_000, seed: int = 0) -> GrowthFigures:
    """Find the copies in a tenth of so many documents, then in all of as many."""
    before = [run(documents // TENFOLD, seed + number) for number in range(ROUNDS)]
    large = run(documents, seed)
    after = [run(documents // TENFOLD, seed + ROUNDS + number) for number in range(ROUNDS)]
    small = (*before, *after)
    mean = statistics.mean(one.milliseconds_per_document for one in small)
    return GrowthFigures(small, large, large.milliseconds_per_document / mean)


def adding(documents: int = 3_000, added: int = 20, seed: int = 0) -> AddingFigures:
    """Add ``added`` documents one by one to a ledger that holds the others."""
    texts = corpus(documents, seed).texts
    late = texts[:: max(1, documents // added)][:added]
    held = set(texts) - set(late)
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.create(Path(folder) / "copies.ledger") as ledger,
    ):
        _add(ledger, (one for one in texts if one in held))
        seconds = [_seconds(ledger, one) for one in late]
        stepwise = set(ledger.passages())
        differing = stepwise ^ set(_afresh(ledger))
        return AddingFigures(
            documents,
            len(late),
            1000 * statistics.median(seconds),
            1000 * max(seconds),
            len(stepwise),
            len(differing),
        )


def _seconds(ledger: Ledger, text: Text) -> float:
    begun = time.process_time()
    _add(ledger, [text])
    return time.process_time() - begun


def _add(ledger: Ledger, texts: Iterable[Text]) -> None:
    """Write documents without rows of their own, then link what is new."""
    for one in texts:
        data = one.text.encode()
        got = Receipt(f"{one.id}.txt", data, "text", one.id.encode())
        document = Document(got.doc, got.name, got.sha256, one.text, published=one.published)
        units = indexed(one.text, paragraphs(one.text))
        ledger.write(document, got, Annotations(), {}, units=units)
    ledger.relink_passages(link_passages)


def _afresh(ledger: Ledger) -> Sequence[Passage]:
    ledger.relink_passages(link_passages, afresh=True)
    return list(ledger.passages())
