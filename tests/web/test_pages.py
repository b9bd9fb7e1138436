"""The pages over HTTP."""

from __future__ import annotations

import html
import re
from pathlib import Path

import dam_ledger
import httpx
import pytest
from dam_ledger import TEXT, client_of, dam_annotations, document, span, write

from sayso.annotate.stage import Annotations
from sayso.codec import decode
from sayso.ledger import Ledger
from sayso.rows import Attribution, Document, Entity, Mention, Passage, Problem, Span
from sayso.web.article import WINDOW

dam, ledger_path, pages = dam_ledger.dam, dam_ledger.ledger_path, dam_ledger.pages

PAGES = [
    "/",
    "/documents",
    "/search",
    "/copies",
    "/outlets",
    "/passages/p-dam",
    "/quotes",
    "/problems",
]


def article_text(page: str) -> str:
    """What a browser would take for the text of the article."""
    (inner,) = re.findall(r"<article[^>]*>(.*?)</article>", page, re.S)
    return html.unescape(re.sub(r"<[^>]*>", "", inner))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_and_links_its_data(pages: httpx.Client, path: str) -> None:
    page = pages.get(path)
    assert page.status_code == 200, page.text
    data = ("/documents" if path == "/" else path) + ".json"
    assert f'href="{data}"' in page.text
    assert pages.get(data).headers["content-type"] == "application/json"


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/static/sayso.css", "/documents.json"])
def test_every_answer_forbids_inline_script_and_style(pages: httpx.Client, path: str) -> None:
    answer = pages.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert not re.search(r"<[^>]+\s(style|on\w+)=", answer.text) or path.endswith("css")


def test_a_host_name_of_elsewhere_is_refused(pages: httpx.Client) -> None:
    assert pages.get("/", headers={"host": "evil.example"}).status_code == 400


def test_the_list_says_what_it_counts(pages: httpx.Client) -> None:
    page = pages.get("/").text
    assert "2 documents, 2 outlets, 3 attributions, 1 passage shared by several documents" in page
    assert "date unknown" in page
    assert "3 May 2031" in page


def test_the_list_filters_by_outlet(pages: httpx.Client) -> None:
    found = pages.get("/documents.json", params={"outlet": "Valley Post"}).json()
    assert [one["name"] for one in found["documents"]] == ["copy.txt"]
    assert found["total"] == 1


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"after": "2031"}, ["dam.txt"]),
        ({"after": "2031-05-04"}, []),
        ({"before": "2031-05"}, []),
        ({"after": "2031-05-03", "before": "2031-05-04"}, ["dam.txt"]),
        ({"after": "2031", "outlet": "Valley Post"}, []),
    ],
)
def test_the_list_filters_by_date(
    pages: httpx.Client, query: dict[str, str], names: list[str]
) -> None:
    found = pages.get("/documents.json", params=query).json()["documents"]
    assert [one["name"] for one in found] == names


def test_a_date_that_is_none_is_explained(pages: httpx.Client) -> None:
    page = pages.get("/documents", params={"after": "last week"})
    assert page.status_code == 400
    assert "2023-07-29" in page.text


def test_an_empty_ledger_says_what_to_type(tmp_path: Path) -> None:
    Ledger.create(tmp_path / "new.ledger").close()
    with client_of(tmp_path / "new.ledger") as pages:
        assert "sayso add new.ledger" in pages.get("/").text


def test_the_list_has_pages(tmp_path: Path) -> None:
    path = tmp_path / "many.ledger"
    with Ledger.create(path) as ledger:
        for number in range(52):
            write(ledger, document(f"{number:02}.txt", f"Text {number}."), Annotations(), [])
    with client_of(path) as pages:
        first = pages.get("/", params={"order": "name"}).text
        last = pages.get("/", params={"order": "name", "page": "2"}).text
    assert "Page 1 of 2" in first
    assert "order=name&amp;page=2" in first
    assert "51.txt" in last
    assert "49.txt" not in last


def test_the_reader_shows_every_character(pages: httpx.Client, dam: Document) -> None:
    assert article_text(pages.get(f"/documents/{dam.id}").text) == TEXT


def test_the_title_in_the_text_is_the_heading(pages: httpx.Client, dam: Document) -> None:
    page = pages.get(f"/documents/{dam.id}").text
    assert len(re.findall(r"<h1", page)) == 1
    assert re.search(r'<h1 class="block title" id="c0"', page)


