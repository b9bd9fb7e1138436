"""The pages in a real browser: with and without scripts, light and dark, wide and narrow."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise, product
from pathlib import Path
from typing import Literal

import dam_ledger
import pytest
from dam_ledger import TEXT, document, serving, span, write
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from sayso.annotate.stage import Annotations
from sayso.ledger import Ledger
from sayso.rows import Attribution, Document, Span

pytestmark = pytest.mark.browser

dam, ledger_path = dam_ledger.dam, dam_ledger.ledger_path
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
CHECK = (Path(__file__).parent / "accessibility.js").read_text(encoding="utf-8")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PATHS = [
    "/",
    "/documents/DAM",
    "/documents/DAM?a=a-ministry&amounts=1",
    "/documents/DAM?at=10-40",
    "/search",
    "/search?q=spillway",
    "/search?q=before:someday",
    "/copies",
    "/copies?order=edits",
    "/outlets",
    "/names",
    "/names?kind=person",
    "/passages/p-dam",
    "/quotes",
    "/entities/e-torn",
    "/entities/e-torn?show=heard",
    "/entities/e-torn?show=mentions",
    "/problems",
    "/nowhere",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is installed (apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(ledger_path: Path) -> Iterator[str]:
    with serving(ledger_path) as made:
        yield made


@contextmanager
def opened(
    browser: Browser,
    address: str,
    scripts: bool = True,
) -> Iterator[Page]:
    """A page that fails the test if the browser has anything to complain about."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    expected = "Failed to load resource: the server responded with a status of 4"
    assert [one for one in complaints if not one.startswith(expected)] == []


@pytest.mark.parametrize("path", PATHS)
def test_everybody_can_read_the_page(
    browser: Browser, address: str, dam: Document, path: str
) -> None:
    with opened(browser, address + path.replace("DAM", dam.id)) as page:
        assert list(barriers(page)) == []


@pytest.mark.parametrize("path", ["/outlets", "/copies", "/copies?first=VTA&later=VTA", "/names"])
def test_everybody_can_read_what_many_outlets_share(
    browser: Browser, example_ledger: Path, path: str
) -> None:
    with serving(example_ledger) as address, opened(browser, address + path) as page:
        assert list(barriers(page)) == []


def test_everybody_can_read_the_names_of_a_town(browser: Browser, example_ledger: Path) -> None:
    with Ledger.open(example_ledger) as ledger:
        (town,) = ledger.referents("Selimat", kind="place")
    with (
        serving(example_ledger) as address,
        opened(browser, f"{address}/names/{town.id}", scripts=False) as page,
    ):
        assert list(barriers(page)) == []


def test_an_example_of_a_name_leads_to_its_exact_words(
    browser: Browser, example_ledger: Path
) -> None:
    with serving(example_ledger) as address, opened(browser, f"{address}/names") as page:
        page.get_by_role("link", name="Halvorn / Selimat").click()
        words = page.locator(".words a").first.inner_text()
        page.locator(".words a").first.click()
        assert page.locator("#at").inner_text() == words


