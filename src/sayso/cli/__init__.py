"""The commands: one module each. Imports stay light here, so that ``--help`` answers at once."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from sayso.cli import (
    add,
    annotate,
    bench,
    copies,
    demo,
    export,
    problems,
    quotes,
    search,
    serve,
)
from sayso.errors import SaysoError

WRONG_USE = 2

app = typer.Typer(
    name="sayso",
    help="Who said what, to whom, when, and on whose word. Every item points to its characters.",
    epilog="sayso LEDGER is short for sayso serve LEDGER. Data on stdout, all else on stderr; "
    "exit code 0: all well, 1: some documents failed, 2: wrong use.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (demo, add, serve, annotate, quotes, copies, search, export, problems, bench):
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
    try:
        app(arguments)
    except SaysoError as error:
        typer.echo(f"sayso: {error}", err=True)
        sys.exit(WRONG_USE)
    except KeyboardInterrupt:
        typer.echo("sayso: stopped. What was finished is kept; run it again to go on.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        sys.stderr.close()
        sys.exit(0)


def _is_ledger(argument: str) -> bool:
    names = {command.name for command in app.registered_commands}
    return argument not in names and not argument.startswith("-") and Path(argument).is_file()
