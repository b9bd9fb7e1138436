"""Passages: stretches of about a sentence or more that documents share, exact or edited.

``words`` and their fingerprints find candidates, ``align`` the stretches two paragraphs share,
``links`` all of those, ``cluster`` the passages, ``lineage`` which wording came from which,
``build`` makes the rows, ``index`` says what a ledger keeps so that one more document costs the
same whatever is there, and ``walk`` finds what it changes.
"""

from sayso.link.passages.align import SharedStretch, align
from sayso.link.passages.build import Carrier
from sayso.link.passages.cluster import Extent, Link
from sayso.link.passages.index import HUBS, MemoryIndex, PassageIndex, UnitRow, indexed
from sayso.link.passages.walk import Place, Relinked, link_passages
from sayso.link.passages.words import Fingerprint, Words, fingerprints, paragraphs, words

__all__ = [
    "HUBS",
    "Carrier",
    "Extent",
    "Fingerprint",
    "Link",
    "MemoryIndex",
    "PassageIndex",
    "Place",
    "Relinked",
    "SharedStretch",
    "UnitRow",
    "Words",
    "align",
    "fingerprints",
    "indexed",
    "link_passages",
    "paragraphs",
    "words",
]
