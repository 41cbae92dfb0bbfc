"""Where a statement stands on an issue, how firmly, under which condition."""

from rowback.stance.judging import judge

__all__ = ["judge"]
