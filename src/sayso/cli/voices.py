"""``sayso voices``: how much of each document is in whose voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.output import AsCsv, AsJson, Forms, Record, clean, emit, line, note
from sayso.cli.quotes import one

if TYPE_CHECKING:
    from sayso.annotate.shares import SpeakerShare, VoiceShare
    from sayso.ledger import DocumentSummary, Ledger

TOP = 4
"""Speakers that are shown of a document, where it is one of several."""


@dataclass(frozen=True, slots=True)
class Voiced:
    """A document, or all those of an outlet, with the shares."""

    outlet: str | None
    documents: int
    shares: tuple[VoiceShare, ...]
    document: DocumentSummary | None = None
    """Null for all those of an outlet."""


@dataclass(frozen=True, slots=True)
class Line:
    """One of the shares, and what it is a share of."""

    voiced: Voiced
    share: VoiceShare


def command(
    ledger: Annotated[Path, typer.Argument(help="The ledger.")],
    document: Annotated[
        str | None, typer.Argument(help="Id or name of one document, to see it whole.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Words of an outlet's name.")] = None,
    after: Annotated[
        str | None, typer.Option(help="Published on or after: 2020, 2020-05-31.")
    ] = None,
    before: Annotated[str | None, typer.Option(help="Published before this date.")] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many documents.")] = None,
    outlets: Annotated[
        bool, typer.Option("--outlets", help="All documents of each outlet together.")
    ] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show how much of each document is in whose voice.

    Shares are of the characters of its sentences, by the outermost speaker; with --json and --csv
    by chain of speakers, one a line.
    """
    from sayso.ledger import Ledger

    if outlets and any((document, after, before, limit)):
        raise typer.BadParameter("--outlets takes all documents; choose it or some documents")
    with Ledger.open(ledger) as opened:
        if outlets:
            found = _outlets(opened, outlet)
        elif document:
            doc = one(opened.find(document), document)
            found = _documents(opened, [opened.summary(doc)])
        else:
            listed = opened.documents(after=after, before=before)
            named = _named(opened, outlet)
            fitting = [summary for summary in listed if summary.outlet in named]
            found = _documents(opened, fitting[:limit])
        if as_json or as_csv:
            count = emit(_lines(found), Forms(_record, str), as_json, as_csv)
        else:
            count = _tell(found, whole=document is not None)
    if not count:
        note("Nothing fits. Without options, every document is listed.")


def _named(ledger: Ledger, words: str | None) -> set[str | None]:
    """The outlets in whose names ``words`` occur; all, the unknown one too, if none are given."""
    from sayso.ledger.fold import fold

    known = {count.outlet for count in ledger.outlets()}
    if words is None:
        return known
    return {outlet for outlet in known if outlet is not None and fold(words) in fold(outlet)}


def _documents(ledger: Ledger, summaries: Iterable[DocumentSummary]) -> Iterator[Voiced]:
    for summary in summaries:
        yield Voiced(summary.outlet, 1, ledger.voice_shares(summary.id), summary)


def _outlets(ledger: Ledger, words: str | None) -> Iterator[Voiced]:
    named = _named(ledger, words)
    for count in ledger.outlets():
        if count.outlet in named:
            yield Voiced(count.outlet, count.documents, ledger.outlet_shares(count.outlet))


def _lines(found: Iterable[Voiced]) -> Iterator[Line]:
    return (Line(voiced, share) for voiced in found for share in voiced.shares)


def _record(item: Line) -> Record:
    voiced, share = item.voiced, item.share
    about: Record
    if voiced.document is None:
        about = {"outlet": voiced.outlet, "documents": voiced.documents}
    else:
        about = {
            "doc": voiced.document.id,
            "document": voiced.document.label,
            "outlet": voiced.outlet,
            "published": voiced.document.published,
        }
    return {
        **about,
        "speaker": share.chain[0].entity if share.chain else None,
        "speaker_name": share.chain[0].name if share.chain else None,
        "chain": [speaker.name for speaker in share.chain],
        "characters": share.characters,
        "share": round(share.share, 6),
    }


def _tell(found: Iterable[Voiced], whole: bool) -> int:
    """Print what was found for people; returns how many there were."""
    count = 0
    for voiced in found:
        print(clean(_readable(voiced, whole)))
        count += 1
    return count


def _readable(voiced: Voiced, whole: bool) -> str:
    from sayso.annotate.shares import by_speaker

    speakers = by_speaker(voiced.shares)
    own = sum(one.share for one in speakers if one.speaker is None)
    others = [one for one in speakers if one.speaker is not None]
    shown = others if whole or len(others) <= TOP + 1 else others[:TOP]
    lines = [_heading(voiced)]
    if speakers:
        lines.append(f"{_percent(own)}  the outlet's own voice")
    else:
        lines.append("      no sentences")
    for speaker in shown:
        lines += _speaker(speaker, whole)
    if rest := others[len(shown) :]:
        lines.append(f"{_percent(sum(one.share for one in rest))}  {len(rest)} other speakers")
    return "\n".join(lines)


def _heading(voiced: Voiced) -> str:
    outlet = line(voiced.outlet or "outlet unknown")
    document = voiced.document
    if document is None:
        return f"{outlet}, {voiced.documents} document{'' if voiced.documents == 1 else 's'}"
    published = document.published or "date unknown"
    return f"{outlet}, {published}, {line(document.label)} [{document.id}]"


def _speaker(found: SpeakerShare, whole: bool) -> Iterator[str]:
    """A speaker's line and, if it is to be whole, one for each chain inside its words."""
    yield f"{_percent(found.share)}  {line(found.speaker.name if found.speaker else '')}"
    for part in found.parts if whole else ():
        if len(part.chain) > 1:
            inside = " → ".join(line(speaker.name) for speaker in part.chain[1:])
            yield f"      {_percent(part.share)}  of it → {inside}"


def _percent(share: float) -> str:
    """Six columns; what is there but rounds to nothing says so."""
    return f"{'<1%' if 0 < share < 0.005 else format(share, '.0%'):>6}"
