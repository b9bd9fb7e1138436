"""Entities across documents, with the evidence for each join."""

from sayso.link.entities.gather import Gathering
from sayso.link.entities.grouping import Grouping, Keyed, Linked
from sayso.link.entities.keys import entity_id, entity_key
from sayso.link.entities.memory import EntityLinks, link_entities
from sayso.link.entities.profile import Join

__all__ = [
    "EntityLinks",
    "Gathering",
    "Grouping",
    "Join",
    "Keyed",
    "Linked",
    "entity_id",
    "entity_key",
    "link_entities",
]
