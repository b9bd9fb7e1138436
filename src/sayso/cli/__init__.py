"""The commands: one module each. Imports stay light here, so that ``--help`` answers at once."""

from __future__ import annotations

import io
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import typer

from sayso.cli import (
    add,
    annotate,
    bench,
    copies,
    demo,
    export,
    names,
    problems,
    quotes,
    review,
    search,
    serve,
    voices,
)
from sayso.errors import SaysoError

WRONG_USE = 2
STOPPED = 130

app = typer.Typer(
    name="sayso",
    help="Who said what, to whom, when, and on whose word. Every item points to its characters.",
    epilog="sayso LEDGER is short for sayso serve LEDGER. Data on stdout, all else on stderr; "
    "exit code 0: all well, 1: some documents failed, 2: wrong use.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # Plain help texts, as loading rich takes half the time of --help; but plain ones are never
    # narrower than 50 columns, so a narrower terminal gets rich's.
    rich_markup_mode=None if shutil.get_terminal_size().columns >= 50 else "rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = (
    demo,
    add,
    serve,
    annotate,
    quotes,
    voices,
    copies,
    names,
    search,
    review,
    export,
    problems,
    bench,
)
for module in COMMANDS:
    app.command(module.__name__.rpartition(".")[2])(module.command)


@app.callback()
def options(
    version: bool = typer.Option(False, "--version", help="Print the version and stop."),
) -> None:
    """Who said what, to whom, when, and on whose word."""


def main() -> None:
    """The ``sayso`` command. Errors that Sayso raises on purpose become one line on stderr."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from importlib.metadata import version

        print(version("sayso"))
        return
    if len(arguments) == 1 and _is_ledger(arguments[0]):
        arguments = ["serve", *arguments]
    _tolerate_any_encoding()
    try:
        _run(arguments)
    except SaysoError as error:
        typer.echo(f"sayso: {error}", err=True)
        sys.exit(WRONG_USE)
    except KeyboardInterrupt:
        _stopped()
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        _forget_output()
        sys.exit(0)
    except OSError as error:
        _forget_output()
        typer.echo(f"sayso: {error}. Check the disk's room and the permissions.", err=True)
        sys.exit(WRONG_USE)


def _run(arguments: list[str]) -> None:
    """Run a command, and write out what it printed while errors can still be told."""
    try:
        app(arguments)
    except SystemExit as stopped:
        # Typer catches these two itself: the first without a word, the second as exit code 1.
        if stopped.code == STOPPED:
            _stopped()
        if isinstance(stopped.__context__, BrokenPipeError):
            raise stopped.__context__ from None
        raise
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()


def _stopped() -> NoReturn:
    typer.echo("sayso: stopped. What was finished is kept; run it again to go on.", err=True)
    sys.exit(STOPPED)


def _tolerate_any_encoding() -> None:
    """Let a terminal that knows no curly quotes show escapes for them instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _forget_output() -> None:
    """Send what is left of our output nowhere, so that Python does not fail on it at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _is_ledger(argument: str) -> bool:
    names = {command.name for command in app.registered_commands}
    return argument not in names and not argument.startswith("-") and Path(argument).is_file()
