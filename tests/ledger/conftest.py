from __future__ import annotations

import shutil
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


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """A ledger with both issues and no article, to be copied: making one takes longer than most of what is done with it."""
    path = tmp_path_factory.mktemp("ledger") / "empty.db"
    with Ledger.open(path, create=True) as made:
        made.issues.put([story.HARBOUR, story.BRIDGE])
    return path


@pytest.fixture
def filled(tmp_path, empty, clock):
    """A ledger with both issues, into which articles go with `put`."""
    path = tmp_path / "rowback.db"
    shutil.copy(empty, path)
    with Ledger(Store(str(path), now=clock)) as made:
        yield made
