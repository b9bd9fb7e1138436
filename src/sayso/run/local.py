"""The engine for one machine: worker processes fed with small batches, bounded in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

from sayso.rows import Problem
from sayso.run.processes import context
from sayso.run.work import Job, Outcome, work

# One task: enough text to keep spaCy's batches full, little enough that nothing piles up.
TASK_JOBS = 4
TASK_BYTES = 50_000
# A worker is replaced after this many tasks, so that what libraries leak stays bounded.
TASKS_PER_WORKER = 500


def run(jobs: Iterable[Job], workers: int) -> Iterator[Outcome]:
    """Outcomes of ``jobs`` as they are ready, in no certain order, one for each job.

    With one worker the work is done in this process. A job that kills its worker process becomes
    a problem; the jobs beside it are done again.
    """
    tasks = _tasks(jobs)
    if workers <= 1:
        for task in tasks:
            yield from work(task)
        return
    yield from _Pool(workers).run(tasks)


def _tasks(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    task: list[Job] = []
    size = 0
    for job in jobs:
        if task and (len(task) == TASK_JOBS or size + len(job.receipt.data) > TASK_BYTES):
            yield task
            task, size = [], 0
        task.append(job)
        size += len(job.receipt.data)
    if task:
        yield task


class _Pool:
    """A process pool that survives the death of a worker."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.waiting: dict[Future[list[Outcome]], list[Job]] = {}
        self.suspects: deque[list[Job]] = deque()
        self.pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.workers, mp_context=context(), max_tasks_per_child=TASKS_PER_WORKER
        )

    def run(self, tasks: Iterator[list[Job]]) -> Iterator[Outcome]:
        try:
            for task in tasks:
                self._submit(task)
                if len(self.waiting) >= 2 * self.workers:
                    yield from self._collect()
            while self.waiting:
                yield from self._collect()
        finally:
            self.pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, task: list[Job]) -> None:
        try:
            self.waiting[self.pool.submit(work, task)] = task
        except BrokenProcessPool:
            self.suspects.append(task)

    def _collect(self) -> Iterator[Outcome]:
        finished, _ = wait(self.waiting, return_when=FIRST_COMPLETED)
        for future in finished:
            task = self.waiting.pop(future)
            try:
                yield from future.result()
            except BrokenProcessPool:
                self.suspects.append(task)
        if self.suspects:
            yield from self._examine()

    def _examine(self) -> Iterator[Outcome]:
        """Do again, one by one, all that was under way when a worker died."""
        self.suspects.extend(self.waiting.values())
        self.waiting.clear()
        self._restart()
        while self.suspects:
            for job in self.suspects.popleft():
                yield from self._alone(job)

    def _alone(self, job: Job) -> Sequence[Outcome]:
        """Do one job; if it kills the worker, keep at least its text."""
        try:
            return self.pool.submit(work, [job]).result()
        except BrokenProcessPool:
            self._restart()
        message = "the worker process died on this document (out of memory, or a crash)"
        document = None
        if job.annotated:
            (outcome,) = self._alone(replace(job, annotated=False))
            document = outcome.document
        doc = document.id if document else None
        problem = Problem(doc, job.receipt.name, "annotate" if document else "read", message)
        return [Outcome(job.receipt, document, problems=(problem,))]

    def _restart(self) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.pool = self._new()