def test_an_attribution_asked_for_is_shown_whole(pages: httpx.Client, dam: Document) -> None:
    page = pages.get(f"/documents/{dam.id}", params={"a": "a-ministry"}).text
    chain = re.sub(r"<[^>]*>", " ", re.findall(r'<ol class="chain".*?</ol>', page, re.S)[0])
    assert chain.index("Tarsk Courier") < chain.index("Ilva Torn") < chain.index("Ministry")
    start, end = span(TEXT, "“the spillway is sound”")
    assert f"{start}–{end}" in page
    assert "verbatim, in quotation marks" in page


def test_the_panel_alone_comes_to_a_script(pages: httpx.Client, dam: Document) -> None:
    answer = pages.get(
        f"/documents/{dam.id}", params={"a": "a-torn"}, headers={"HX-Request": "true"}
    )
    assert answer.text.lstrip().startswith("<section")
    assert answer.headers["vary"] == "HX-Request"


def test_a_stretch_asked_for_is_marked(pages: httpx.Client, dam: Document) -> None:
    page = pages.get(f"/documents/{dam.id}", params={"at": "10-25"}).text
    marked = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.S))
    assert html.unescape(marked) == TEXT[10:25]
    assert page.count('id="at"') == 1


@pytest.mark.parametrize("at", ["x", "9-", "99999-5", "-1-5", "7-3", "0-999999999"])
def test_a_stretch_that_is_none_does_no_harm(pages: httpx.Client, dam: Document, at: str) -> None:
    page = pages.get(f"/documents/{dam.id}", params={"at": at})
    assert page.status_code == 200
    assert article_text(page.text) == TEXT


def test_times_and_quantities_are_marked_when_asked_for(pages: httpx.Client, dam: Document) -> None:
    address = f"/documents/{dam.id}"
    assert "quantity: 40 family" not in pages.get(address).text
    marked = pages.get(address, params={"amounts": "1"}).text
    assert "quantity: 40 family" in marked
    assert "place: town, XX.1, GeoNames 7" in marked


def test_a_place_says_where_it_is(pages: httpx.Client) -> None:
    page = pages.get("/entities/e-sel").text
    assert "place: town, XX.1, GeoNames 7, 1.50° N, 2.50° W" in page


def test_a_shared_passage_leads_to_the_others(pages: httpx.Client, dam: Document) -> None:
    page = pages.get(f"/documents/{dam.id}").text
    assert re.search(r'href="/passages/p-dam"[^>]*also in Valley Post, date unknown', page)


def test_the_readers_data_are_the_rows(pages: httpx.Client, dam: Document) -> None:
    data = pages.get(f"/documents/{dam.id}.json").json()
    assert decode(Document, data["document"]) == dam
    made = tuple(decode(Attribution, row) for row in data["attributions"])
    assert made == dam_annotations(dam.id).attributions
    assert decode(Passage, data["passages"][0]).id == "p-dam"


def test_a_very_long_document_comes_in_windows(tmp_path: Path) -> None:
    text = "".join(f"Line {number} of the long report.\n" for number in range(20_000))
    path, long = tmp_path / "long.ledger", document("long.txt", text)
    with Ledger.create(path) as ledger:
        write(ledger, long, Annotations(), [])
    read, start = "", 0
    with client_of(path) as pages:
        while start < len(text):
            page = pages.get(f"/documents/{long.id}", params={"from": start}).text
            part = article_text(page)
            assert 0 < len(part) <= WINDOW
            read, start = read + part, start + len(part)
        pointed = pages.get(f"/documents/{long.id}", params={"at": "500000-500004"}).text
    assert read == text
    assert 'id="at"' in pointed


def test_an_unknown_document_is_explained(pages: httpx.Client) -> None:
    page = pages.get("/documents/d0000")
    assert page.status_code == 404
    assert "no document with this id" in page.text


def test_an_unknown_address_leads_on(pages: httpx.Client) -> None:
    page = pages.get("/nowhere")
    assert page.status_code == 404
    assert 'href="/search"' in page.text


