"""How worker processes start."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["spacy", "onnxruntime", "tokenizers"])
def test_the_process_that_hands_out_work_loads_no_model(module: str) -> None:
    code = f"import sys, sayso.run.add; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_workers_start_with_all_loaded_that_a_line_needs() -> None:
    code = (
        "import sys; from sayso.run.warm import Job, Receipt, work; before = set(sys.modules); "
        "line = b'Trade with Ruritania goes on, its envoy told the council.'; "
        "outcomes = work([Job(Receipt('line', line, 'text', line))]); "
        "sys.exit(not outcomes[0].annotations.attributions or set(sys.modules) != before)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
