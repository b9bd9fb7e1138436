"""What several parts of the tests share: the ledger of the example corpus, built once."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def example_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the example corpus. Tests must only read it."""
    from building import CORPUS, built  # the whole of Sayso: not for tests of one part

    path = tmp_path_factory.mktemp("example") / "example.ledger"
    built(path, CORPUS)
    return path
