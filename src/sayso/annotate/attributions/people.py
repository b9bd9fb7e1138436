"""The stage: attributions with their speakers, audiences and dates.

A speaker is first whom the source's own words name; then whom the attributions around it leave no
doubt about: the one who spoke just before ("…, she added"), who issued the statement that "the
statement" is, who is quoted where the source is "we", whom the lead describes before the article
names them. What stays unclear stays null.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.annotate.attributions import assemble, owners
from sayso.annotate.attributions.audience import audience
from sayso.annotate.attributions.known import Known
from sayso.annotate.attributions.leads import leads
from sayso.annotate.attributions.rules import Found, outer
from sayso.annotate.attributions.said import dates
from sayso.annotate.attributions.search import search
from sayso.annotate.attributions.speakers import Speakers
from sayso.annotate.parse import Parsed
from sayso.annotate.stage import Annotations, Stage
from sayso.rows import Attribution


def attributions(parsed: Parsed, annotations: Annotations) -> Annotations:
    """Add the attributions of the document, in text order.

    ``speaker`` and ``audience`` are the entities of the mentions that hold the head nouns, or that
    the attributions around them leave no doubt about. Each is null where none is.
    """
    mentions = sorted(annotations.mentions, key=lambda one: one.span)
    times = sorted(annotations.times, key=lambda one: one.span)
    known = Known(parsed, mentions, annotations.entities)
    found = [_headed(known, one) for one in search(parsed)]
    said = dates(known, found, times)
    rows = [replace(_named(known, one), said=date) for one, date in zip(found, said, strict=True)]
    rows = assemble.nested(rows, outer(found))
    rows = leads(known, found, Speakers(known, found).settle(rows))
    return replace(annotations, attributions=tuple(_heard(row) for row in rows))


def _headed(known: Known, found: Found) -> Found:
    return replace(found, head=owners.head(known, found.row, found.head))


def _named(known: Known, found: Found) -> Attribution:
    row, speaker = found.row, known.entity(found.head)
    if found.head is None or row.source is None or owners.several(known, found.head, row.source):
        speaker = None
    row = replace(row, speaker=speaker)
    return replace(row, audience=audience(known, row, found.audience))


def _heard(row: Attribution) -> Attribution:
    """A row whose audience is not its speaker."""
    return replace(row, audience=None) if row.audience == row.speaker else row


STAGE = Stage(
    "attributions", "11", ("sentences", "mentions", "times"), ("attributions",), attributions
)
