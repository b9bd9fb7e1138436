"""Mentions of people, bodies, places and documents, and who is who within one document."""

from sayso.annotate.mentions.stage import STAGE, mentions

__all__ = ["STAGE", "mentions"]
