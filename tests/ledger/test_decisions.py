"""Decisions in a ledger: kept for good, applied at once, and told from those that do not fit."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_samples import KEYS, add, sample

from sayso.annotate.stage import Annotations
from sayso.codec import decode, encode
from sayso.errors import DecisionError
from sayso.ledger import Ledger
from sayso.ledger.decisions import Ruling
from sayso.link.entities import Grouping
from sayso.rows import Anchor, Decision, Entity, Mention, Span
from sayso.run import ruling

ADA = "Ada Fenn"
HERE = Path(__file__).parent


@pytest.fixture
def docs(ledger: Ledger) -> dict[str, str]:
    """Four documents, linked: Mira Vell in two, Mara Teel in one, Teel in one; ids by name."""
    people = {"a": "Mira Vell", "b": "Mira Vell", "c": "Mara Teel", "d": "Teel"}
    made = {name: add(ledger, f"{name}.txt", who, f"word {name}") for name, who in people.items()}
    ledger.relink_entities(Grouping)
    return made


def who(ledger: Ledger, doc: str) -> str:
    """The entity that speaks in a document."""
    (found,) = ledger.annotations(doc).entities
    return found.id


def states(ledger: Ledger) -> list[str]:
    """How the decisions stand, the earliest first."""
    return [standing.state for standing in reversed(ledger.decisions())]


def together(ledger: Ledger, docs: dict[str, str]) -> list[str]:
    """The documents that speak of one entity, by their names."""
    found: dict[str, str] = {}
    for name, doc in docs.items():
        found[who(ledger, doc)] = found.get(who(ledger, doc), "") + name
    return sorted(found.values())


def test_a_merge_joins_at_once(ledger: Ledger, docs: dict[str, str]) -> None:
    assert together(ledger, docs) == ["ab", "c", "d"]
    ruling.same(ledger, who(ledger, docs["c"]), who(ledger, docs["d"]), ADA)
    assert together(ledger, docs) == ["ab", "cd"]


def test_a_split_parts_documents_of_one_name(ledger: Ledger, docs: dict[str, str]) -> None:
    ruling.split(ledger, who(ledger, docs["a"]), [docs["b"]], ADA)
    assert together(ledger, docs) == ["a", "b", "c", "d"]


def test_documents_that_leave_mean_one_other_unless_said_otherwise(ledger: Ledger) -> None:
    docs = {name: add(ledger, f"{name}.txt", "Mira Vell", name) for name in "abcd"}
    ledger.relink_entities(Grouping)
    ruling.split(ledger, who(ledger, docs["a"]), [docs["c"], docs["d"]], ADA)
    assert together(ledger, docs) == ["ab", "cd"]
    for standing in ledger.decisions():
        ruling.withdraw(ledger, standing.decision.id, ADA)
    assert together(ledger, docs) == ["abcd"]
    ruling.split(ledger, who(ledger, docs["a"]), [docs["c"], docs["d"]], ADA, together=False)
    assert together(ledger, docs) == ["ab", "c", "d"]


def test_a_split_leaves_at_least_one_document(ledger: Ledger, docs: dict[str, str]) -> None:
    with pytest.raises(DecisionError, match="Leave at least one"):
        ruling.split(ledger, who(ledger, docs["a"]), [docs["a"], docs["b"]], ADA)


def test_an_entity_is_shown_and_found_by_the_name_it_was_given(
    ledger: Ledger, docs: dict[str, str]
) -> None:
    ruling.rename(ledger, who(ledger, docs["d"]), "  Oto\n Teel ", ADA)
    assert ledger.entity(who(ledger, docs["d"])).name == "Oto Teel"
    assert [one.id for one in ledger.find_entities("oto teel")] == [who(ledger, docs["d"])]


def test_entities_are_found_by_the_beginning_of_a_word_whole_names_first(
    ledger: Ledger, docs: dict[str, str]
) -> None:
    found = ledger.find_entities("tee")
    assert [(one.name, one.whole) for one in found] == [("Mara Teel", False), ("Teel", False)]
    assert [one.name for one in ledger.find_entities("teel")] == ["Teel", "Mara Teel"]
    assert ledger.find_entities("eel") == ledger.find_entities("!") == []


def test_of_two_names_the_later_shows_and_the_earlier_is_listed(
    ledger: Ledger, docs: dict[str, str]
) -> None:
    for name in ("Vell the Elder", "Vell the Younger"):
        ruling.rename(ledger, who(ledger, docs["a"]), name, ADA)
    assert ledger.entity(who(ledger, docs["b"])).name == "Vell the Younger"
    assert states(ledger) == ["overruled", "in force"]


def test_what_is_ruled_different_stays_apart_whatever_comes(ledger: Ledger) -> None:
    def committee(name: str, called: str, *others: str) -> str:
        document, got, rows = sample(f"{name}.txt", called, name)
        names = [replace(rows.entities[0].aliases[0], name=one) for one in (called, *others)]
        one = replace(rows.entities[0], kind="organisation", aliases=tuple(names))
        ledger.write(document, got, replace(rows, entities=(one,)), KEYS)
        ledger.relink_entities(Grouping)
        return document.id

    full, short = committee("full", "Free River Committee"), committee("short", "FRC")
    ruling.different(ledger, who(ledger, full), who(ledger, short), ADA)
    later = committee("later", "Free River Committee", "FRC")
    assert who(ledger, later) == who(ledger, full) != who(ledger, short)


def test_a_withdrawn_decision_has_no_effect_and_stays_listed(
    ledger: Ledger, docs: dict[str, str]
) -> None:
    (made,) = ruling.same(ledger, who(ledger, docs["c"]), who(ledger, docs["d"]), ADA)
    taken = ruling.withdraw(ledger, made.id, "Ben Oake")
    assert together(ledger, docs) == ["ab", "c", "d"]
    assert states(ledger) == ["withdrawn"]
    (standing,) = ledger.decisions()
    assert standing.entities == (who(ledger, docs["c"]), who(ledger, docs["d"]))
    assert taken.withdrawn is not None
    assert (taken.withdrawn.by, taken.withdrawn.at > made.at) == ("Ben Oake", True)


def test_a_decision_is_withdrawn_once(ledger: Ledger, docs: dict[str, str]) -> None:
    (made,) = ruling.rename(ledger, who(ledger, docs["c"]), "M. Teel", ADA)
    ruling.withdraw(ledger, made.id, ADA)
    with pytest.raises(DecisionError, match="withdrawn already, by Ada Fenn"):
        ruling.withdraw(ledger, made.id, ADA)


def test_a_merge_undoes_a_split_of_many_documents(ledger: Ledger, docs: dict[str, str]) -> None:
    docs |= {"e": add(ledger, "e.txt", "Mira Vell", "word e")}
    ledger.relink_entities(Grouping)
    ruling.split(ledger, who(ledger, docs["a"]), [docs["b"], docs["e"]], ADA)
    ruling.same(ledger, who(ledger, docs["a"]), who(ledger, docs["b"]), ADA)
    assert together(ledger, docs) == ["abe", "c", "d"]
    assert states(ledger).count("overruled") == 2


def test_the_later_of_two_that_contradict_counts(ledger: Ledger, docs: dict[str, str]) -> None:
    one, other = who(ledger, docs["a"]), who(ledger, docs["c"])
    (first,) = ruling.same(ledger, one, other, ADA)
    (second,) = ruling.split(ledger, who(ledger, docs["a"]), [docs["c"]], ADA)
    assert together(ledger, docs) == ["ab", "c", "d"]
    found = {standing.decision.id: standing.overruled_by for standing in ledger.decisions()}
    assert found == {first.id: second.id, second.id: None}


def test_one_entity_is_not_ruled_about_itself(ledger: Ledger, docs: dict[str, str]) -> None:
    with pytest.raises(DecisionError, match="one entity already"):
        ruling.different(ledger, who(ledger, docs["a"]), who(ledger, docs["b"]), ADA)


def test_an_unknown_entity_cannot_be_ruled_on(ledger: Ledger, docs: dict[str, str]) -> None:
    with pytest.raises(DecisionError, match="no words of an entity e-nobody"):
        ruling.same(ledger, who(ledger, docs["a"]), "e-nobody", ADA)


@pytest.mark.parametrize("by", ["", " \n"])
def test_a_decision_is_signed(ledger: Ledger, docs: dict[str, str], by: str) -> None:
    with pytest.raises(DecisionError, match="name of who rules"):
        ruling.rename(ledger, who(ledger, docs["a"]), "Vell", by)
    assert ledger.decisions() == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM decisions",
        "UPDATE decisions SET value = 'Other'",
        "DELETE FROM withdrawals",
        "UPDATE withdrawals SET at = ''",
    ],
)
def test_the_file_itself_refuses_to_change_the_log(
    ledger: Ledger, docs: dict[str, str], statement: str
) -> None:
    (made,) = ruling.rename(ledger, who(ledger, docs["a"]), "Vell", ADA)
    ruling.withdraw(ledger, made.id, ADA)
    writing = ledger._writing
    assert writing is not None
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        writing.execute(statement)


# Anchors


def test_an_anchor_is_the_name_rather_than_a_pronoun(ledger: Ledger) -> None:
    document, got, rows = sample("a.txt", "Mira Vell", "I said so, she said")
    she = document.text.index("she")
    pronoun = Mention(document.id, Span(she, she + 3), rows.entities[0].id, "pronoun")
    ledger.write(document, got, replace(rows, mentions=(pronoun, *rows.mentions)), KEYS)
    found = ledger.anchor(rows.entities[0].id)
    assert (found.words, found.name, found.span) == ("Mira Vell", "Mira Vell", Span(0, 9))


def test_an_entity_that_no_words_stand_for_is_known_by_its_name(ledger: Ledger) -> None:
    document, got, rows = sample("a.txt", "Mira Vell", "word")
    outlet = Entity("e-outlet", "Tarsk Courier", "organisation")
    ledger.write(document, got, replace(rows, entities=(*rows.entities, outlet)), KEYS)
    ledger.relink_entities(Grouping)
    (found,) = ledger.find_entities("Tarsk Courier")
    ruling.rename(ledger, found.id, "The Courier of Tarsk", ADA)
    assert ledger.entity(found.id).name == "The Courier of Tarsk"


def reannotated(ledger: Ledger, doc: str, start: int, name: str) -> None:
    """The document's rows as after a new version of a stage, with a mention from ``start``."""
    before = ledger.annotations(doc, linked=False)
    one = replace(before.entities[0], id=f"{doc}-new", name=name, aliases=())
    mention = Mention(doc, Span(start, before.mentions[0].span.end), one.id, "name")
    ledger.annotate(doc, Annotations(mentions=(mention,), entities=(one,)), KEYS)
    ledger.relink_entities(Grouping)


