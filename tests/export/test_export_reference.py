"""The reference page of the exported tables says what the row types say."""

from pathlib import Path

from sayso.export.reference import markdown

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rows.md"


def test_the_page_is_up_to_date() -> None:
    hint = "python -m sayso.export.reference > docs/reference/rows.md"
    assert PAGE.read_text(encoding="utf-8") == markdown(), hint
