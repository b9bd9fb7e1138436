"""``python -m train.coreference first_names|ranker``: renew what resolves pronouns.

``first_names`` needs ``requirements.txt`` beside this file; ``ranker`` needs ``--data DIR`` with
gum, ecbplus and polnear.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import sayso

PACKAGE = Path(sayso.__file__).parent
DATA = PACKAGE / "annotate" / "data"
MODEL = PACKAGE / "models" / "coreference"


def main() -> None:
    """Build what is asked for."""
    arguments = argparse.ArgumentParser(prog="python -m train.coreference")
    arguments.add_argument("what", choices=("first_names", "ranker"))
    arguments.add_argument("--data", type=Path)
    chosen = arguments.parse_args()
    if chosen.what == "first_names":
        from train.coreference.first_names import build

        print(build(DATA / "first_names.toml"))
    elif chosen.data is None:
        arguments.error("ranker needs --data DIR")
    else:
        from train.coreference.ranker import fit

        print(fit(chosen.data, MODEL / "ranker.toml"))


if __name__ == "__main__":
    main()
