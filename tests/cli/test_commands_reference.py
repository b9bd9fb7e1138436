"""The reference page of the commands says what the commands say."""

from pathlib import Path

from sayso.cli.reference import markdown

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"


def test_the_page_is_up_to_date() -> None:
    hint = "python -m sayso.cli.reference > docs/reference/commands.md"
    assert PAGE.read_text(encoding="utf-8") == markdown(), hint