@pytest.mark.parametrize("path", ["/documents/x.json", "/passages/x.json", "/entities/x.json"])
def test_data_that_are_not_there_are_explained_as_data(pages: httpx.Client, path: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == 404
    assert set(answer.json()) == {"error", "message"}


def test_search_marks_the_matches_and_leads_to_them(pages: httpx.Client, dam: Document) -> None:
    page = pages.get("/search", params={"q": "spillway"}).text
    start, end = span(TEXT, "spillway")
    assert "<mark>spillway</mark>" in page
    assert f"/documents/{dam.id}?at={start}-{end}#at" in page


def test_a_bad_query_is_explained_and_kept(pages: httpx.Client) -> None:
    page = pages.get("/search", params={"q": 'before:someday "'})
    assert page.status_code == 400
    assert "This query cannot be read." in page.text
    assert "before:someday" in page.text
    assert "How to ask" in page.text


def test_copies_name_the_earliest_carrier_seen_here(pages: httpx.Client) -> None:
    page = re.sub(r"<[^>]*>", "", pages.get("/copies").text)
    assert re.search(r"earliest seen here:\s+Tarsk Courier,\s+3 May 2031", page)


def test_a_passage_shows_what_each_wording_changed(pages: httpx.Client) -> None:
    page = pages.get("/passages/p-dam").text
    assert "<del>night</del><ins>day</ins>" in page
    assert "Compared with wording A" in re.sub(r"<[^>]*>", "", page)
    assert page.index("3 May 2031") < page.index("date unknown")


def test_quotes_lead_to_their_characters(pages: httpx.Client, dam: Document) -> None:
    start, end = span(TEXT, "Some 40 families left the valley")
    page = pages.get("/quotes").text
    assert f"/documents/{dam.id}?a=a-mayor&amp;at={start}-{end}#at" in page


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"speaker": "torn"}, ["a-torn"]),
        ({"kind": "direct"}, ["a-ministry"]),
        ({"kind": "shouted"}, ["a-torn", "a-ministry", "a-mayor"]),
        ({"outlet": "Valley Post"}, []),
        ({"before": "2031"}, []),
        ({"polarity": "denied"}, []),
    ],
)
def test_quotes_are_filtered(pages: httpx.Client, query: dict[str, str], ids: list[str]) -> None:
    found = pages.get("/quotes.json", params=query).json()["quotes"]
    assert [one["attribution"]["id"] for one in found] == ids


def test_quotes_say_how_many_there_are(pages: httpx.Client) -> None:
    assert "1–3 of 3 attributions" in pages.get("/quotes").text
    page = pages.get("/quotes", params={"kind": "direct"})
    assert "1–1 of 1 attribution that fits" in page.text


def test_quotes_past_the_last_page_say_so(pages: httpx.Client) -> None:
    assert "on this page" in pages.get("/quotes", params={"page": 9}).text


def test_a_quote_shows_its_chain_and_whom_it_was_said_to(pages: httpx.Client) -> None:
    page = re.sub(r"<[^>]*>", "", pages.get("/quotes", params={"kind": "direct"}).text)
    assert re.search(r"Tarsk Courier\s+→ Ilva Torn\s+→ Ministry of Water\s+to Ilva Torn", page)


def test_an_entity_shows_what_was_said_to_it(pages: httpx.Client) -> None:
    data = pages.get("/entities/e-torn.json", params={"show": "heard"}).json()
    assert [one["attribution"]["id"] for one in data["quotes"]] == ["a-ministry"]
    assert "the spillway is sound" in pages.get("/entities/e-torn?show=heard").text


def test_an_entity_shows_every_mention_in_its_context(pages: httpx.Client, dam: Document) -> None:
    page = pages.get("/entities/e-torn?show=mentions").text
    start, end = span(TEXT, "Ilva Torn")
    assert f'href="/documents/{dam.id}?at={start}-{end}#at">Ilva Torn</a>' in page
    assert "said the ministry had told her" in page
    (shown,) = pages.get("/entities/e-torn.json?show=mentions").json()["appearances"]
    assert (shown["attributions"], shown["addressed"]) == (1, 1)


def test_an_entity_that_never_speaks_is_shown_where_it_is_mentioned(tmp_path: Path) -> None:
    path, made = tmp_path / "quiet.ledger", document("quiet.txt", "The train passed Orla Ford.")
    rows = Annotations(
        mentions=(Mention(made.id, Span(17, 26), "e-ford", "name"),),
        entities=(Entity("e-ford", "Orla Ford", "place"),),
    )
    with Ledger.create(path) as ledger:
        write(ledger, made, rows, [])
    with client_of(path) as pages:
        page = pages.get("/entities/e-ford").text
    assert "only mentioned</span>" in page
    assert "The train passed " in page


def test_a_document_without_a_title_is_called_by_its_first_words(pages: httpx.Client) -> None:
    page = pages.get("/").text
    assert '<bdi class="opening">“The dam at Sel held through the day.' in page
    assert '<li class="file" title="copy.txt">' in page


