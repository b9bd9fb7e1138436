"""Documents parsed together."""

from __future__ import annotations

import os
import subprocess
import sys

from sayso.annotate.parse import parse
from sayso.rows import Document


def test_two_documents_of_one_id_keep_their_own_blocks() -> None:
    texts = ("The road is open.", "The bridge is closed.")
    parsed = parse([Document("d1", "d1", "", text) for text in texts])
    assert [[block.doc.text for block in one.blocks] for one in parsed] == [[t] for t in texts]


def test_the_matrix_library_has_one_thread_whatever_is_imported_first() -> None:
    code = (
        "import os, sys, sayso.annotate; assert 'numpy' not in sys.modules; "
        "print(os.environ['OPENBLAS_NUM_THREADS'])"
    )
    environment = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n"
