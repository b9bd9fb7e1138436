"""What a user installs: all that runs is in the wheel, and nothing that is for developing."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize(
    "folder",
    [
        "annotate/data",
        "models/places",
        "models/coreference",
        "web/templates",
        "web/static",
        "web/static/vendor",
    ],
)
def test_data_beside_the_code_is_in_the_wheel(files: set[str], folder: str) -> None:
    sources = [path for path in (ROOT / "src/sayso" / folder).iterdir() if path.is_file()]
    assert sources
    assert {f"sayso/{folder}/{path.name}" for path in sources} <= files


def test_the_example_corpus_is_in_the_wheel(files: set[str]) -> None:
    corpus = {f"sayso/_examples/{path.name}" for path in (ROOT / "examples/corpus").iterdir()}
    assert corpus <= files


def test_nothing_else_is(files: set[str]) -> None:
    assert {name.split("/")[0].partition("-")[0] for name in files} == {"sayso"}
