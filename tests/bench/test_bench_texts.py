"""The texts of golds made of offsets: found by name, refused where they are others."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from sayso.bench.texts import Texts
from sayso.errors import BenchError

TEXT = "Mara Teel said the dam is safe."
DIGEST = sha256(TEXT.encode()).hexdigest()
FILES = {
    "seeds/one.txt": "seeds/one.txt",
    "polnear/two": "data/polnear/train/text/two.txt",
    "polnear/three": "data/polnear/dev/text/three.txt",
    "articles/four": "data/articles/ukraine.jsonl",
    "newswire/six": "data/time/tbaq/AQUAINT/six.tml",
}
TIMEML = '<TimeML><TEXT>Mara Teel <EVENT eid="e1">said</EVENT> the dam is safe.</TEXT></TimeML>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the articles, with one of each collection."""
    for path in FILES.values():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        forms = {".jsonl": json.dumps({"id": "four", "text": TEXT}), ".tml": TIMEML}
        own = forms.get(Path(path).suffix, TEXT)
        (tmp_path / path).write_text(own, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_an_article_is_found_in_its_collection(folder: Path, name: str) -> None:
    assert Texts(folder).of(name, DIGEST) == TEXT


@pytest.mark.parametrize("name", FILES)
def test_another_text_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(BenchError, match=f"{name} is not the text that was labelled"):
        Texts(folder).of(name, "0" * 64)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named_with_what_to_give(tmp_path: Path, name: str) -> None:
    with pytest.raises(BenchError, match="no such file; this gold needs the folder"):
        Texts(tmp_path).of(name, DIGEST)


def test_an_article_that_its_collection_lacks_is_named(folder: Path) -> None:
    with pytest.raises(BenchError, match="articles/five"):
        Texts(folder).of("articles/five", DIGEST)
