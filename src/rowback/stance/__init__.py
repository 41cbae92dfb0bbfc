"""Where a statement stands on an issue, how firmly, under which condition."""

from rowback.stance.deciding import Weigher, decide, is_of_neighbour, sees_no_stand
from rowback.stance.judging import judge

__all__ = ["Weigher", "decide", "is_of_neighbour", "judge", "sees_no_stand"]
