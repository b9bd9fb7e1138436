"""Who goes on speaking: "…, he said" after a quotation means whom the sentence before it is about.

A quotation takes its speaker from the text around it, not from whom it names: what the subject of
the last clause outside quotation marks says of others comes in between and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.annotate.mentions.antecedents import SUBJECTS, Scene
from sayso.annotate.mentions.borders import Found
from sayso.annotate.mentions.words import SAYING

_CLOSING = frozenset(["”", "»", '"', "''"])
_LOOKS_BACK = frozenset(["that", "this", "it"])
"""Subjects that go on with what was said: "That could include the bridge"."""
_SENTENCES = 6  # sentences back, those of the quotation among them
_PARAGRAPHS = 2


def speaker_before(scene: Scene, place: int) -> Found | None:
    """Who is the subject of the last clause outside the quotation that ends before ``place``."""
    tokens = scene.tokens
    if not ends_quotation(scene, place):
        return None
    first, _ = scene.sentence_of(place)
    said = set(_named(scene, first, place))
    for _ in range(_SENTENCES):
        if first == 0 or tokens.block[place] - tokens.block[first - 1] > _PARAGRAPHS:
            return None
        first, last = scene.sentence_of(first - 1)
        subject = _subject(scene, first, last)
        found = scene.at.get(subject) if subject is not None else None
        if found is not None and found.group is not None:
            return found if found.group not in said else None
        if subject is not None and tokens.lower[subject] not in _LOOKS_BACK:
            return None
        said.update(_named(scene, first, last))
    return None


def ends_quotation(scene: Scene, place: int) -> bool:
    """Whether ``place`` is the subject of a verb of saying right after a quotation's last mark."""
    tokens = scene.tokens
    return (
        place > 0
        and tokens.text[place - 1] in _CLOSING
        and not scene.quoted[place]
        and tokens.dep[place] in SUBJECTS
        and tokens.lower[tokens.head[place]] in SAYING
    )


def _subject(scene: Scene, first: int, last: int) -> int | None:
    """The subject of the main verb of a sentence, if both stand outside quotation marks."""
    tokens, quoted = scene.tokens, scene.quoted
    for place in range(first, last):
        verb = tokens.head[place]
        main = tokens.dep[place] in SUBJECTS and tokens.dep[verb] == "ROOT"
        if main and not quoted[place] and not quoted[verb]:
            return place
    return None


def _named(scene: Scene, first: int, last: int) -> Iterator[int]:
    """Whom the quotation within these tokens names."""
    for place in range(first, last):
        found = scene.at.get(place) if scene.quoted[place] else None
        if found is not None and found.kind == "name" and found.group is not None:
            yield found.group