def test_a_decision_holds_when_a_stage_gives_its_words_another_id(
    ledger: Ledger, docs: dict[str, str]
) -> None:
    ruling.same(ledger, who(ledger, docs["c"]), who(ledger, docs["d"]), ADA)
    reannotated(ledger, docs["c"], 0, "Mara Teel")
    assert together(ledger, docs) == ["ab", "cd"]
    assert states(ledger) == ["in force"]


def test_a_decision_holds_when_a_stage_moves_the_borders_of_its_words(
    ledger: Ledger, docs: dict[str, str]
) -> None:
    ruling.same(ledger, who(ledger, docs["c"]), who(ledger, docs["d"]), ADA)
    reannotated(ledger, docs["c"], 5, "Mara Teel")
    assert together(ledger, docs) == ["ab", "cd"]


def test_a_decision_does_not_pass_to_somebody_else_over_its_words(
    ledger: Ledger, docs: dict[str, str]
) -> None:
    ruling.same(ledger, who(ledger, docs["c"]), who(ledger, docs["d"]), ADA)
    reannotated(ledger, docs["c"], 5, "Teel Shipping")
    assert states(ledger) == ["not fitting"]


def test_a_decision_that_does_not_fit_says_why_and_fits_again_later(
    ledger: Ledger, docs: dict[str, str]
) -> None:
    ruling.same(ledger, who(ledger, docs["c"]), who(ledger, docs["d"]), ADA)
    before = ledger.annotations(docs["c"], linked=False)
    ledger.annotate(docs["c"], Annotations(), KEYS)
    ledger.relink_entities(Grouping)
    (standing,) = ledger.decisions()
    assert (standing.state, standing.why) == (
        "not fitting",
        "no entity is found at its words any more",
    )
    ledger.annotate(docs["c"], before, KEYS)
    ledger.relink_entities(Grouping)
    assert states(ledger) == ["in force"]


