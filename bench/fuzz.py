"""Read mutated articles and check every reading: no exception but a refusal, no hang, no broken span.

The inputs are made of the texts in examples/ and tests/gold by a seed, so a run can be repeated and a single input too:

  python bench/fuzz.py                      98,000 inputs with a stub in place of the tagger, 2,000 with the tagger
  python bench/fuzz.py --seed 7 --stub 500 --whole 0
  python bench/fuzz.py --seed 7 --only 123  that input alone, with what it gives; --keep FILE writes its bytes there

Numbers below --stub are read with the stub, those from there on with the tagger. Exit status: 0 all is sound, 1 something
is not (listed, with the number of an input that shows it).
"""

from __future__ import annotations

import argparse
import io
import os
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from types import FrameType

import mutations
import soundness
from rowback.core.article import Article
from rowback.core.errors import InputError
from rowback.core.statement import Reading
from rowback.export.csv_rows import as_csv
from rowback.export.explain import as_explained
from rowback.export.table import as_table
from rowback.pipeline import TaggerLike, read_article
from rowback.reading import Given, read_paths
from stub_tagger import StubTagger

STUB, WHOLE = 98_000, 2_000
LIMIT = 20  # seconds an input may take, on a machine that does other things as well,
WITH_STUB, WITH_MODEL = 50_000, 2_000  # and a second more for so many bytes: the time has to be linear in the length
CHUNK = 100
TODAY = date(2026, 1, 1)  # so that what is a date in the future does not depend on the day of the run


class TooSlowError(Exception):
    """An input took longer than it may."""


@dataclass
class Outcome:
    """Counts of what became of the inputs; `faults` maps a sort of fault to the number of the first input that shows it."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: dict[str, int] = field(default_factory=dict)
    slowest: tuple[float, int] = (0.0, -1)

    def add(self, other: Outcome) -> None:
        """Take in another outcome."""
        self.counts.update(other.counts)
        self.slowest = max(self.slowest, other.slowest)
        for fault, number in other.faults.items():
            self.faults[fault] = min(number, self.faults.get(fault, number))


def run(seed: int, numbers: Sequence[int], whole: bool) -> Outcome:
    """Read some inputs one after the other."""
    outcome = Outcome()
    for number in numbers:
        began = time.perf_counter()
        try:
            given = mutations.make(seed, number)
            with _limit(LIMIT + len(given.raw) / (WITH_MODEL if whole else WITH_STUB)):
                for fault in _read(given, number, whole, outcome.counts):
                    outcome.counts["faults"] += 1
                    outcome.faults.setdefault(_sort_of(fault), number)
        except Exception as error:  # noqa: BLE001 - whatever is raised is what we are looking for
            outcome.counts["faults"] += 1
            outcome.faults.setdefault(_place(error), number)
        outcome.counts["inputs"] += 1
        outcome.slowest = max(outcome.slowest, (time.perf_counter() - began, number))
    return outcome


def _read(given: mutations.Input, number: int, whole: bool, counts: Counter[str]) -> Iterator[str]:
    tagger: TaggerLike = _tagger() if whole else StubTagger(number)
    for item in read_paths(["-"], Given(published=given.published), io.BytesIO(given.raw), today=TODAY):
        if isinstance(item, InputError):
            counts["refused"] += 1
            if not (item.reason.strip() and item.code in str(item)):
                yield f"a refusal without a reason: {item!r}"
            continue
        reading = read_article(item, tagger)
        counts.update(articles=1, statements=len(reading.statements), asides=len(reading.asides))
        yield from soundness.faults(reading)
        yield from _again(item, tagger, reading, number)
        _shown(reading, number)


def _again(article: Article, tagger: TaggerLike, reading: Reading, number: int) -> Iterator[str]:
    """Now and then the article is read a second time: the same input gives the same reading."""
    if number % 50 == 0 and read_article(article, tagger) != reading:
        yield "a second reading differs from the first"


def _shown(reading: Reading, number: int) -> None:
    """Now and then the other forms are printed too; they must not raise."""
    if number % 10 == 0:
        as_csv(reading)
        as_table(reading, width=40 + number % 90)
        as_explained(reading, width=40 + number % 90).encode("utf-8")


@lru_cache(maxsize=1)
def _tagger() -> TaggerLike:
    from rowback.language import Tagger  # only the workers that need it load the model

    return Tagger(1)


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """Raise TooSlowError in the work that takes longer; where there is no such signal there is no limit."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {seconds:.0f} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _place(error: Exception) -> str:
    """An exception and the last place in rowback that it came through."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f"{os.sep}rowback{os.sep}" in f.filename]
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno} in {frames[-1].name}" if frames else "outside rowback"
    message = re.sub(r"\d+", "#", str(error))[:100]
    return f"{type(error).__name__} at {where}: {message}"


def _sort_of(fault: str) -> str:
    """The fault without numbers and quoted words, so that one sort is listed once."""
    kept = fault.partition("): ")[2] if fault.startswith("statement ") else fault
    return re.sub(r"\d+", "#", kept)[:160]


def _jobs(options: argparse.Namespace) -> Iterator[tuple[int, range, bool]]:
    total = options.stub + options.whole
    for first, last, whole in ((options.stub, total, True), (0, options.stub, False)):  # the slow ones first
        for at in range(first, last, CHUNK):
            yield options.seed, range(at, min(last, at + CHUNK)), whole


def _run_all(options: argparse.Namespace) -> Outcome:
    outcome, shown = Outcome(), time.monotonic()
    with ProcessPoolExecutor(options.processes, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(run, *job) for job in _jobs(options)]
        for done in as_completed(waiting):
            outcome.add(done.result())
            if time.monotonic() - shown > 10:
                shown = time.monotonic()
                print(f"{outcome.counts['inputs']:,} inputs, {len(outcome.faults)} sorts of faults", file=sys.stderr)
    return outcome


def _run_one(options: argparse.Namespace) -> Outcome:
    given = mutations.make(options.seed, options.only)
    if options.keep:
        options.keep.write_bytes(given.raw)
    print(f"{len(given.raw):,} bytes, published {given.published}: {given.raw[:300]!r}")
    return run(options.seed, [options.only], options.only >= options.stub)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stub", type=int, default=STUB, metavar="N", help="inputs read with a stub tagger (default: %(default)s)")
    parser.add_argument("--whole", type=int, default=WHOLE, metavar="M", help="inputs read with the tagger (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=20250214, help="what the inputs are made by (default: %(default)s)")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="read this input alone")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="with --only: write the bytes of the input there")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), metavar="N", help="at once (default: all cores)")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    outcome = _run_all(options) if options.only is None else _run_one(options)
    counts = ", ".join(f"{number:,} {name}" for name, number in sorted(outcome.counts.items()))
    again = f"python bench/fuzz.py --seed {options.seed} --stub {options.stub} --whole {options.whole}"
    print(
        f"seed {options.seed}: {counts} in {time.monotonic() - began:.0f} s; slowest {outcome.slowest[0]:.1f} s (input {outcome.slowest[1]})"
    )
    print(f"repeat with: {again}")
    for fault, number in sorted(outcome.faults.items(), key=lambda item: item[1]):
        print(f"  {fault}\n    {again} --only {number}")
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
