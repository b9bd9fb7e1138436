"""The field's metrics of coreference chains: MUC, B³, CEAF-e, the CoNLL F1 and LEA.

MUC counts the links that keep a chain together (Vilain et al. 1995), B³ the part of each mention's
chain that is shared (Bagga and Baldwin 1998), CEAF-e pairs chains one to one so that their overlap,
2·|K∩R| / (|K|+|R|), is greatest (Luo 2005); the mean of the three F1 is the score of CoNLL-2012.
LEA asks of each chain, weighed by its size, which part of all links between its mentions is found
(Moosavi and Strube 2016). Counts are added up over documents before rates are taken, as the field's
scorer does. Chains of one mention must be left out on both sides by the caller.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

from sayso.bench.attribution import _pairs

Chain: TypeAlias = AbstractSet[Hashable]


@dataclass(frozen=True, slots=True)
class Rate:
    """What is right of the gold and of what was found, in the metric's own measure."""

    gold_right: float = 0.0
    gold: float = 0.0
    found_right: float = 0.0
    found: float = 0.0

    @property
    def recall(self) -> float:
        """The right part of the gold."""
        return self.gold_right / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """The right part of what was found."""
        return self.found_right / self.found if self.found else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Rate) -> Rate:
        return Rate(
            self.gold_right + other.gold_right,
            self.gold + other.gold,
            self.found_right + other.found_right,
            self.found + other.found,
        )


@dataclass(frozen=True, slots=True)
class ChainFigures:
    """The metrics over one document, or the sum over several."""

    mentions: Rate = Rate()
    """Mentions of the gold's chains that stand in some chain found, and the reverse."""
    muc: Rate = Rate()
    b_cubed: Rate = Rate()
    ceaf_e: Rate = Rate()
    lea: Rate = Rate()

    @property
    def conll(self) -> float:
        """The mean F1 of MUC, B³ and CEAF-e."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3

    def __add__(self, other: ChainFigures) -> ChainFigures:
        return ChainFigures(
            self.mentions + other.mentions,
            self.muc + other.muc,
            self.b_cubed + other.b_cubed,
            self.ceaf_e + other.ceaf_e,
            self.lea + other.lea,
        )


def compare(gold: Sequence[Chain], found: Sequence[Chain]) -> ChainFigures:
    """The metrics of one document. A mention that both sides have is the same key on both."""
    similar = _best_pairs(gold, found)
    return ChainFigures(
        Rate(*_mentions(gold, found), *_mentions(found, gold)),
        Rate(*_muc(gold, found), *_muc(found, gold)),
        Rate(*_b_cubed(gold, found), *_b_cubed(found, gold)),
        Rate(similar, len(gold), similar, len(found)),
        Rate(*_lea(gold, found), *_lea(found, gold)),
    )


def _mentions(gold: Sequence[Chain], found: Sequence[Chain]) -> tuple[float, float]:
    own, others = (set().union(*chains) for chains in (gold, found))
    return len(own & others), len(own)


def _muc(gold: Sequence[Chain], found: Sequence[Chain]) -> tuple[float, float]:
    kept = sum(len(chain) - _pieces(chain, found) for chain in gold)
    return kept, sum(len(chain) - 1 for chain in gold)


def _pieces(chain: Chain, others: Collection[Chain]) -> int:
    """How many parts the others cut the chain into; what none of them has is a part by itself."""
    shared = [len(chain & other) for other in others]
    return sum(count > 0 for count in shared) + len(chain) - sum(shared)


def _b_cubed(gold: Sequence[Chain], found: Sequence[Chain]) -> tuple[float, float]:
    right = sum(len(chain & other) ** 2 / len(chain) for chain in gold for other in found)
    return right, sum(len(chain) for chain in gold)


def _best_pairs(gold: Sequence[Chain], found: Sequence[Chain]) -> float:
    if not gold or not found:
        return 0.0
    alike = [[2 * len(a & b) / (len(a) + len(b)) for b in found] for a in gold]
    return sum(alike[a][b] for a, b in _pairs(alike))


def _lea(gold: Sequence[Chain], found: Sequence[Chain]) -> tuple[float, float]:
    right = sum(
        len(chain) * sum(_links(len(chain & other)) for other in found) / _links(len(chain))
        for chain in gold
    )
    return right, sum(len(chain) for chain in gold)


def _links(size: int) -> float:
    return size * (size - 1) / 2


__all__ = ["Chain", "ChainFigures", "Rate", "compare"]
