"""The progress bar of long commands, on stderr: share done, documents a second, time left."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn


class Bar:
    """Follows ``add`` by the bytes of its sources; writes nothing when stderr is no terminal."""

    def __init__(self, total: int | None) -> None:
        """``total``: bytes to come; null when that is unknown, as on standard input."""
        self.documents = 0
        self.started = time.monotonic()
        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[speed]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self.task = self.bar.add_task("reading", total=total, speed="")

    def __enter__(self) -> Bar:
        self.bar.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.bar.__exit__(kind, error, trace)

    def document(self, size: int) -> None:
        """One more document is done; ``size`` is its number of bytes."""
        self.documents += 1
        speed = self.documents / max(time.monotonic() - self.started, 1e-9)
        self.bar.update(
            self.task, advance=size, speed=f"{self.documents:,} documents, {speed:.1f}/s"
        )

    def stage(self, name: str) -> None:
        """A part of the work begins."""
        self.bar.update(self.task, description=name)
