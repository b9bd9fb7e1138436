"""Worker processes: how many, and how they start. Light to import, so that they can start early."""

from __future__ import annotations

import ctypes
import os
import sys
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext

# Numbers of glibc's malloc.h.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3


def cores() -> int:
    """How many worker processes to use unless told otherwise: the cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def keep_memory() -> None:
    """Let this process, and who is forked from it, keep tens of megabytes that it has freed.

    Every task needs as much again. What glibc gives back it must take anew page by page, which
    costs a worker a fiftieth of its time. Nothing is done where there is no glibc.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, 32 << 20)
        mallopt(M_TRIM_THRESHOLD, 64 << 20)


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