def barriers(page: Page) -> Iterator[str]:
    """What keeps somebody from reading the page, in either scheme and at several widths."""
    for scheme, width in product(SCHEMES, (1280, 768, 360)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        for found in page.evaluate(CHECK):
            yield f"{scheme}, {width} wide: {found}"
        if page.evaluate("document.documentElement.scrollWidth") > width:
            yield f"{scheme}, {width} wide: it is wider than the window"


def test_the_browser_shows_the_frozen_text(browser: Browser, address: str, dam: Document) -> None:
    with opened(browser, f"{address}/documents/{dam.id}?amounts=1") as page:
        assert page.locator("article").evaluate("article => article.textContent") == TEXT


def test_what_is_copied_out_of_the_text_is_the_text(
    browser: Browser, address: str, dam: Document
) -> None:
    with opened(browser, f"{address}/documents/{dam.id}") as page:
        page.locator("article .paragraph").first.evaluate(
            "block => getSelection().selectAllChildren(block)"
        )
        copied = page.evaluate("getSelection().toString()")
    assert copied in TEXT
    assert "Ilva Torn said the ministry had told her" in copied


def test_colour_is_never_the_only_sign(browser: Browser, address: str, dam: Document) -> None:
    with opened(browser, f"{address}/documents/{dam.id}") as page:
        lines = page.locator(".text .voice").evaluate_all(
            "voices => voices.map(v => getComputedStyle(v).textDecorationStyle)"
        )
        initials = page.locator(".text .initials").evaluate_all(
            "all => all.map(a => getComputedStyle(a, '::before').content)"
        )
    assert len(set(lines)) == 3
    assert len(set(initials)) == 3


# For each label: where it stands, its middle and the sides of its box, and the line of its voice.
LABELS = """() => [...document.querySelectorAll(".label")].map((label) => {
  const box = label.querySelector(".initials").getBoundingClientRect();
  const voice = label.nextElementSibling.getClientRects()[0];
  return {
    margin: label.classList.contains("margin"),
    middle: (box.top + box.bottom) / 2, top: box.top, bottom: box.bottom,
    left: box.left, right: box.right,
    voice: {top: voice.top, bottom: voice.bottom, left: voice.left},
  };
})"""


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The reader of a document with many voices in each line, some of them three deep."""
    path = tmp_path_factory.mktemp("crowd") / "crowd.ledger"
    text = " ".join(f"Speaker number {n} said that the {n}th gate is shut." for n in range(60))
    made = document("crowd.txt", text)
    rows: list[Attribution] = []
    for match in re.finditer(r"(Speaker number \d+) (said) (that the (\d+th gate) is shut)", text):
        source, cue, content, gate = (Span(*match.span(group)) for group in range(1, 5))
        key = f"a-{match.start()}"
        rows.append(Attribution(key, made.id, source, cue, (content,), "indirect"))
        if match.start() % 3 == 0:
            for depth, inside in (("b", "a"), ("c", "b")):
                one = Attribution(
                    f"{depth}-{match.start()}", made.id, None, cue, (gate,), "indirect",
                    inside=f"{inside}-{match.start()}",
                )  # fmt: skip
                rows.append(one)
    with Ledger.create(path) as ledger:
        write(ledger, made, Annotations(attributions=tuple(rows)), [])
    with serving(path) as address:
        yield f"{address}/documents/{made.id}"


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (1280, False), (768, True)])
def test_initials_always_stand_beside_their_own_line(
    browser: Browser, crowd: str, width: int, scripts: bool
) -> None:
    with opened(browser, crowd, scripts) as page:
        page.set_viewport_size({"width": width, "height": 800})
        found = page.evaluate(LABELS)
    assert len(found) > 60
    for label in found:
        assert label["voice"]["top"] - 4 <= label["middle"] <= label["voice"]["bottom"] + 4
        if not label["margin"]:
            assert 0 <= label["voice"]["left"] - label["right"] < 8


def test_initials_in_the_margin_never_overlap(browser: Browser, crowd: str) -> None:
    with opened(browser, crowd) as page:
        margin = [label for label in page.evaluate(LABELS) if label["margin"]]
    assert len(margin) > 10
    assert all(one["bottom"] <= other["top"] for one, other in pairwise(margin))


def test_a_third_voice_inside_others_adds_no_third_underline(browser: Browser, crowd: str) -> None:
    with opened(browser, crowd) as page:
        deep = page.locator(".voice .voice .voice").first
        line, bar = deep.evaluate(
            "v => [getComputedStyle(v).textDecorationLine, getComputedStyle(v).borderLeftStyle]"
        )
    assert (line, bar) == ("none", "solid")


def test_a_line_holds_65_to_75_characters(browser: Browser, address: str, dam: Document) -> None:
    with opened(browser, f"{address}/documents/{dam.id}") as page:
        width = box(page.locator("article p.paragraph").first)["width"]
        one = page.locator("article p.paragraph").first.evaluate(
            """block => {
              const probe = document.createElement("span");
              probe.textContent = "The words of an ordinary article, set in the page's own face. ";
              block.append(probe);
              probe.className = "probe";
              const wide = probe.getBoundingClientRect().width / probe.textContent.length;
              probe.remove();
              return wide;
            }"""
        )
    assert 60 <= width / one <= 80


def box(locator: Locator) -> dict[str, float]:
    found = locator.bounding_box()
    assert found is not None
    return {"x": found["x"], "y": found["y"], "width": found["width"]}


def test_a_click_on_a_voice_shows_who_speaks(browser: Browser, address: str, dam: Document) -> None:
    with opened(browser, f"{address}/documents/{dam.id}") as page:
        page.locator(".text .voice .verbatim").click()
        panel = page.locator("#panel.filled")
        panel.wait_for()
        assert "Ministry of Water" in panel.inner_text()
        assert page.url.endswith("?a=a-ministry")
        assert page.locator(".text .selected").first.is_visible()
        page.locator("#panel .close").click()
        page.locator("#panel:not(.filled)").wait_for()
        assert page.locator(".text .selected").count() == 0


def test_the_reader_works_without_scripts(browser: Browser, address: str, dam: Document) -> None:
    with opened(browser, f"{address}/documents/{dam.id}", scripts=False) as page:
        page.locator("#v-a-ministry").click()
        page.locator("#panel.filled").wait_for()
        start, end = span(TEXT, "“the spillway is sound”")
        page.get_by_role("link", name=f"{start}–{end}").click()
        assert page.locator("mark#at").first.inner_text() == "“"
        page.get_by_role("link", name="close").click()
        page.get_by_label("mark times, quantities and places").check()
        with page.expect_navigation():
            page.get_by_role("button", name="Apply").click()
        assert page.locator(".quantity").count() > 0


def test_search_leads_to_the_spot_without_scripts(
    browser: Browser, address: str, dam: Document
) -> None:
    with opened(browser, address, scripts=False) as page:
        page.get_by_role("searchbox").fill("spillway")
        page.get_by_role("button", name="Search").click()
        page.locator(".words mark").click()
        assert page.locator("mark#at").inner_text() == "spillway"


def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    browser: Browser, address: str, dam: Document
) -> None:
    with opened(browser, f"{address}/documents/{dam.id}") as page:
        page.keyboard.press("Tab")
        assert page.locator(".skip").evaluate("link => link.getBoundingClientRect().top >= 0")
        reached = []
        for _ in range(60):
            focus = page.evaluate(
                """() => {
                  const on = document.activeElement;
                  const style = getComputedStyle(on);
                  return [on.id || on.className || on.tagName, style.outlineStyle];
                }"""
            )
            if focus[0] == "BODY":
                break
            reached.append(tuple(focus))
            page.keyboard.press("Tab")
        names = [name for name, _ in reached]
    assert [n for n in names if n.startswith("v-")] == ["v-a-torn", "v-a-ministry", "v-a-mayor"]
    assert {outline for _, outline in reached} == {"solid"}


def test_enter_on_initials_shows_who_speaks(browser: Browser, address: str, dam: Document) -> None:
    with opened(browser, f"{address}/documents/{dam.id}") as page:
        page.locator("#v-a-torn").focus()
        page.keyboard.press("Enter")
        page.locator("#panel[data-of='a-torn']").wait_for()
        page.keyboard.press("Escape")
        page.locator("#panel:not(.filled)").wait_for()
