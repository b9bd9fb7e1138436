"""Settings of OpenBLAS, numpy's matrix library, which reads them when numpy is first imported."""

from __future__ import annotations

import os
from pathlib import Path

PROCESSORS = Path("/proc/cpuinfo")
ENOUGH = 8192
"""Characters in which the first processor is described; there may be hundreds, all alike."""
UNKNOWN = 26
"""AMD's family of processors (Zen 5) from which on OpenBLAS may not know one."""
AVX512 = frozenset(["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"])


def settings(processor: str) -> dict[str, str]:
    """The settings for a processor that is described as in Linux's ``/proc/cpuinfo``.

    One thread a process: documents are spread over processes. OpenBLAS up to 0.3.31 takes AMD's
    Zen 5 for a Haswell and multiplies at half its speed (OpenMathLib/OpenBLAS#6029, mended in
    #6033); it is told which kernels run there.
    """
    made = {"OPENBLAS_NUM_THREADS": "1"}
    first = processor.partition("\n\n")[0]
    pairs = (line.partition(":") for line in first.splitlines())
    facts = {key.strip(): value.strip() for key, _, value in pairs}
    family = facts.get("cpu family", "")
    amd = facts.get("vendor_id") == "AuthenticAMD" and family.isdecimal()
    if amd and int(family) >= UNKNOWN and set(facts.get("flags", "").split()) >= AVX512:
        made["OPENBLAS_CORETYPE"] = "SkylakeX"
    return made


def prepare() -> None:
    """Set what nobody has set; without effect once numpy is imported."""
    try:
        with PROCESSORS.open(encoding="utf-8", errors="replace") as file:
            processor = file.read(ENOUGH)
    except OSError:
        processor = ""
    for name, value in settings(processor).items():
        os.environ.setdefault(name, value)