def test_two_that_a_document_now_reads_as_one_are_listed_as_not_fitting(ledger: Ledger) -> None:
    document, got, rows = sample("a.txt", "Mira Vell", "Ivo Tarn")
    at = Span(document.text.index("Ivo"), document.text.index("Ivo") + 8)
    other = Entity("e-tarn", "Ivo Tarn", "person")
    mentions = (*rows.mentions, Mention(document.id, at, "e-tarn", "name"))
    both = replace(rows, entities=(*rows.entities, other), mentions=mentions)
    ledger.write(document, got, both, KEYS)
    ledger.relink_entities(Grouping)
    one, two = (ledger.find_entities(name)[0].id for name in ("Mira Vell", "Ivo Tarn"))
    ruling.different(ledger, one, two, ADA)
    merged = tuple(replace(mention, entity=rows.entities[0].id) for mention in mentions)
    ledger.annotate(document.id, replace(rows, mentions=merged), KEYS)
    assert [standing.why for standing in ledger.decisions()] == [
        "within their document the two are read as one"
    ]


def test_other_rows_may_be_ruled_on(ledger: Ledger, docs: dict[str, str]) -> None:
    row = ledger.annotations(docs["a"]).attributions[0]
    words = ledger.document(docs["a"]).text[slice(*row.cue)]
    anchor = Anchor(docs["a"], row.cue, words, "attributions", row.id)
    ledger.decide([Ruling((anchor,), "wrong")], ADA, Grouping)
    assert states(ledger) == ["in force"]


