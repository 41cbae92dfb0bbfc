"""What the ledger shows: utterances, changes, contradictions and the outlets' own claims of them. Pure functions over entries."""

from rowback.findings.changes import dated_changes, find_changes, kind_of
from rowback.findings.claims import find_claims
from rowback.findings.ground import grounded
from rowback.findings.order import denials, order_in_day
from rowback.findings.utterances import group_utterances, side_told

__all__ = [
    "dated_changes",
    "denials",
    "find_changes",
    "find_claims",
    "grounded",
    "group_utterances",
    "kind_of",
    "order_in_day",
    "side_told",
]
