"""What the figures were taken on, and how a command is timed with all its processes."""

from __future__ import annotations

import os
import platform
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# How often memory is looked at; a peak shorter than this may be missed.
PAUSE = 0.2
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True, slots=True)
class Run:
    """One finished command: wall seconds, and the most memory all its processes held, in MB.

    No memory is known of a command that was not weighed.
    """

    wall: float
    megabytes: float
    later: float
    """The most held in the second half of the time over the most held in the first half."""


def timed(command: Sequence[str], weigh: bool = False) -> Run:
    """Run ``command`` to its end; raises ``RuntimeError`` if it fails.

    With ``weigh`` memory is the proportional set size (shared pages counted once) summed over the
    processes of the command's session, as /proc has it; 0 where there is no /proc. To read it
    stops the processes and takes a core, so that nothing that is weighed is timed.

    Modules are compiled once and kept, as they are for whoever installs them, even if this
    process was told to write no bytecode.
    """
    held: list[float] = []
    with tempfile.TemporaryFile("w+") as told:
        started = time.monotonic()
        running = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=told,  # no pipe: what helpers leave behind would hold it open
            start_new_session=True,
            env={name: value for name, value in os.environ.items() if name != NO_BYTECODE},
        )
        while weigh and running.poll() is None:
            held.append(_session_megabytes(running.pid))
            try:
                running.wait(PAUSE)
            except subprocess.TimeoutExpired:
                continue
        running.wait()
        wall = time.monotonic() - started
        told.seek(0)
        message = told.read()
    if running.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{message}")
    half = len(held) // 2
    first, second = max(held[:half], default=0.0), max(held[half:], default=0.0)
    return Run(wall, max(first, second), second / first if first else 1.0)


def _session_megabytes(session: int) -> float:
    kilobytes = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            # The fields after the name, which may hold anything: state, parent, group, session.
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                kilobytes += _proportional(process)
        except (OSError, IndexError):
            continue  # it ended while we looked
    return kilobytes / 1024


def _proportional(process: Path) -> int:
    for line in (process / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def describe() -> str:
    """The machine in one line."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f} at the start"
    )
