"""Building a ledger in a test, in this process and in silence."""

from __future__ import annotations

from pathlib import Path

from sayso.run.add import Summary, add

CORPUS = Path(__file__).parent.parent / "examples" / "corpus"


class Silent:
    """A watch that tells nobody."""

    def document(self, size: int) -> None:
        """One more document is done."""

    def stage(self, name: str) -> None:
        """A part of the work begins."""


def built(path: Path, *sources: Path | str, workers: int = 1) -> Summary:
    """Add ``sources`` to the ledger at ``path`` in this process."""
    return add(path, [str(source) for source in sources], workers, Silent())
