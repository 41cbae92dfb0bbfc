"""What `rowback add` spends outside the networks: `python bench/add_share.py [--articles 1000] [--profile]`.

Articles are those of examples/ and tests/gold, each told again and again with other people, places and days, so that none is
known and every word is read. They are added to a new ledger with issues, in one process on one core. Time inside onnxruntime's
sessions counts as network; all else, cutting words into pieces too, as outside. The share outside is to be under 25 %.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import onnxruntime

import gold_files
import rowback
from rowback.core.actor import ActorKind
from rowback.core.statement import Reading

ROOT = Path(__file__).resolve().parent.parent
MOST = 0.25
_GIVEN = "Ada Amir Bela Carla Dario Edda Emil Fatima Greta Hana Igor Ines Jonas Kenji Lena Luka Mira Nadia Omar Petra Rafael Selma Tomas Vera Yusuf Zora".split()
_FAMILY = """Abril Bakker Castellan Dumont Eriksen Falk Girard Halloran Ivanko Jansen Kowal Lindqvist Marchetti Novak Okonkwo Petrov Quint
Rasmus Santoro Tanaka Ulrich Vargas Weiss Ximenes Yilmaz Zeller Ashdown Brandt Corwin Delacroix""".split()
_PLACES = "Porto Lyon Graz Turku Gdansk Bergen Leeds Malmo Ghent Basel Trieste Split Varna Cork Aarhus Linz Nantes Dresden Bilbao Plzen".split()
_TOWNS = re.compile(r"\b(?:Geneva|Leeds|Lima|Seoul|Brussels|Nairobi|Lagos|Bonn|Harwick|Rotterdam|Marseille|Gothenburg|Bristol)\b")
_MONTHS = "January February March April May June July August September October November December".split()
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b(?! \d{{4}})|\b({'|'.join(_MONTHS)}) (\d{{1,2}})\b(?!\d|,? \d{{4}})")
Row = dict[str, Any]


class Clock:
    """Counts the seconds that pass inside onnxruntime's sessions; ``stance`` are those of the stance network, which alone is told what was said."""

    def __init__(self) -> None:
        self.seconds, self.stance, self.runs = 0.0, 0.0, 0
        run = onnxruntime.InferenceSession.run

        def timed(session: onnxruntime.InferenceSession, *given: Any, **options: Any) -> Any:
            began = time.perf_counter()
            try:
                return run(session, *given, **options)
            finally:
                passed = time.perf_counter() - began
                self.seconds += passed
                self.stance += passed if any(given.name == "inside" for given in session.get_inputs()) else 0.0
                self.runs += 1

        onnxruntime.InferenceSession.run = timed


def texts() -> list[tuple[Row, list[str]]]:
    """The articles with the names of the people who speak in them."""
    rows: list[Row] = []
    for path in gold_files.files():
        gold = gold_files.load(path)
        rows.append({key: gold.article.get(key) for key in ("outlet", "title", "published", "text")})
    for reading in rowback.read(ROOT / "examples", on_refused=lambda _: None, processes=1):
        article = reading.article
        rows.append({"outlet": article.outlet, "title": None, "published": article.published, "text": article.text})
    named = {str(reading.article.url): _people(reading) for reading in _read(rows)}
    return [(row, named.get(f"https://bench.example/{n}", [])) for n, row in enumerate(rows)]


def _read(rows: Sequence[Row]) -> Iterator[Reading]:
    with tempfile.TemporaryDirectory(prefix="rowback-bench-") as folder:
        path = Path(folder, "articles.jsonl")
        path.write_text(
            "".join(json.dumps({**row, "url": f"https://bench.example/{n}", "language": "en"}) + "\n" for n, row in enumerate(rows))
        )
        yield from rowback.read(path, processes=1)


def _people(reading: Reading) -> list[str]:
    people = (s.speaker.name for s in reading.statements if s.speaker.kind is ActorKind.PERSON)
    return sorted({name for name in people if name is not None and len(name.split()) in (2, 3)})


def varied(row: Row, people: Sequence[str], rng: random.Random, number: int) -> Row:
    """The article with other people and places, some weeks earlier; days of the week stay as they are."""
    days = timedelta(days=-7 * rng.randrange(100))
    words: dict[str, str] = {}
    for name in people:
        *given, family = name.split()
        words |= {given[0]: rng.choice(_GIVEN), family: rng.choice(_FAMILY)}
    places = dict[str, str]()

    def told(text: str) -> str:
        if words:
            pattern = r"\b(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")\b"
            text = re.sub(pattern, lambda found: words[found.group()], text)
        text = _TOWNS.sub(lambda found: places.setdefault(found.group(), rng.choice(_PLACES)), text)
        return _DATE.sub(lambda found: _moved(found, days), text)

    published = row["published"]
    if published is not None:
        published = (date.fromisoformat(published[:10]) + days).isoformat() + published[10:]
    title = row["title"] and told(row["title"])
    return {"url": f"https://bench.example/{number}", "outlet": row["outlet"], "title": title, "published": published,
            "language": "en", "text": told(row["text"])}  # fmt: skip


def _moved(found: re.Match[str], days: timedelta) -> str:
    day, month = (found[1], found[2]) if found[1] else (found[4], found[3])
    try:
        moved = date(2025, _MONTHS.index(month) + 1, int(day)) + days
    except ValueError:  # no such day
        return found.group()
    return f"{moved.day} {_MONTHS[moved.month - 1]}" if found[1] else f"{_MONTHS[moved.month - 1]} {moved.day}"


def add(rows: Sequence[Row], issues: Path, call: Callable[..., object]) -> tuple[float, rowback.Added]:
    """Put the articles into a new ledger; returns the seconds and what came in."""
    with tempfile.TemporaryDirectory(prefix="rowback-bench-") as folder:
        path = Path(folder, "articles.jsonl")
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        with rowback.Ledger.open(Path(folder, "ledger.db"), create=True) as ledger:
            ledger.issues.put(rowback.read_issues(issues))
            began = time.perf_counter()
            added = call(rowback.add, ledger, path, processes=1)
            seconds = time.perf_counter() - began
    assert isinstance(added, rowback.Added)
    return seconds, added


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line; exit status 0 whatever it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--issues", type=Path, default=ROOT / "examples" / "issues.toml", help="a file of issues to judge on")
    parser.add_argument("--profile", action="store_true", help="tell where the time goes; the share is then too high")
    options = parser.parse_args(arguments)
    known, rng = texts(), random.Random(3)
    rows = [varied(*known[n % len(known)], rng, n) for n in range(options.articles)]
    clock, profile = Clock(), cProfile.Profile()
    call: Callable[..., object] = (
        profile.runcall if options.profile else (lambda function, *given, **more: function(*given, **more))
    )
    seconds, added = add(rows, options.issues, call)
    words = sum(len(row["text"].split()) for row in rows)
    outside = 1 - clock.seconds / seconds
    print(
        f"{len(added.articles):,} articles, {words:,} words, {added.statements:,} statements in {seconds:.1f} s; networks "
        f"{clock.seconds:.1f} s, of which the stance network adds {clock.stance / (clock.seconds - clock.stance):.0%} to the tagger's; outside {outside:.1%}, to be under {MOST:.0%}{'' if outside < MOST else ': missed'}"
    )
    if options.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(50)
    return 0


if __name__ == "__main__":
    sys.exit(main())
