"""Serving the pages on this machine."""

from __future__ import annotations

import errno
import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from pathlib import Path

import uvicorn

from sayso.errors import SaysoError
from sayso.web.app import LOCAL_HOSTS, app

# How many ports after the wanted one are tried.
_TRIES = 50


def serve(
    ledger_path: Path, host: str = "127.0.0.1", port: int = 8321, open_browser: bool = True
) -> None:
    """Serve the pages of a ledger until interrupted; the address goes to standard error.

    Takes the next free port if ``port`` is taken. Raises ``LedgerError`` if the file is no ledger
    that can be read, and ``SaysoError`` if no port is free.
    """
    pages = app(ledger_path, hosts=(*LOCAL_HOSTS, host))
    with listen(host, port) as listener:
        address = f"http://{host}:{listener.getsockname()[1]}/"
        print(f"Sayso is at {address} (stop with Ctrl+C)", file=sys.stderr, flush=True)
        if open_browser:
            # The socket already listens: a browser that comes too early waits instead of failing.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        config = uvicorn.Config(pages, log_level="warning", access_log=False, lifespan="on")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on ``port``, or on the next free one after it."""
    for candidate in range(port, min(port + _TRIES, 65536)):
        try:
            return socket.create_server((host, candidate))
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise SaysoError(f"cannot listen on {host}: {error.strerror}") from error
    raise SaysoError(
        f"no free port on {host} from {port} on. Name another one with --port, for example 9000."
    )
