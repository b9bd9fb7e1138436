"""Make the attribution model from scratch: ``python -m train.attribution --data DIR``.

DIR is the folder with ``data/polnear``, of which only the train split is read, ``data/articles``
and ``data/time``. Needs ``pip install -r train/attribution/requirements.txt``. Three and a half
hours on two free cores (five to eight minutes an epoch), minutes on a GPU; everything made on the
way is kept in ``--out``, and what is there is not made again. So what ships can be trained on:
``python -m train.attribution.restore --out build/attribution/second.pt`` stands for all runs but
the last.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from train.attribution.export import mean

FIRST, SECOND, THIRD = 8, 6, 5
"""Epochs on the outermost attributions; on those inside others besides; on both in eight bits."""
SECONDS, THIRDS = (2, 3), (4, 5)
"""Seeds: the second and third runs are made with each of these, and their weights averaged."""
LAST = 3
"""The weights of so many last epochs are averaged."""
SLOWER = {"encoder": 2e-4, "heads": 7e-4, "tables": 2e-3}
"""The rates of the third runs, which have little to unlearn."""


def main() -> None:
    """Run every step whose result is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("build/attribution"))
    parser.add_argument("--model", type=Path, default=Path("src/sayso/models/attribution"))
    options = parser.parse_args()
    out, polnear = options.out, options.data / "data" / "polnear"
    data, first = ["--data", str(polnear), "--cache", str(out)], out / "first"
    if not (out / "readings.pickle").exists():
        _step("readings", *data, "--shared", str(options.data))
    if not (out / "second.pt").exists():
        if not _epoch(first, FIRST - 1).exists():
            _step("train", *data, "--out", str(first), "--epochs", str(FIRST))
        start = ["--start", str(_mean(first, FIRST)), "--inside"]
        means = _runs(out, "second", SECOND, SECONDS, [*data, *start])
        torch.save(mean(means), out / "second.pt")
    rates = [word for name, rate in SLOWER.items() for word in (f"--{name}", str(rate))]
    start = ["--start", str(out / "second.pt"), "--inside", "--eight-bits", *rates]
    # Averaged with what they began from they are better than alone: less of it is unlearned.
    means = [out / "second.pt", *_runs(out, "third", THIRD, THIRDS, [*data, *start])]
    _step("export", "--network", *map(str, means), "--out", str(options.model))
    _step("calibrate", *data, "--model", str(options.model))


def _runs(
    out: Path, name: str, epochs: int, seeds: Sequence[int], arguments: Sequence[str]
) -> list[Path]:
    """The same run with every seed, each the mean of its last epochs."""
    folders = [out / f"{name}{seed}" for seed in seeds]
    for seed, folder in zip(seeds, folders, strict=True):
        if not _epoch(folder, epochs - 1).exists():
            own = ["--seed", str(seed), "--out", str(folder), "--epochs", str(epochs)]
            _step("train", *own, *arguments)
    return [_mean(folder, epochs) for folder in folders]


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
