"""The page of an entity, and ruling on it: forms, what they lead to, and what is refused."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import people_ledger
import pytest
from dam_ledger import client_of
from people_ledger import minister

from sayso.ledger import Ledger
from sayso.run import ruling

people, ids = people_ledger.people, people_ledger.ids


@pytest.fixture
def pages(people: Path) -> Iterator[httpx.Client]:
    with client_of(people) as client:
        yield client


def words(page: httpx.Response) -> str:
    """What a page says, in one line."""
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", page.text)).split())


def token(pages: httpx.Client, entity: str) -> str:
    found = re.search('name="token" value="([^"]+)"', pages.get(f"/entities/{entity}").text)
    assert found
    return found[1]


def rule(pages: httpx.Client, entity: str, verdict: str, **more: str | list[str]) -> httpx.Response:
    """Send a form as a page of ours does."""
    form = {"token": token(pages, entity), "entity": entity, "verdict": verdict, "by": "Ada Fenn"}
    return pages.post("/decisions", data={**form, **more})


def ministers(people: Path) -> dict[str, str]:
    with Ledger.open(people) as ledger:
        return {letter: minister(ledger, f"{letter}.txt") for letter in "abcd"}


# The page


def test_what_others_say_of_an_entity_is_said_about_it(
    pages: httpx.Client, ids: dict[str, str]
) -> None:
    data = pages.get(f"/entities/{ids['a']}.json?show=about").json()
    assert {quote["speaker"] for quote in data["quotes"]} == {"Oto Holm"}
    assert data["counts"] == {"said": 3, "heard": 0, "about": 3, "mentions": 3}


def test_what_it_says_of_itself_is_not_said_about_it(
    pages: httpx.Client, ids: dict[str, str]
) -> None:
    holm = pages.get("/entities/" + ids["a"] + ".json?show=about").json()["quotes"][0]
    speaker = holm["attribution"]["speaker"]
    assert pages.get(f"/entities/{speaker}.json?show=about").json()["quotes"] == []


def test_its_mentions_are_counted_by_whose_words_they_stand_in(
    pages: httpx.Client, ids: dict[str, str]
) -> None:
    found = pages.get(f"/entities/{ids['a']}.json").json()["in_whose_words"]
    assert [(one["voice"], one["name"], one["mentions"], one["origins"]) for one in found] == [
        ("own", None, 3, 3),
        ("speaker", "Oto Holm", 3, 3),
    ]


def test_a_role_is_shown_from_when_to_when_it_is_seen_here(
    pages: httpx.Client, ids: dict[str, str]
) -> None:
    page = words(pages.get(f"/entities/{ids['a']}"))
    assert "minister seen here 3 May 2031 to 20 January 2032 , 3 documents" in page


def test_why_it_is_one_is_said(pages: httpx.Client, ids: dict[str, str]) -> None:
    page = words(pages.get(f"/entities/{ids['a']}"))
    assert "the same name: “Mara Teel” , in 3 documents" in page


@pytest.mark.parametrize("part", ["", "/merge", "/split", "/merge?with=OTHER"])
def test_every_page_is_also_data(pages: httpx.Client, ids: dict[str, str], part: str) -> None:
    path, _, query = part.partition("?")
    address = f"/entities/{ids['a']}{path}.json?{query.replace('OTHER', ids['d'])}"
    assert pages.get(address).json()["entity"]["id"] == ids["a"]


# Ruling


def test_a_merge_is_chosen_compared_confirmed_and_shown(
    pages: httpx.Client, people: Path, ids: dict[str, str]
) -> None:
    merge = f"/entities/{ids['d']}/merge"
    assert f'href="{merge}?with={ids["a"]}"' in pages.get(merge).text
    compared = words(pages.get(merge, params={"with": ids["a"]}))
    assert "Found in 3 documents, 3 independent origins; 3 attributions said by it." in compared
    answer = rule(pages, ids["d"], "same", other=ids["a"])
    assert answer.status_code == 303
    now = ministers(people)
    assert len(set(now.values())) == 1
    shown = words(pages.get(answer.headers["Location"]))
    assert "Merged. Both are this one now." in shown
    assert "Decisions on it The same in force ruled by Ada Fenn" in shown


def test_different_keeps_two_apart(pages: httpx.Client, people: Path, ids: dict[str, str]) -> None:
    assert rule(pages, ids["d"], "different", other=ids["a"]).status_code == 303
    with Ledger.open(people) as ledger:
        (standing,) = ledger.decisions()
    assert (standing.decision.verdict, standing.state) == ("different", "in force")


def test_a_split_parts_the_documents_chosen(
    pages: httpx.Client, people: Path, ids: dict[str, str]
) -> None:
    with Ledger.open(people) as ledger:
        docs = [ledger.find(name)[0] for name in ("b.txt", "c.txt")]
    assert all(f'value="{doc}"' in pages.get(f"/entities/{ids['a']}/split").text for doc in docs)
    rule(pages, ids["a"], "split", doc=docs, together="no")
    assert len(set(ministers(people).values())) == 4


def test_a_rename_shows_and_keeps_the_sources_names(
    pages: httpx.Client, ids: dict[str, str]
) -> None:
    answer = rule(pages, ids["a"], "name", value="M. <b>Teel</b>")
    page = pages.get(answer.headers["Location"])
    assert "<h1><bdi>M. &lt;b&gt;Teel&lt;/b&gt;</bdi></h1>" in page.text
    assert "Mara Teel 6" in words(page)


def test_a_decision_is_withdrawn_where_it_is_listed(
    pages: httpx.Client, people: Path, ids: dict[str, str]
) -> None:
    rule(pages, ids["d"], "same", other=ids["a"])
    with Ledger.open(people) as ledger:
        (standing,) = ledger.decisions()
    now = ministers(people)["a"]
    answer = rule(pages, now, "withdraw", decision=standing.decision.id)
    assert "Withdrawn. The decision stays" in words(pages.get(answer.headers["Location"]))
    assert ministers(people) == ids
    assert "withdrawn by Ada Fenn" in words(pages.get("/decisions"))


def test_the_list_says_how_each_decision_stands(pages: httpx.Client, ids: dict[str, str]) -> None:
    rule(pages, ids["a"], "name", value="First")
    rule(pages, ids["a"], "name", value="Second")
    data = pages.get("/decisions.json").json()
    assert [one["state"] for one in data["decisions"]] == ["in force", "overruled"]
    assert "Called “ First ” overruled by a later decision" in words(pages.get("/decisions"))


@pytest.mark.parametrize("ending", ["", ".json"])
def test_an_address_from_before_leads_on(
    pages: httpx.Client, people: Path, ids: dict[str, str], ending: str
) -> None:
    rule(pages, ids["d"], "same", other=ids["a"])
    now = ministers(people)["a"]
    (old,) = {ids["a"], ids["d"]} - {now}
    answer = pages.get(f"/entities/{old}{ending}?show=about")
    assert answer.status_code == 307
    assert answer.headers["Location"] == f"/entities/{now}{ending}?show=about"


# Refusals


def refused(people: Path, answer: httpx.Response, status: int, reason: str) -> None:
    assert (answer.status_code, reason in words(answer)) == (status, True)
    with Ledger.open(people) as ledger:
        assert ledger.decisions() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://courier.example"},
    ],
)
def test_a_form_of_another_site_is_refused(
    pages: httpx.Client, people: Path, ids: dict[str, str], headers: dict[str, str]
) -> None:
    form = {"token": token(pages, ids["a"]), "entity": ids["a"], "verdict": "name", "value": "X"}
    answer = pages.post("/decisions", data={**form, "by": "Ada"}, headers=headers)
    refused(people, answer, 403, "Sent by another site")


@pytest.mark.parametrize("given", ["", "guessed", "ü"])
def test_a_form_without_our_token_is_refused(
    pages: httpx.Client, people: Path, ids: dict[str, str], given: str
) -> None:
    answer = rule(pages, ids["a"], "name", value="X", token=given)
    refused(people, answer, 403, "load it again")


def test_an_address_alone_rules_nothing(
    pages: httpx.Client, people: Path, ids: dict[str, str]
) -> None:
    query = {"token": token(pages, ids["a"]), "entity": ids["a"], "verdict": "name", "value": "X"}
    pages.get("/decisions", params=query)
    assert pages.post("/decisions", params=query).status_code == 415
    with Ledger.open(people) as ledger:
        assert ledger.decisions() == []


@pytest.mark.parametrize(
    ("verdict", "more", "status", "reason"),
    [
        ("shout", {}, 400, "does not say what to rule"),
        ("name", {"value": " "}, 400, "needs a value"),
        ("name", {"value": "X", "by": " "}, 400, "name of who rules"),
        ("same", {"other": "e-nobody"}, 400, "no words of an entity e-nobody"),
        ("same", {"other": ""}, 400, "no words of an entity"),
        ("split", {}, 400, "Choose documents"),
        ("withdraw", {"decision": "d1"}, 400, "no decision d1"),
    ],
)
def test_what_cannot_be_ruled_is_explained(
    pages: httpx.Client,
    people: Path,
    ids: dict[str, str],
    verdict: str,
    more: dict[str, str | list[str]],
    status: int,
    reason: str,
) -> None:
    refused(people, rule(pages, ids["a"], verdict, **more), status, reason)


def test_a_form_that_is_too_large_is_refused(
    pages: httpx.Client, people: Path, ids: dict[str, str]
) -> None:
    answer = rule(pages, ids["a"], "name", value="X" * 1_100_000)
    refused(people, answer, 413, "Too much at once")


def test_a_read_only_ledger_has_no_forms_and_says_why(
    pages: httpx.Client, people: Path, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = token(pages, ids["a"])
    ask = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and ask(path, mode))
    for path in ("", "/split", f"/merge?with={ids['d']}"):
        page = pages.get(f"/entities/{ids['a']}{path}")
        assert 'method="post"' not in page.text
        assert "people.ledger may only be read here" in words(page)
    form = {"token": given, "entity": ids["a"], "verdict": "name", "value": "X", "by": "Ada"}
    refused(people, pages.post("/decisions", data=form), 403, "read-only")


def test_ruling_elsewhere_shows_at_once(
    pages: httpx.Client, people: Path, ids: dict[str, str]
) -> None:
    assert "Teel the Elder" not in pages.get(f"/entities/{ids['a']}").text
    with Ledger.create(people) as ledger:
        ruling.rename(ledger, ids["a"], "Teel the Elder", "Ben Oake")
    assert "Teel the Elder" in pages.get(f"/entities/{ids['a']}").text