# Elsewhere, later, and after an accident


def dumped(ledger: Ledger) -> list[Decision]:
    return [decode(Decision, encode(row)) for row in ledger.rows("decisions")]  # type: ignore[arg-type]


def test_decisions_bind_another_ledger_of_the_same_documents(
    ledger: Ledger, docs: dict[str, str], path: Path
) -> None:
    ruling.same(ledger, who(ledger, docs["c"]), who(ledger, docs["d"]), ADA)
    (made,) = ruling.split(ledger, who(ledger, docs["a"]), [docs["b"]], ADA)
    ruling.rename(ledger, who(ledger, docs["c"]), "M. Teel", ADA)
    ruling.withdraw(ledger, made.id, "Ben Oake")
    with Ledger.create(path.with_name("other.ledger")) as other:
        for name, who_ in (("d", "Teel"), ("c", "Mara Teel"), ("b", "Mira Vell")):
            add(other, f"{name}.txt", who_, f"word {name}")
        add(other, "a.txt", "Mira Vell", "word a")
        assert ruling.load(other, dumped(ledger)) == 4
        assert ruling.load(other, dumped(ledger)) == 0
        assert other.decisions() == ledger.decisions()
        assert sorted(map(repr, other.rows("entities"))) == sorted(
            map(repr, ledger.rows("entities"))
        )


def test_a_decision_about_documents_that_are_not_here_is_kept(
    ledger: Ledger, docs: dict[str, str], path: Path
) -> None:
    ruling.same(ledger, who(ledger, docs["c"]), who(ledger, docs["d"]), ADA)
    with Ledger.create(path.with_name("other.ledger")) as other:
        ruling.load(other, dumped(ledger))
        (standing,) = other.decisions()
        assert standing.why == "its document is not in this ledger"
        for name, speaker in (("c", "Mara Teel"), ("d", "Teel")):
            add(other, f"{name}.txt", speaker, f"word {name}")
        other.relink_entities(Grouping)
        assert states(other) == ["in force"]
        assert who(other, docs["c"]) == who(other, docs["d"])


def test_a_decision_that_was_changed_is_refused(ledger: Ledger, docs: dict[str, str]) -> None:
    (made,) = ruling.rename(ledger, who(ledger, docs["a"]), "Vell", ADA)
    with pytest.raises(DecisionError, match="was changed"):
        ruling.load(ledger, [replace(made, value="Other")])


def test_an_address_from_before_leads_to_who_holds_it_now(
    ledger: Ledger, docs: dict[str, str]
) -> None:
    one, other = who(ledger, docs["c"]), who(ledger, docs["d"])
    ruling.same(ledger, one, other, ADA)
    now = who(ledger, docs["c"])
    assert {ledger.entity(one).id, ledger.entity(other).id} == {now}
    (made,) = (standing.decision for standing in ledger.decisions())
    ruling.withdraw(ledger, made.id, ADA)
    assert (ledger.entity(one).id, ledger.entity(other).id) == (one, other)


