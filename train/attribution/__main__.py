"""Make the attribution model from scratch: ``python -m train.attribution --data DIR``.

DIR is a folder of PolNeAR, of which only the train split is read. Needs ``pip install -r
train/attribution/requirements.txt``. About an hour and a half on two free cores (four or five
minutes an epoch), minutes on a GPU; everything made on the way is kept in ``--out``, and what is
there is not made again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import torch

from train.attribution.export import mean

FIRST, SECOND = 8, 6
"""Epochs on the annotated attributions, and with those inside others besides."""
SHARED = 1
"""The second run goes on from the first one's weights after this many epochs (counted from 0)."""
LAST = 3
"""The weights of so many last epochs are averaged."""


def main() -> None:
    """Run every step whose result is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("build/attribution"))
    parser.add_argument("--model", type=Path, default=Path("src/sayso/models/attribution"))
    options = parser.parse_args()
    out, data = options.out, ["--data", str(options.data), "--cache", str(options.out)]
    first, second = out / "first", out / "second"
    if not _epoch(first, FIRST - 1).exists():
        _step("train", *data, "--out", str(first), "--epochs", str(FIRST))
    teacher = out / "teacher.pt"
    if not teacher.exists():
        torch.save(mean([_epoch(first, at) for at in range(FIRST - LAST, FIRST)]), teacher)
    if not (out / "nested.pickle").exists():
        _step("nested", *data, "--network", str(teacher), "--threshold", "0.3")
    if not _epoch(second, SECOND - 1).exists():
        start = str(_epoch(first, SHARED))
        how = ["--split", "nested", "--seed", "2", "--epochs", str(SECOND), "--start", start]
        _step("train", *data, "--out", str(second), *how)
    last = [str(_epoch(second, at)) for at in range(SECOND - LAST, SECOND)]
    _step("export", "--network", *last, "--out", str(options.model))
    _step("calibrate", *data, "--model", str(options.model))


def _epoch(folder: Path, number: int) -> Path:
    return folder / f"epoch{number}.pt"


def _step(name: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", f"train.attribution.{name}", *arguments], check=True)


if __name__ == "__main__":
    main()
