"""The pages over HTTP."""

from __future__ import annotations

import httpx
import pytest

from sayso.rows import Document


@pytest.mark.parametrize(
    "path", ["/", "/documents", "/search", "/copies", "/passages/p-dam", "/quotes", "/problems"]
)
def test_every_page_answers_and_links_its_data(pages: httpx.Client, path: str) -> None:
    page = pages.get(path)
    assert page.status_code == 200, page.text
    data = ("/documents" if path == "/" else path) + ".json"
    assert f'href="{data}"' in page.text
    assert pages.get(data).headers["content-type"] == "application/json"


def test_the_reader_answers(pages: httpx.Client, dam: Document) -> None:
    page = pages.get(f"/documents/{dam.id}")
    assert page.status_code == 200
