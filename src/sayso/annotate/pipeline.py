"""Document to rows. ``STAGES`` is the one list: to add a stage, write a module and add it here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.annotate import (
    attributions,
    mentions,
    namings,
    phrases,
    places,
    quantities,
    sentences,
    times,
    voices,
)
from sayso.annotate.parse import MODEL, Parsed, beginning, model, parse
from sayso.annotate.stage import Annotations, Stage, check_order
from sayso.rows import Document, Problem

STAGES: tuple[Stage, ...] = (
    sentences.STAGE,
    times.STAGE,
    quantities.STAGE,
    mentions.STAGE,
    places.STAGE,
    attributions.STAGE,
    voices.STAGE,
    phrases.STAGE,
    namings.STAGE,
)
check_order(STAGES)


@dataclass(slots=True)
class Annotated:
    """What annotating one document gave. A stage that failed is a problem and has no key."""

    annotations: Annotations
    keys: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def keys(stages: Sequence[Stage] = STAGES) -> dict[str, str]:
    """Stage name to the key under which its result is kept: its version and all it depends on.

    With the document's id the key says whether a result is still good. A stage whose needs are
    made by a stage with another key has another key itself.
    """
    made_by: dict[str, str] = {}
    result: dict[str, str] = {}
    for stage in stages:
        needs = sorted({made_by[table] for table in stage.needs})
        result[stage.name] = f"{stage.name}-{stage.version}@{MODEL}" + (
            f"({','.join(needs)})" if needs else ""
        )
        made_by.update(dict.fromkeys(stage.makes, f"{stage.name}-{stage.version}"))
    return result


def stale(done: Mapping[str, str], stages: Sequence[Stage] = STAGES) -> tuple[Stage, ...]:
    """The stages to run for a document for which the stages in ``done`` hold these keys."""
    current = keys(stages)
    again: list[Stage] = []
    remade: set[str] = set()
    for stage in stages:
        if done.get(stage.name) != current[stage.name] or remade.intersection(stage.needs):
            again.append(stage)
            remade.update(stage.makes)
    return tuple(again)


def annotate(
    documents: Sequence[Document],
    before: Mapping[str, Annotations] | None = None,
    stages: Sequence[Stage] = STAGES,
) -> list[Annotated]:
    """Run ``stages`` on each document, one result a document in the same order.

    ``before`` holds, by document id, the rows of stages that need not run again. A stage that
    raises is reported as a problem of its document; the stages that need it are left out. Of a
    text longer than ``ANNOTATED`` only the beginning is annotated, which is a warning.
    """
    with model().memory_zone():  # spaCy's string store would otherwise grow with every new word
        results = [
            _run(one, (before or {}).get(one.document.id, Annotations()), stages)
            for one in parse([beginning(document) for document in documents])
        ]
    for document, result in zip(documents, results, strict=True):
        result.problems.extend(_too_long(document))
    return results


def _run(parsed: Parsed, rows: Annotations, stages: Sequence[Stage]) -> Annotated:
    result = Annotated(rows)
    current = keys()
    broken: set[str] = set()
    for stage in stages:
        if broken.intersection(stage.needs):
            broken.update(stage.makes)
            continue
        try:
            result.annotations = stage.run(parsed, result.annotations)
            result.keys[stage.name] = current[stage.name]
        except Exception as error:  # one document's surprise must not stop the batch
            broken.update(stage.makes)
            result.problems.append(_problem(parsed.document, stage, error))
    return result


def _too_long(document: Document) -> Iterator[Problem]:
    annotated = beginning(document)
    if annotated is not document:
        message = (
            f"only its first {len(annotated.text):,} characters of {len(document.text):,} are "
            "annotated and compared with other documents; all of it is kept and can be searched. "
            "Split the file into its articles and add those"
        )
        yield Problem(document.id, document.name, "annotate", message, "warning")


def _problem(document: Document, stage: Stage, error: Exception) -> Problem:
    message = (
        f"{type(error).__name__}: {error}. The text is kept and can be searched; "
        "please report this with the document if you can share it"
    )
    return Problem(document.id, document.name, stage.name, message)
