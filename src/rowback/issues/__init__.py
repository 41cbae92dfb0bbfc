"""Which statement is about which issue, and what issues statements suggest."""

from rowback.issues.matching import match, survey
from rowback.issues.suggesting import suggest

__all__ = ["match", "suggest", "survey"]
