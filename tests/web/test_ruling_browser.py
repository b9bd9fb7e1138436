"""Ruling in a real browser: without scripts, readable for everybody, and not from another site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import people_ledger
import pytest
import test_browser
from dam_ledger import serving
from people_ledger import build, minister
from playwright.sync_api import Browser, Page, Route
from test_browser import barriers, opened

from sayso.ledger import Ledger
from sayso.run import ruling

pytestmark = pytest.mark.browser

browser, people, ids = test_browser.browser, people_ledger.people, people_ledger.ids
PARTS = [
    "/entities/ONE",
    "/entities/ONE?show=about",
    "/entities/ONE/merge",
    "/entities/ONE/merge?q=nobody",
    "/entities/ONE/merge?with=OTHER",
    "/entities/ONE/split",
    "/decisions",
]


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of a ledger with decisions of every state, and the ids of two entities in it."""
    path = build(tmp_path_factory.mktemp("ruled") / "people.ledger")
    with Ledger.create(path) as ledger:
        one, other = (minister(ledger, name) for name in ("a.txt", "d.txt"))
        (made,) = ruling.same(ledger, one, other, "Ada Fenn")
        ruling.withdraw(ledger, made.id, "Ben Oake")
        for name in ("Teel", "Mara Teel"):
            ruling.rename(ledger, one, name, "Ada Fenn")
        ruling.different(ledger, one, other, "Ada Fenn")
    with serving(path) as address:
        yield {"address": address, "ONE": one, "OTHER": other}


@pytest.mark.parametrize("part", PARTS)
def test_everybody_can_read_and_fill_in_the_page(
    browser: Browser, ruled: dict[str, str], part: str
) -> None:
    path = part.replace("ONE", ruled["ONE"]).replace("OTHER", ruled["OTHER"])
    with opened(browser, ruled["address"] + path) as page:
        for details in page.locator("details").all():
            details.evaluate("one => { one.open = true; }")
        assert list(barriers(page)) == []


@pytest.fixture
def address(people: Path) -> Iterator[str]:
    with serving(people) as made:
        yield made


def by(page: Page, name: str, button: str) -> None:
    """Sign the form that this button sends, send it, and wait for the answer."""
    form = page.locator("form", has=page.get_by_role("button", name=button)).last
    form.get_by_label("Your name").fill(name)
    with page.expect_navigation():
        form.get_by_role("button", name=button).click()


@pytest.mark.parametrize("scripts", [True, False])
def test_two_are_merged_and_parted_again_by_hand(
    browser: Browser, address: str, ids: dict[str, str], people: Path, scripts: bool
) -> None:
    with opened(browser, f"{address}/entities/{ids['d']}", scripts) as page:
        page.get_by_label("Merge with").fill("mara")
        page.get_by_role("button", name="Look for it").click()
        page.get_by_role("link", name="Mara Teel").click()
        by(page, "Ada Fenn", "They are the same: merge")
        assert page.get_by_role("status").inner_text().startswith("Merged.")
        assert "Found in 4 documents" in page.locator(".lead").inner_text()
        page.get_by_text("Withdraw", exact=True).click()
        by(page, "Ben Oake", "Withdraw this decision")
        assert page.get_by_role("status").inner_text().startswith("Withdrawn.")
    with Ledger.open(people) as ledger:
        (standing,) = ledger.decisions()
        assert standing.decision.withdrawn is not None
        assert (standing.decision.by, standing.decision.withdrawn.by) == ("Ada Fenn", "Ben Oake")
        assert minister(ledger, "d.txt") == ids["d"]


def test_documents_of_somebody_else_are_ticked_and_parted(
    browser: Browser, address: str, ids: dict[str, str], people: Path
) -> None:
    with opened(browser, f"{address}/entities/{ids['a']}", scripts=False) as page:
        page.get_by_role("link", name="Not the same in all documents").click()
        page.get_by_label("Road b").check()
        by(page, "Ada Fenn", "Not the same: part them")
        assert page.get_by_role("status").inner_text().startswith("Parted.")
        assert "Found in 2 documents" in page.locator(".lead").inner_text()
    with Ledger.open(people) as ledger:
        assert minister(ledger, "b.txt") != minister(ledger, "c.txt") == minister(ledger, "a.txt")


def test_sending_a_form_again_by_reloading_is_not_possible(
    browser: Browser, address: str, ids: dict[str, str], people: Path
) -> None:
    with opened(browser, f"{address}/entities/{ids['a']}", scripts=False) as page:
        page.get_by_text("Rename", exact=True).first.click()
        page.get_by_label("The name to show").fill("M. Teel")
        by(page, "Ada Fenn", "Rename")
        page.reload()
        assert page.locator("h1").inner_text() == "M. Teel"
    with Ledger.open(people) as ledger:
        assert len(ledger.decisions()) == 1


def test_a_page_of_another_site_cannot_rule(
    browser: Browser, address: str, ids: dict[str, str], people: Path
) -> None:
    with opened(browser, f"{address}/entities/{ids['a']}", scripts=False) as page:
        token = page.locator("input[name=token]").first.get_attribute("value")
        fields = {
            "token": token, "entity": ids["a"], "verdict": "name", "value": "X", "by": "Eve",
        }  # fmt: skip
        inputs = "".join(f'<input name="{name}" value="{value}">' for name, value in fields.items())
        form = (
            f'<form method="post" action="{address}/decisions">{inputs}<button>Go</button></form>'
        )

        def evil(route: Route) -> None:
            route.fulfill(body=form, content_type="text/html")

        page.route("http://evil.example/*", evil)
        page.goto("http://evil.example/page")
        with page.expect_navigation():
            page.get_by_role("button", name="Go").click()
        assert "Sent by another site" in page.inner_text("body")
    with Ledger.open(people) as ledger:
        assert ledger.decisions() == []
