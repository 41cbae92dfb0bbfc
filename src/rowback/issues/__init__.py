"""Which statement is about which issue."""

from rowback.issues.matching import match

__all__ = ["match"]
