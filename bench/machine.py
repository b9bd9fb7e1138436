"""What the figures were taken on, and how a command is timed."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One finished command: wall and CPU seconds, and the largest process's memory in MB."""

    wall: float
    cpu: float
    megabytes: float


def timed(command: Sequence[str]) -> Run:
    """Run ``command`` to its end; raises if it fails.

    CPU and memory are those of the command and all its children, as the kernel accounts them.
    """
    # A child of our own, so that the accounting of one command is not that of all before it.
    code = (
        "import json,resource,subprocess,sys,time\n"
        "t=time.monotonic(); r=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,"
        "stderr=subprocess.PIPE,text=True); w=time.monotonic()-t\n"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "sys.stderr.write(r.stderr if r.returncode else '')\n"
        "print(json.dumps([w,u.ru_utime+u.ru_stime,u.ru_maxrss])); sys.exit(r.returncode)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr}")
    wall, cpu, kilobytes = (float(part) for part in done.stdout.strip("[]\n").split(","))
    return Run(wall, cpu, kilobytes / 1024)


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
