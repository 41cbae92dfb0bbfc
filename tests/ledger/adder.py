"""A process that adds articles to a ledger and prints the id of each after it is acknowledged: `python -m tests.ledger.adder`."""

from __future__ import annotations

import sys

from rowback.ledger import Ledger, judging
from tests.ledger import story
from tests.ledger.story import Said, article

NAMES = ("Anna Berg", "Berg", "Ana Berg", "Bengt Dahl", "Dahl", "Carl Eng")


def articles(count: int, outlet: str = "The Pier"):
    """Articles that are the same in every process."""
    for n in range(count):
        words = ("never", "for", "perhaps")[n % 3]
        told = [Said(NAMES[n % 6], f"harbour {words} {n}", f"2025-02-{n % 27 + 1:02}"), Said(NAMES[(n + 2) % 6], f"bridge {words}")]
        yield article(*told, published=f"2025-03-{n % 27 + 1:02}", outlet=outlet)


def main(path: str, count: int, outlet: str) -> None:
    """Add the articles, three at a time."""
    for name in ("positions_for", "utterances", "changes", "told_by"):
        setattr(judging, name, getattr(story, name))
    with Ledger.open(path, create=True) as ledger:
        ledger.issues.put([story.HARBOUR, story.BRIDGE])
        ledger.issues.judge()
        wanted = list(articles(count, outlet))
        for at in range(0, count, 3):
            batch = [reading for reading in wanted[at : at + 3] if ledger.articles.is_news(reading.article)]
            added = ledger.add(batch)
            for ident in added.articles:
                print(ident, flush=True)
            if at % 15 == 0:
                ledger.issues.judge()
                ledger.refresh()
        ledger.issues.judge()
        ledger.refresh()
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
