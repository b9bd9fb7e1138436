"""``python -m train.places gazetteer|ranker``: renew what ships in ``sayso/models/places``.

``gazetteer`` needs ``requirements.txt`` beside this file; ``ranker`` needs ``--data DIR`` with
GeoVirus.xml and GWN.xml.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import sayso.models.places

MODEL = Path(sayso.models.places.__file__).parent


def main() -> None:
    """Build what is asked for."""
    arguments = argparse.ArgumentParser(prog="python -m train.places")
    arguments.add_argument("what", choices=("gazetteer", "ranker"))
    arguments.add_argument("--data", type=Path)
    chosen = arguments.parse_args()
    if chosen.what == "gazetteer":
        from train.places.gazetteer import build

        places, names = build(MODEL / "gazetteer.npz")
        print(f"{places:,} places, {names:,} names")
    elif chosen.data is None:
        arguments.error("ranker needs --data DIR")
    else:
        from train.places.ranker import fit

        print(fit(chosen.data, MODEL / "ranker.toml"))


if __name__ == "__main__":
    main()
