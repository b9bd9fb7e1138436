"""Serving: the command's own way, as a process that is started and interrupted."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import dam_ledger
import httpx
import pytest

from sayso.errors import LedgerMissing
from sayso.web import app

dam, ledger_path = dam_ledger.dam, dam_ledger.ledger_path
PROGRAM = (
    "import sys; from pathlib import Path; from sayso.web import serve; "
    "serve(Path(sys.argv[1]), port=int(sys.argv[2]), open_browser=False)"
)


def test_the_address_is_printed_and_an_interrupt_ends_it_in_peace(ledger_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(ledger_path), "18321"],
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stderr is not None
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+/", server.stderr.readline())
        assert httpx.get(address).status_code == 200
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == 0
        assert "Traceback" not in server.stderr.read()


def test_a_ledger_that_is_not_there_is_said_before_anything_is_served(tmp_path: Path) -> None:
    with pytest.raises(LedgerMissing):
        app(tmp_path / "none.ledger")
