from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rowback.ledger import Ledger, judging
from rowback.ledger.store import Store
from tests.ledger import story


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch):
    for name in ("positions_for", "utterances", "changes", "told_by"):
        monkeypatch.setattr(judging, name, getattr(story, name))


class Clock:
    """Tells a second more each time it is asked."""

    def __init__(self) -> None:
        self.moment = datetime(2025, 6, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ledger(tmp_path, clock):
    with Ledger(Store(str(tmp_path / "rowback.db"), create=True, now=clock)) as made:
        yield made


@pytest.fixture
def filled(ledger):
    """A ledger with both issues, into which articles go with `put`."""
    ledger.issues.put([story.HARBOUR, story.BRIDGE])
    return ledger
