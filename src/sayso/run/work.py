"""One receipt to everything that Sayso makes of it: what a worker process does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sayso.annotate.parse import beginning
from sayso.annotate.pipeline import annotate, stale
from sayso.annotate.stage import Annotations
from sayso.errors import ReadError
from sayso.link.passages import UnitRow, indexed
from sayso.read import layout, read
from sayso.read.receipt import Receipt
from sayso.rows import Document, Problem


@dataclass(frozen=True, slots=True)
class Job:
    """A receipt to read and annotate, or a document whose stages are partly out of date."""

    receipt: Receipt
    document: Document | None = None
    done: Mapping[str, str] = field(default_factory=dict)
    before: Annotations = field(default_factory=Annotations)
    annotated: bool = True
    """False: read only, because annotating it killed a worker."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job. ``document`` is null when the receipt could not be read at all."""

    receipt: Receipt
    document: Document | None = None
    annotations: Annotations = field(default_factory=Annotations)
    keys: Mapping[str, str] = field(default_factory=dict)
    units: tuple[UnitRow, ...] = ()
    """The paragraphs by which ``link`` finds shared passages; no site furniture."""
    problems: tuple[Problem, ...] = ()


def work(jobs: Sequence[Job]) -> list[Outcome]:
    """Do ``jobs`` together, in order. Never raises for what a document holds."""
    outcomes: list[Outcome] = []
    ready: list[tuple[Job, Document, tuple[Problem, ...]]] = []
    for job in jobs:
        try:
            document, problems = _document(job)
            if job.annotated:
                ready.append((job, document, problems))
            else:
                outcomes.append(Outcome(job.receipt, document, problems=problems))
        except ReadError as error:
            problem = Problem(None, error.name, "read", error.message)
            outcomes.append(Outcome(job.receipt, problems=(problem,)))
        except Exception as error:  # a reader's surprise must not stop the batch
            message = f"{type(error).__name__}: {error}"
            problem = Problem(None, job.receipt.name, "read", message)
            outcomes.append(Outcome(job.receipt, problems=(problem,)))
    outcomes.extend(_annotated(ready))
    return outcomes


def _document(job: Job) -> tuple[Document, tuple[Problem, ...]]:
    if job.document is not None:
        return job.document, ()
    return read(job.receipt)


def _annotated(ready: Sequence[tuple[Job, Document, tuple[Problem, ...]]]) -> list[Outcome]:
    outcomes = []
    for key in {_group(job) for job, _, _ in ready}:
        group = [item for item in ready if _group(item[0]) == key]
        before = {document.id: job.before for job, document, _ in group}
        results = annotate([document for _, document, _ in group], before, stale(dict(key)))
        for (job, document, problems), result in zip(group, results, strict=True):
            outcomes.append(
                Outcome(
                    job.receipt,
                    document,
                    result.annotations,
                    {**job.done, **result.keys},
                    _units(document),
                    (*problems, *result.problems),
                )
            )
    return outcomes


def _units(document: Document) -> tuple[UnitRow, ...]:
    part = beginning(document)
    paragraphs = (block.span for block in layout(part) if block.kind == "paragraph")
    return tuple(indexed(part.text, paragraphs))


def _group(job: Job) -> tuple[tuple[str, str], ...]:
    """Jobs with the same finished stages are annotated together."""
    return tuple(sorted(job.done.items()))
