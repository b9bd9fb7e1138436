"""What whoever only asks a ledger need not load."""

from __future__ import annotations

import subprocess
import sys


def test_asking_a_ledger_loads_no_gazetteer_and_no_parser() -> None:
    heavy = "numpy rapidfuzz spacy onnxruntime sayso.annotate.gazetteer"
    code = f"import sys, sayso.ledger; print(*sorted(set({heavy!r}.split()) & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""
