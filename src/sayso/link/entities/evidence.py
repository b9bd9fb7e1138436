"""Why the entities of several documents are taken for one, in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sayso.annotate.fold import fold
from sayso.link.entities.profile import Join
from sayso.link.evidence import Evidence, JoinKind
from sayso.rows import Entity

_MOST_NAMES = 4


def evidence(group: Sequence[tuple[str, Entity]], joins: Iterable[Join]) -> list[Evidence]:
    """The reasons for one entity: first what has a key of its own in several documents, then what
    joined the keys. ``group``: (key, entity) of each of its documents' entities."""
    keyed: dict[str, list[Entity]] = defaultdict(list)
    for key, entity in group:
        keyed[key].append(entity)
    return [*_same(keyed), *_joined(keyed, joins)]


def _same(keyed: dict[str, list[Entity]]) -> Iterable[Evidence]:
    for key, entities in sorted(keyed.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(entities) < 2:
            continue
        names = Counter(entity.name for entity in entities)
        order = sorted(names, key=lambda name: (-names[name], name))
        listed = ", ".join(f"“{name}”" for name in order[:_MOST_NAMES])
        more = f" and {len(order) - _MOST_NAMES} more" if len(order) > _MOST_NAMES else ""
        if key.startswith(("geonames|", "area|")):
            yield Evidence("place", f"the same place: {listed}{more}", len(entities))
        else:
            yield Evidence("name", f"the same name: {listed}{more}", len(entities))


def _joined(keyed: dict[str, list[Entity]], joins: Iterable[Join]) -> Iterable[Evidence]:
    found: dict[tuple[JoinKind, str], list[Join]] = defaultdict(list)
    for join in joins:
        if join.one in keyed:
            found[join.kind, fold(join.name)].append(join)
    for (kind, _), same in found.items():
        first = max(same, key=lambda join: join.strength)
        documents = sum(len(keyed[key]) for key in {join.one for join in same})
        yield Evidence(kind, first.why, documents)
