"""Add sources to a ledger: read, annotate and write what is new, then link the whole."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sayso.annotate.pipeline import keys, stale
from sayso.ledger import Ledger
from sayso.read import sources as read_sources
from sayso.read.receipt import Receipt
from sayso.rows import Problem
from sayso.run.linking import link, load
from sayso.run.local import run
from sayso.run.work import Job, Outcome


class Watch(Protocol):
    """Who is told how far ``add`` has come."""

    def document(self, size: int) -> None:
        """One more document is done; ``size`` is its number of bytes."""

    def stage(self, name: str) -> None:
        """A part of the work begins: ``annotate``, ``link``."""


@dataclass(slots=True)
class Summary:
    """What ``add`` did. ``problems`` are those of this run."""

    added: int = 0
    again: int = 0
    """Documents already in the ledger, of which some stages were out of date."""
    known: int = 0
    """Documents already in the ledger, with nothing to do."""
    problems: list[Problem] = field(default_factory=list)
    """The first ``KEPT`` problems; ``failed`` and ``warnings`` count them all."""
    failed: int = 0
    warnings: int = 0
    seconds: float = 0.0


# More problems than this are counted, not kept, so that memory stays bounded.
KEPT = 1_000


def add(path: Path, sources: Iterable[str], workers: int, watch: Watch) -> Summary:
    """Add ``sources`` to the ledger at ``path``; what it already holds is not done again.

    Raises ``LedgerError`` if the ledger cannot be used; never for what a document holds.
    """
    started = time.monotonic()
    with Ledger.create(path) as ledger:
        adding = _Adding(ledger, watch)
        watch.stage("annotate")
        for outcome in run(adding.jobs(sources), workers):
            adding.keep(outcome)
        watch.stage("link")
        link(ledger)
    adding.summary.seconds = time.monotonic() - started
    return adding.summary


class _Adding:
    """The bookkeeping of one run: what is under way, and what came of it."""

    def __init__(self, ledger: Ledger, watch: Watch) -> None:
        self.ledger = ledger
        self.watch = watch
        self.summary = Summary()
        self.current: Mapping[str, str] = keys()
        self.twins: dict[str, list[Receipt]] = {}
        """Receipts of a document that is under way already, under its id."""

    def jobs(self, sources: Iterable[str]) -> Iterator[Job]:
        """What is to be done: what is new in ``sources``, then what the ledger holds half done."""
        for item in read_sources(sources):
            if isinstance(item, Problem):
                self.problem(item)
                continue
            yield from self._job(item)
        for doc in self.ledger.outdated(self.current):
            if doc not in self.twins:
                yield self._redo(doc, self.ledger.receipt(doc))

    def _job(self, receipt: Receipt) -> Iterator[Job]:
        doc = receipt.doc
        if doc in self.twins:
            self.twins[doc].append(receipt)
            return
        if not self.ledger.has(doc):
            load()
            self.twins[doc] = []
            yield Job(receipt)
            return
        self.ledger.add_name(doc, receipt)
        if stale(self.ledger.stages(doc)):
            yield self._redo(doc, receipt)
        else:
            self.summary.known += 1
            self.watch.document(len(receipt.data))

    def _redo(self, doc: str, receipt: Receipt) -> Job:
        self.twins[doc] = []
        done = self.ledger.stages(doc)
        good = {name: key for name, key in done.items() if self.current.get(name) == key}
        document, before = self.ledger.document(doc), self.ledger.annotations(doc, linked=False)
        return Job(receipt, document, good, before)

    def keep(self, outcome: Outcome) -> None:
        """Write what came of a job, in one transaction a document."""
        document = outcome.document
        for problem in outcome.problems:
            self._count(problem)
        if document is None:
            for problem in outcome.problems:
                self.ledger.problem(problem)
        else:
            new = not self.ledger.has(document.id)
            self.ledger.write(
                document,
                outcome.receipt,
                outcome.annotations,
                outcome.keys,
                outcome.problems,
                outcome.units,
            )
            self.summary.added += new
            self.summary.again += not new
        for twin in self.twins.pop(outcome.receipt.doc, []):
            if document is not None:
                self.ledger.add_name(document.id, twin)
                self.summary.known += 1
            self.watch.document(len(twin.data))
        self.watch.document(len(outcome.receipt.data))

    def problem(self, problem: Problem) -> None:
        """Record a problem of a source that never became a receipt."""
        self.ledger.problem(problem)
        self._count(problem)

    def _count(self, problem: Problem) -> None:
        if problem.severity == "failed":
            self.summary.failed += 1
        else:
            self.summary.warnings += 1
        if len(self.summary.problems) < KEPT:
            self.summary.problems.append(problem)
