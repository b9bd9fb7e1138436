"""Make the attribution model from scratch: ``python -m train.attribution --data DIR``.

DIR is the folder with ``data/polnear``, of which only the train split is read, and
``data/articles``. Needs ``pip install -r train/attribution/requirements.txt``. Two hours on two
free cores (four to six minutes an epoch), minutes on a GPU; everything made on the way is kept in
``--out``, and what is there is not made again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import torch

from train.attribution.export import mean

FIRST, SECOND = 8, 6
"""Epochs on the outermost attributions; and on those inside others besides."""
SEEDS = 2, 3
"""The second run is made anew with each of these; the mean of their weights ships."""
LAST = 3
"""The weights of so many last epochs are averaged."""


def main() -> None:
    """Run every step whose result is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("build/attribution"))
    parser.add_argument("--model", type=Path, default=Path("src/sayso/models/attribution"))
    options = parser.parse_args()
    out, polnear = options.out, options.data / "data" / "polnear"
    data = ["--data", str(polnear), "--cache", str(out)]
    first, second = out / "first", [out / f"second{seed}" for seed in SEEDS]
    if not (out / "readings.pickle").exists():
        _step("readings", *data, "--shared", str(options.data))
    if not _epoch(first, FIRST - 1).exists():
        _step("train", *data, "--out", str(first), "--epochs", str(FIRST))
    for seed, folder in zip(SEEDS, second, strict=True):
        if not _epoch(folder, SECOND - 1).exists():
            start = ["--seed", str(seed), "--start", str(_mean(first, FIRST)), "--inside"]
            _step("train", *data, "--out", str(folder), "--epochs", str(SECOND), *start)
    means = [str(_mean(folder, SECOND)) for folder in second]
    _step("export", "--network", *means, "--out", str(options.model))
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
