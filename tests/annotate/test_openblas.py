"""How numpy's matrix library is told to run."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from sayso.annotate.openblas import settings

KERNELS = "OPENBLAS_CORETYPE"
AVX512 = "avx2 avx512f avx512dq avx512cd avx512bw avx512vl"


def processor(vendor: str, family: int, flags: str) -> str:
    one = f"processor\t: 0\nvendor_id\t: {vendor}\ncpu family\t: {family}\nflags\t\t: fpu {flags}\n"
    return f"{one}\n{one}"


def test_a_processor_that_the_library_takes_for_an_old_one_gets_its_kernels() -> None:
    assert settings(processor("AuthenticAMD", 26, AVX512))[KERNELS] == "SkylakeX"


@pytest.mark.parametrize(
    "described",
    [
        processor("AuthenticAMD", 25, AVX512),
        processor("AuthenticAMD", 26, "avx2 avx512f"),
        processor("GenuineIntel", 26, AVX512),
        "Processor\t: AArch64 rev 1\nBogoMIPS\t: 50.00\n",
        "vendor_id\t: AuthenticAMD\ncpu family\t: unknown\n",
        "",
    ],
)
def test_any_other_processor_is_left_to_the_library(described: str) -> None:
    assert settings(described) == {"OPENBLAS_NUM_THREADS": "1"}


def imported(**environment: str) -> list[str]:
    code = (
        "import os, sys, sayso.annotate; assert 'numpy' not in sys.modules; "
        "print(os.environ['OPENBLAS_NUM_THREADS'], os.environ.get('OPENBLAS_CORETYPE'))"
    )
    others = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**others, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_the_library_has_one_thread_whatever_is_imported_first() -> None:
    assert imported()[0] == "1"


def test_what_somebody_has_set_stays() -> None:
    assert imported(OPENBLAS_NUM_THREADS="2", OPENBLAS_CORETYPE="Zen") == ["2", "Zen"]
