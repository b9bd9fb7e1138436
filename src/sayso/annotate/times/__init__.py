"""Times: TIMEX3 expressions, their values and the days they cover."""

from sayso.annotate.times.find import FoundTime, find_times
from sayso.annotate.times.stage import STAGE

__all__ = ["STAGE", "FoundTime", "find_times"]
