"""Where a statement stands on an issue, how firmly, under which condition."""

from rowback.stance.deciding import Weigher, decide, is_of_neighbour, is_open
from rowback.stance.judging import judge

__all__ = ["Weigher", "decide", "is_of_neighbour", "is_open", "judge"]
