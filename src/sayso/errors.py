"""The exceptions that Sayso raises, one tree.

::

    SaysoError
    ├── ReadError          a source could not be read (name attached)
    ├── StageError         a stage failed on a document (document and stage attached)
    ├── StageOrderError    a stage needs rows that no earlier stage makes
    ├── LedgerError        the ledger file cannot be used
    │   ├── NotALedger     the file exists and is something else
    │   ├── LedgerMissing  there is no such file
    │   ├── LedgerTooNew   written by a later version of Sayso
    │   └── LedgerFull     no room left on the disk; what was committed is safe
    ├── QueryError         a search query that cannot be understood
    ├── DecisionError      a ruling that cannot be made, or a line that is no decision
    ├── BenchError         a benchmark's data is missing or not what it should be
    └── MissingExtra       an optional dependency is not installed

Messages say what, where and what to do next. One bad document never raises out of a batch: the
runner turns ``ReadError`` and ``StageError`` into rows of ``problems``.
"""

from __future__ import annotations


class SaysoError(Exception):
    """Anything that Sayso raises on purpose."""


class ReadError(SaysoError):
    """A source could not be read."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        return type(self), (self.name, self.message)


class StageError(SaysoError):
    """A stage failed on a document."""

    def __init__(self, doc: str, stage: str, message: str) -> None:
        super().__init__(f"{doc}: {stage}: {message}")
        self.doc = doc
        self.stage = stage
        self.message = message

    def __reduce__(self) -> tuple[type[StageError], tuple[str, str, str]]:
        return type(self), (self.doc, self.stage, self.message)


class StageOrderError(SaysoError):
    """A stage needs rows that no earlier stage makes."""


class LedgerError(SaysoError):
    """The ledger file cannot be used."""


class NotALedger(LedgerError):
    """The file exists and is something else."""


class LedgerMissing(LedgerError):
    """There is no such file."""


class LedgerTooNew(LedgerError):
    """The ledger was written by a later version of Sayso."""


class LedgerFull(LedgerError):
    """No room is left on the disk; what was committed is safe."""


class QueryError(SaysoError):
    """A search query that cannot be understood; the message explains it to its writer."""


class DecisionError(SaysoError):
    """A ruling that cannot be made, or a line that is no decision; the message says why."""


class BenchError(SaysoError):
    """A benchmark's data is missing or not what it should be."""


class MissingExtra(SaysoError):
    """An optional dependency is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an extra: pip install 'sayso[{extra}]'")
