"""Which name each use of one stands in, and whose word it is: the outlet's or a speaker's."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.annotate.parse import Parsed
from sayso.annotate.stage import Annotations, Stage
from sayso.rows import Attribution, Naming, NamingVoice, Span, Voice

_POSSESSIVE = re.compile(r"(?:['’‘]s|(?<=s)['’])$")
# How far before a name the words may stand that say it is somebody else's.
_BEFORE = 60
_CALLED = re.compile(
    r"\b(?:so-called|self-(?:styled|proclaimed|declared)|calls? (?:it|them|this)"
    r"|(?:known|refer\w* to|describe[sd]?|designate[sd]?) (?:[\w'’-]+ ){0,4}as)"
    r"\s+(?:the\s+|an?\s+)?[\"“‘'«]?$",
    re.IGNORECASE,
)
"""Words right before a name that keep it from being the outlet's own: "the so-called X"."""


def namings(parsed: Parsed, annotations: Annotations) -> Annotations:
    """Add a naming for every mention that is a name, and for every phrase that names something."""
    if not annotations.mentions:
        return replace(annotations, namings=())
    words = _Words(parsed.text, annotations.attributions, annotations.voices)
    named: list[tuple[Span, str | None, str, Span]] = [
        (mention.span, mention.entity, _name(parsed.text, mention.span), mention.span)
        for mention in annotations.mentions
        if mention.kind == "name" and mention.entity is not None
    ]
    named += [(one.noun, one.entity, one.words, one.span) for one in annotations.phrases]
    named.sort(key=lambda item: item[3])
    doc = parsed.document.id
    listed = {one.span for one in annotations.phrases if not (one.at or one.by or one.begin)}
    rows = tuple(
        Naming(doc, span, entity, name, *words.of(where, span in listed))
        for where, entity, name, span in named
        if span not in listed or where == span
    )
    return replace(annotations, namings=rows)


def _name(text: str, span: Span) -> str:
    return _POSSESSIVE.sub("", " ".join(text[slice(*span)].split()))


class _Words:
    """Whose words each stretch of a document is."""

    def __init__(
        self, text: str, attributions: Sequence[Attribution], voices: Sequence[Voice]
    ) -> None:
        self._text = text
        self._known: Mapping[str, Attribution] = {one.id: one for one in attributions}
        self._scare = [one for one in attributions if one.kind == "scare"]
        self._voices = voices
        self._starts = [voice.span.start for voice in voices]

    def of(self, span: Span, listed: bool = False) -> tuple[NamingVoice, str | None]:
        """The voice of a stretch, and the attribution by which it is somebody else's.

        ``listed``: the text lists it among the names that some or others use.
        """
        chain = [self._known[one] for one in self._chain(span) if one in self._known]
        for one in reversed(chain):
            if any(_holds(words, span) for words in one.verbatim):
                return "verbatim", one.id
        if chain:
            return "indirect", chain[-1].id
        for one in self._scare:
            if any(_holds(words, span) for words in (*one.verbatim, *one.content)):
                return "scare", one.id
        before = self._text[max(0, span.start - _BEFORE) : span.start]
        return ("scare" if listed or _CALLED.search(before) else "own"), None

    def _chain(self, span: Span) -> tuple[str, ...]:
        at = bisect_right(self._starts, span.start) - 1
        if at < 0 or self._voices[at].span.end <= span.start:
            return ()  # a headline is the outlet's own
        return self._voices[at].chain


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


STAGE = Stage(
    "namings", "1", ("mentions", "phrases", "attributions", "voices"), ("namings",), namings
)
