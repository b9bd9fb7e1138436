"""``sayso review``: what people ruled, and ruling from the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.output import AsCsv, AsJson, Forms, Record, dumped, emit, fields, line, note

if TYPE_CHECKING:
    from sayso.ledger import Candidate, DocumentSummary, Ledger, Reader, Standing
    from sayso.rows import Anchor, Decision

ACTIONS = ("list", "dump", "load", "same", "different", "name", "withdraw")


def command(
    ledger: Annotated[Path, typer.Argument(help="The ledger.")],
    action: Annotated[
        str, typer.Argument(help="list, dump, load, same, different, name or withdraw.")
    ] = "list",
    what: Annotated[
        list[str] | None,
        typer.Argument(
            help="load FILE; same ENTITY ENTITY; different ENTITY ENTITY, or ENTITY --in DOCUMENT; "
            "name ENTITY NAME; withdraw ID. An entity is an id or a name."
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option(help="Who rules. Without it, your name on this computer.")
    ] = None,
    documents: Annotated[
        list[str] | None,
        typer.Option("--in", help="With different: documents in which it is somebody else."),
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what people ruled in LEDGER, how it stands, and on which words; or rule.

    dump writes the decisions as JSON Lines; load adds those of such a file that are not here yet.
    """
    from sayso.ledger import Ledger

    given = what or []
    if action == "list" and not given:
        with Ledger.open(ledger) as opened:
            _list(opened, opened.decisions(), as_json, as_csv)
    elif action == "dump" and not given:
        with Ledger.open(ledger) as opened:
            for decision in opened.rows("decisions"):
                print(dumped(fields(decision)))
    elif action == "load" and len(given) == 1:
        _load(ledger, given[0])
    elif action in ACTIONS and given:
        with _writable(ledger) as opened:
            made = _ruled(opened, action, given, documents or [], by or _user())
            ids = {decision.id for decision in made}
            found = [one for one in opened.decisions() if one.decision.id in ids]
            _list(opened, found, as_json, as_csv)
    else:
        raise typer.BadParameter(f"{' '.join([action, *given])}: see sayso review --help")


@contextmanager
def _writable(path: Path) -> Iterator[Ledger]:
    """The ledger, which must be there: ruling makes none."""
    from sayso.ledger import Ledger

    Ledger.open(path).close()
    with Ledger.create(path) as opened:
        yield opened


def _user() -> str:
    from sayso.run.ruling import user

    name = user()
    if name is None:
        raise typer.BadParameter("say who rules, with --by NAME")
    return name


def _ruled(
    ledger: Ledger, action: str, what: Sequence[str], documents: Sequence[str], by: str
) -> list[Decision]:
    from sayso.run import ruling

    if documents and action != "different":
        raise typer.BadParameter("--in goes with different")
    if action == "withdraw" and len(what) == 1:
        return [ruling.withdraw(ledger, what[0], by)]
    if action == "different" and documents and len(what) == 1:
        docs = [_document(ledger, name) for name in documents]
        return ruling.split(ledger, _entity(ledger, what[0]), docs, by)
    if action == "name" and len(what) == 2:
        return ruling.rename(ledger, _entity(ledger, what[0]), what[1], by)
    if action in ("same", "different") and len(what) == 2 and not documents:
        one, other = (_entity(ledger, words) for words in what)
        rule = ruling.same if action == "same" else ruling.different
        return rule(ledger, one, other, by)
    raise typer.BadParameter(f"{action} {' '.join(what)}: see sayso review --help")


def _document(ledger: Reader, name: str) -> str:
    from sayso.cli.quotes import one

    return one(ledger.find(name), name)


def _entity(ledger: Reader, words: str) -> str:
    """The id of the one entity meant; else the candidates are listed and this is wrong use."""
    known = ledger.entities([words]).get(words)
    if known is not None:
        return known.id
    found = ledger.find_entities(words)
    whole = [one for one in found if one.whole]
    if len(whole) == 1:
        return whole[0].id
    if not found:
        raise typer.BadParameter(f"no entity with the id or name {words}")
    note(f"sayso: {words} may be any of these; name one by its id:")
    for one in whole or found:
        note(_candidate(ledger, one))
    raise typer.Exit(2)


def _candidate(ledger: Reader, one: Candidate) -> str:
    head = f"  {one.id}  {line(one.name)} ({one.kind}), {one.documents} documents"
    places = [
        f"      {_where(appearance.document)}: {line(''.join(appearance.contexts[0]))}"
        for appearance in ledger.appearances(one.id, 2)
        if appearance.contexts
    ]
    return "\n".join([head, *places])


def _where(document: DocumentSummary) -> str:
    outlet, published = document.outlet or "outlet unknown", document.published or "date unknown"
    return f"{outlet}, {published}, {line(document.label)}"


def _load(path: Path, file: str) -> None:
    from sayso.run import ruling

    if file == "-":
        decisions = list(ruling.decisions(sys.stdin, "standard input"))
    else:
        with Path(file).open(encoding="utf-8") as lines:
            decisions = list(ruling.decisions(lines, file))
    with _writable(path) as opened:
        new = ruling.load(opened, decisions)
        ids = {decision.id for decision in decisions}
        idle = [
            one
            for one in opened.decisions()
            if one.decision.id in ids and one.state == "not fitting"
        ]
    note(f"{len(decisions)} decisions read, {new} new entries; {len(idle)} do not fit here")


# How they are shown


def _list(ledger: Reader, found: Sequence[Standing], as_json: bool, as_csv: bool) -> None:
    docs = {anchor.doc for one in found for anchor in one.decision.on}
    shown = ledger.summaries(docs)
    emit(found, Forms(_record, partial(_readable, shown)), as_json, as_csv)
    if not found:
        note("Nothing is ruled in this ledger yet. sayso review --help says how to.")


def _record(one: Standing) -> Record:
    return {
        **fields(one.decision),
        "state": one.state,
        "why": one.why,
        "overruled_by": one.overruled_by,
        "entities": [*one.entities],
    }


def _readable(shown: dict[str, DocumentSummary], one: Standing) -> str:
    decision = one.decision
    value = f" “{line(decision.value)}”" if decision.value else ""
    state = one.state + (f" by {one.overruled_by}" if one.overruled_by else "")
    lines = [
        f"{decision.id}  {decision.verdict}{value}: {_names(decision.on)} [{state}]",
        f"    ruled by {line(decision.by)}, {moment(decision.at)}",
    ]
    if one.why:
        lines.append(f"    does not fit: {one.why}")
    if decision.withdrawn:
        withdrawn = decision.withdrawn
        lines.append(f"    withdrawn by {line(withdrawn.by)}, {moment(withdrawn.at)}")
    return "\n".join([*lines, *(_anchor(shown, anchor) for anchor in decision.on)])


def _names(anchors: Iterable[Anchor]) -> str:
    return " and ".join(line(anchor.name or anchor.words) for anchor in anchors)


def _anchor(shown: dict[str, DocumentSummary], anchor: Anchor) -> str:
    document = shown.get(anchor.doc)
    where = _where(document) if document else "not in this ledger"
    start, end = anchor.span
    words = f"“{line(anchor.words)}”" if anchor.words else "(no words of the text)"
    return f"    – {words}, {where} [{anchor.doc} {start}–{end}]"


def moment(at: str) -> str:
    """A time of the log for people: to the minute."""
    return f"{at[:10]} {at[11:16]} UTC"
