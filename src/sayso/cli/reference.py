"""The reference page of the commands, made from the commands themselves.

Write it anew with ``python -m sayso.cli.reference > docs/reference/commands.md``; a test fails
when it was forgotten.
"""

from __future__ import annotations

import sys
from typing import Any

import typer

from sayso.cli import app

_HEAD = """# The commands

This page is made from the commands: `python -m sayso.cli.reference`. Data on stdout, everything
else on stderr. Exit code 0: all well; 1: some documents failed; 2: wrong use; 130: stopped with
Ctrl+C (what was finished is kept). `sayso LEDGER` is short for `sayso serve LEDGER`.

"""


def markdown() -> str:
    """The page."""
    commands: dict[str, Any] = vars(typer.main.get_command(app))["commands"]
    return _HEAD + "\n".join(_section(name, command) for name, command in commands.items())


def _section(name: str, command: Any) -> str:
    lines = [f"## sayso {name}", "", str(command.help).strip(), ""]
    lines += ["| argument or option | | |", "|---|---|---|"]
    lines += [_row(parameter) for parameter in command.params]
    return "\n".join(lines) + "\n"


def _row(parameter: Any) -> str:
    option = parameter.param_type_name == "option"
    shown = ", ".join(parameter.opts) if option else parameter.name.upper()
    if option and parameter.secondary_opts:
        shown += " / " + ", ".join(parameter.secondary_opts)
    default = parameter.default
    usual = default is None or default is False or callable(default)
    note = "required" if parameter.required else "" if usual else f"default: {default}"
    return f"| `{shown}` | {(parameter.help or '').replace('|', '/')} | {note} |"


if __name__ == "__main__":
    sys.stdout.write(markdown())
