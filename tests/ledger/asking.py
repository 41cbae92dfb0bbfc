"""What a ledger says, in a form that two ledgers can be compared by."""

from __future__ import annotations

from rowback.export.ledger_json import entry_object, finding_object, profile_object, standing_object


def put(ledger, *readings, **options):
    """Articles in, as `rowback add` does it."""
    added = ledger.add(list(readings), **options)
    ledger.issues.judge()
    return added


def without_times(thing):
    if isinstance(thing, dict):
        return {key: without_times(value) for key, value in thing.items() if key != "recorded_at"}
    return [without_times(value) for value in thing] if isinstance(thing, list) else thing


def all_of(ledger, **scope):
    """Statements, actors, findings and boards, times of recording left out."""
    return {
        "statements": [without_times(entry_object(entry)) for entry in ledger.entries(**scope)],
        "actors": [profile_object(profile) for profile in ledger.actors.list(**scope)],
        "findings": [without_times(finding_object(finding)) for finding in ledger.findings(**scope)],
        "boards": [
            without_times(standing_object(issue.id, standing))
            for issue in ledger.issues
            for standing in ledger.board(issue.id, **scope)
        ],
    }
