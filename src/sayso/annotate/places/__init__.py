"""The places stage: where named places are, by GeoNames id."""

from sayso.annotate.places.stage import STAGE

__all__ = ["STAGE"]
