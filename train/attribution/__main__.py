"""Make the attribution model from scratch: ``python -m train.attribution --data DIR``.

DIR is a folder of PolNeAR, of which only the train split is read. Needs ``pip install -r
train/attribution/requirements.txt``. An hour and a half to two on two free cores (four or five
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

FIRST, SECOND, THIRD = 8, 6, 2
"""Epochs on the annotated attributions; with silver for those inside others besides; and with
annotated ones that were put into made ones."""
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
    first, second, third = (out / name for name in ("first", "second", "third"))
    if not (out / "enclosed.pickle").exists():
        _step("enclose", *data)
    if not _epoch(first, FIRST - 1).exists():
        _step("train", *data, "--out", str(first), "--epochs", str(FIRST))
    if not (out / "nested.pickle").exists():
        _step("nested", *data, "--network", str(_mean(first, FIRST)))
    if not _epoch(second, SECOND - 1).exists():
        start = str(_epoch(first, SHARED))
        how = ["--split", "nested", "--seed", "2", "--epochs", str(SECOND), "--start", start]
        _step("train", *data, "--out", str(second), *how)
    if not _epoch(third, THIRD - 1).exists():
        how = ["--seed", "3", "--epochs", str(THIRD), "--start", str(_mean(second, SECOND))]
        _step("train", *data, "--out", str(third), *how, "--encoder", "1.5e-4", "--true", "0.5")
    # What the third run learned goes half way: all of it costs the outermost ones a point.
    both = [str(_mean(second, SECOND)), str(_epoch(third, THIRD - 1))]
    _step("export", "--network", *both, "--out", str(options.model))
    _step("calibrate", *data, "--model", str(options.model))


def _mean(folder: Path, epochs: int) -> Path:
    """The mean of a run's last weights, made if it is not there."""
    path = folder / "mean.pt"
    if not path.exists():
        torch.save(mean([_epoch(folder, at) for at in range(epochs - LAST, epochs)]), path)
    return path


def _epoch(folder: Path, number: int) -> Path:
    return folder / f"epoch{number}.pt"


def _step(name: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", f"train.attribution.{name}", *arguments], check=True)


if __name__ == "__main__":
    main()
