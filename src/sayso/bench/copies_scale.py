"""What finding copies costs when there is much to compare with: a corpus that grows, and one
document more in a ledger that holds many.

The documents are those of ``copies_corpus``. Times are of this process's own CPU; as machines and
hours differ, the ratio of two sizes within one run is what to compare.
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


@dataclass(frozen=True, slots=True)
class GrowthFigures:
    """The same figures at two sizes, and the cost of a document in the larger over the smaller."""

    small: CopiesFigures
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
    small, large = run(documents // TENFOLD, seed), run(documents, seed)
    ratio = large.milliseconds_per_document / small.milliseconds_per_document
    return GrowthFigures(small, large, ratio)


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
