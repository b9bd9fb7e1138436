"""The engine for one machine: a worker that dies takes no document with it."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from sayso.read.receipt import Receipt
from sayso.run import local
from sayso.run.work import Job, Outcome, work

FATAL = b"This text kills whoever annotates it."


def receipt(name: str, data: bytes) -> Receipt:
    return Receipt(name, data, "text", data)


def deadly(jobs: Sequence[Job]) -> list[Outcome]:
    """What a worker does, but for one text, on which its process dies as in a crash."""
    if any(job.receipt.data == FATAL and job.annotated for job in jobs):
        os._exit(1)
    return work(jobs)


def test_a_text_that_kills_its_worker_is_kept_and_the_others_are_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(local, "work", deadly)
    names = ["a", "b", "fatal", "c"]
    jobs = [Job(receipt(n, FATAL if n == "fatal" else f"Story {n}.".encode())) for n in names]
    outcomes = {outcome.receipt.name: outcome for outcome in local.run(jobs, workers=2)}
    assert sorted(outcomes) == sorted(names)
    assert [n for n in names if outcomes[n].keys] == ["a", "b", "c"]
    fatal = outcomes["fatal"]
    assert fatal.document is not None
    assert fatal.document.text == FATAL.decode()
    assert [problem.severity for problem in fatal.problems] == ["failed"]


def test_tasks_are_bounded_in_number_and_bytes() -> None:
    jobs = [Job(receipt(str(n), b"x" * size)) for n, size in enumerate([10] * 20 + [200_000] * 3)]
    tasks = list(local._tasks(jobs))
    assert [job for task in tasks for job in task] == jobs
    assert all(len(task) <= local.TASK_JOBS for task in tasks)
    assert [len(task) for task in tasks[-3:]] == [1, 1, 1]
