"""Worker processes: how many, and how they start. Light to import, so that they can start early."""

from __future__ import annotations

import gc
import os
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext


def cores() -> int:
    """How many worker processes to use unless told otherwise: the cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def collect_seldom() -> None:
    """Let this process, and who is forked from it, look for cycles less often than Python does.

    What a document leaves is freed by counting; hardly anything of it holds itself.
    """
    gc.set_threshold(50_000)


def warm_up() -> None:
    """Begin to load the model in the background, for workers to come. Returns at once."""
    if "forkserver" in get_all_start_methods():
        from multiprocessing.forkserver import ensure_running

        context()
        ensure_running()


def context() -> BaseContext:
    """How workers start: forked from a server that has loaded the model, where there is one.

    Never forked from this process: a copy of a process that has threads (the progress bar) can
    hang.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["sayso.run.warm"])
    return context