def test_writing_a_document_again_keeps_its_decisions(ledger: Ledger, docs: dict[str, str]) -> None:
    ruling.same(ledger, who(ledger, docs["c"]), who(ledger, docs["d"]), ADA)
    add(ledger, "c.txt", "Mara Teel", "word c")
    ledger.relink_entities(Grouping)
    assert together(ledger, docs) == ["ab", "cd"]


RULER = """
import sys
from sayso.ledger import Ledger
from sayso.run import ruling
path, one, other, by = sys.argv[1:5]
with Ledger.create(path) as ledger:
    for n in range(int(sys.argv[5])):
        (made,) = ruling.same(ledger, one, other, by)
        ruling.withdraw(ledger, made.id, by)
        print(n, flush=True)
"""


def ruler(path: Path, by: str, rounds: int, *entities: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RULER, str(path), *entities, by, str(rounds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def shown(ledger: Ledger) -> list[str]:
    return sorted(map(repr, ledger.rows("entities")))


def test_a_process_killed_while_it_rules_leaves_decisions_and_entities_that_agree(
    ledger: Ledger, docs: dict[str, str], path: Path
) -> None:
    started = ruler(path, ADA, 10_000, who(ledger, docs["c"]), who(ledger, docs["d"]))
    assert started.stdout is not None
    for _ in range(20):
        started.stdout.readline()
    started.send_signal(signal.SIGKILL)
    started.wait()
    started.stdout.close()
    found = shown(ledger)
    assert len(ledger.decisions()) >= 20
    assert states(ledger).count("in force") == (together(ledger, docs) == ["ab", "cd"])
    ledger.relink_entities(Grouping)
    assert shown(ledger) == found


def test_two_processes_that_rule_at_once_lose_nothing(
    ledger: Ledger, docs: dict[str, str], path: Path
) -> None:
    pairs = {ADA: ("c", "d"), "Ben Oake": ("a", "c")}
    running = [
        ruler(path, by, 8, *(who(ledger, docs[name]) for name in names))
        for by, names in pairs.items()
    ]
    for process in running:
        process.communicate(timeout=60)
    assert [process.returncode for process in running] == [0, 0]
    found = [standing.decision for standing in ledger.decisions()]
    assert sorted(one.by for one in found) == sorted([ADA, "Ben Oake"] * 8)
    assert len({one.at for one in found}) == 16
    assert set(states(ledger)) == {"withdrawn"}


STEPS = st.permutations(["add a", "add b", "add c", "add d", "add e", "load", "link"])
PEOPLE = {"a": "Mira Vell", "b": "Mira Vell", "c": "Mara Teel", "d": "Teel", "e": "Mira Vell"}


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Decision], list[str]]:
    """A folder, decisions of every kind, and the entities that are shown with them."""
    path = tmp_path_factory.mktemp("ruled")
    with Ledger.create(path / "ruled.ledger") as ledger:
        docs = {n: add(ledger, f"{n}.txt", who_, f"word {n}") for n, who_ in PEOPLE.items()}
        ledger.relink_entities(Grouping)
        ruling.same(ledger, who(ledger, docs["c"]), who(ledger, docs["d"]), ADA)
        ruling.split(ledger, who(ledger, docs["a"]), [docs["b"]], ADA)
        ruling.different(ledger, who(ledger, docs["a"]), who(ledger, docs["c"]), ADA)
        (last,) = ruling.rename(ledger, who(ledger, docs["e"]), "Vell", ADA)
        ruling.rename(ledger, who(ledger, docs["d"]), "M. Teel", "Ben Oake")
        ruling.withdraw(ledger, last.id, ADA)
        return path, dumped(ledger), shown(ledger)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_is_shown_is_a_function_of_rows_and_log(
    ruled: tuple[Path, list[Decision], list[str]], steps: Sequence[str]
) -> None:
    folder, decisions, expected = ruled
    path = folder / "again.ledger"
    with Ledger.create(path) as ledger:
        for step in (*steps, "link"):
            if step == "load":
                ruling.load(ledger, reversed(decisions))
            elif step == "link":
                ledger.relink_entities(Grouping)
            else:
                name = step[-1]
                add(ledger, f"{name}.txt", PEOPLE[name], f"word {name}")
        found = shown(ledger)
    path.unlink()
    assert found == expected