def test_only_the_end_of_a_path_is_in_sight(tmp_path: Path) -> None:
    made = document("/home/someone/inbox/note.txt", "Nothing happened.")
    with Ledger.create(tmp_path / "one.ledger") as ledger:
        write(ledger, made, Annotations(), [])
    with client_of(tmp_path / "one.ledger") as pages:
        page = pages.get(f"/documents/{made.id}").text
    (line,) = re.findall(r"<summary>received as.*?</summary>", page)
    assert "…/inbox/note.txt" in line
    assert "someone" not in line
    assert "<dd><bdi>/home/someone/inbox/note.txt</bdi></dd>" in page


def test_a_copy_lists_what_it_changed_and_of_whose_wording(pages: httpx.Client) -> None:
    (copy,) = pages.get("/documents.json", params={"q": "copy"}).json()["documents"]
    page = pages.get(f"/documents/{copy['id']}").text
    text = " ".join(re.sub(r"<[^>]*>", "", page).split())
    assert "Changed from the wording of Tarsk Courier, 3 May 2031:" in text
    assert "the order is unknown, this one having no date" in text
    assert 'data-change="date: “night” became “day”"' in page


def test_signs_between_blocks_are_not_seen_and_words_are(tmp_path: Path) -> None:
    text = "# A head\n\n*By Orla Ford*\n\nThe mill burned down in the night.\n"
    made = document("signs.md", text, format="markdown", title="A head", title_span=Span(2, 8))
    with Ledger.create(tmp_path / "signs.ledger") as ledger:
        write(ledger, made, Annotations(), [])
    with client_of(tmp_path / "signs.ledger") as pages:
        page = pages.get(f"/documents/{made.id}").text
    assert article_text(page) == text
    assert all(not any(map(str.isalnum, gap)) for gap in re.findall(r'signs">(.*?)<', page, re.S))


def test_an_entity_shows_names_roles_and_words(pages: httpx.Client) -> None:
    page = pages.get("/entities/e-torn").text
    assert "What the outlets call it" in page
    assert "engineer</bdi>" in page
    assert "the ministry had told her" in page


def test_problems_say_what_where_and_how_many_failed(pages: httpx.Client) -> None:
    page = pages.get("/problems").text
    assert "1 problem; 1 of them failed" in page
    assert "empty file: nothing to read" in page


def test_what_failed_comes_before_what_was_only_odd(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "two.ledger") as ledger:
        ledger.problem(Problem(None, "/inbox/a.txt", "times", "an odd date", "warning"))
        ledger.problem(Problem(None, "/inbox/b.txt", "read", "the file is empty"))
    with client_of(tmp_path / "two.ledger") as pages:
        page = pages.get("/problems").text
        found = pages.get("/problems.json").json()["problems"]
    assert page.index("the file is empty") < page.index("an odd date")
    assert "received as <bdi>/inbox/b.txt</bdi>" in page
    assert [one["severity"] for one in found] == ["failed", "warning"]


def test_a_ledger_that_has_gone_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "gone.ledger"
    Ledger.create(path).close()
    with client_of(path) as pages:
        path.write_bytes(b"this is no database at all, " * 99)
        page = pages.get("/")
    assert page.status_code == 503
    assert "The ledger cannot be read" in page.text


def test_a_span_beyond_the_text_is_no_error(tmp_path: Path) -> None:
    path, made = tmp_path / "odd.ledger", document("odd.txt", "Short.")
    far = Attribution("a-far", made.id, Span(4, 90), Span(-3, 2), (Span(80, 99),), "direct")
    with Ledger.create(path) as ledger:
        write(ledger, made, Annotations(attributions=(far,)), [])
    with client_of(path) as pages:
        page = pages.get(f"/documents/{made.id}", params={"a": "a-far"})
    assert page.status_code == 200
    assert article_text(page.text) == "Short."


def test_a_denial_is_marked_in_the_margin(tmp_path: Path) -> None:
    path, made = tmp_path / "denial.ledger", document("denial.txt", "The mill burned, Orla denied.")
    row = Attribution(
        "a-1", made.id, Span(17, 21), Span(22, 28), (Span(0, 15),), "indirect", polarity="denied"
    )
    with Ledger.create(path) as ledger:
        write(ledger, made, Annotations(attributions=(row,)), [])
    with client_of(path) as pages:
        page = pages.get(f"/documents/{made.id}").text
    assert 'data-initials="Or not"' in page


def test_a_page_answers_to_head(pages: httpx.Client) -> None:
    assert pages.head("/").status_code == 200
