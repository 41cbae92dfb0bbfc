"""Measure speed and memory, each beside something to compare it with.

  one core    the whole road, text to statements, against a bare onnxruntime session that runs the same windows (their overlap
              included) on the same core; by turns, and the medians count. The ratio is to be at least 0.75.
  all cores   `rowback read` of all articles, its start included, in words a second
  memory      the most that `rowback read` and its workers hold at a time, all together; to be under 600 MB
  one article `rowback read` of one short article in all; to take less than 2 seconds

Articles are those of PolNeAR's dev part with --data DIR, else those of examples/ and tests/gold, again and again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gold_files
import polnear
import rowback
from rowback.core.article import Article
from rowback.language import Tagger
from rowback.pipeline import read_article
from rowback.reading import article_from_text

ROOT = Path(__file__).resolve().parent.parent
RATIO, WORDS_A_SECOND, MEGABYTES, SECONDS = 0.75, 4000, 600, 2.0
ENOUGH_WORDS = 60_000
Row = dict[str, Any]


class RecordingSession:
    """An onnxruntime session that keeps what it is asked to run, to run it again bare."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self.asked: list[Row] = []

    def run(self, outputs: Sequence[str] | None, inputs: Row) -> Any:
        """Run and remember."""
        self.asked.append(inputs)
        return self._session.run(outputs, inputs)


def rows(data: Path | None, words: int) -> list[Row]:
    """Articles as JSON Lines hold them, each under an address of its own, with at least so many words in all."""
    if data is not None:
        with gzip.open(data / polnear.FILE, "rt", encoding="utf-8") as lines:
            given = [json.loads(line) for line in lines]
        texts = [(row["text"], row["published"]) for row in given]
    else:
        golds = [gold_files.load(path) for path in gold_files.files()]
        texts = [(gold.text, gold.article["published"]) for gold in golds]
        texts += [(r.article.text, r.article.published) for r in rowback.read(ROOT / "examples", on_refused=lambda _: None)]
    result: list[Row] = []
    counted = 0
    while counted < words or len(result) < len(texts):
        text, published = texts[len(result) % len(texts)]
        result.append({"url": f"https://bench.example/{len(result)}", "published": published, "language": "en", "text": text})
        counted += len(text.split())
    return result


def one_core(articles: Sequence[Article], rounds: int) -> tuple[float, float]:
    """Median seconds of the road and of the bare session over the same windows, one thread each."""
    tagger = Tagger(1)
    session = tagger._session  # the bench looks inside: the bare run must be of the very same session
    recording = RecordingSession(session)
    tagger._session = recording
    for article in articles:  # also warms up
        read_article(article, tagger)
    tagger._session = session

    def road() -> None:
        for article in articles:
            read_article(article, tagger)

    def bare() -> None:
        for inputs in recording.asked:
            session.run(None, inputs)

    taken: dict[str, list[float]] = {"road": [], "bare": []}
    for number in range(rounds):
        for name, work in (("road", road), ("bare", bare)):
            taken[name].append(_seconds(work))
        print(f"round {number + 1}: road {taken['road'][-1]:.2f} s, bare {taken['bare'][-1]:.2f} s", file=sys.stderr)
    return statistics.median(taken["road"]), statistics.median(taken["bare"])


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def through_command(given: Sequence[Row]) -> tuple[float, float]:
    """Seconds that `rowback read` takes for the articles, and the megabytes it holds at most with its workers."""
    with tempfile.TemporaryDirectory(prefix="rowback-bench-") as folder:
        path = Path(folder, "articles.jsonl")
        path.write_text("".join(json.dumps(row) + "\n" for row in given), encoding="utf-8")
        command = [sys.executable, "-m", "rowback", "read", "--format", "json", str(path)]
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        watch = _MemoryWatch(process.pid)
        output, _ = process.communicate()
        seconds = time.perf_counter() - began
    came_back = output.count(b"\n")
    if process.returncode or came_back != len(given):
        raise SystemExit(f"rowback read: exit status {process.returncode}, {came_back} of {len(given)} articles came back")
    return seconds, watch.most()


class _MemoryWatch:
    """Looks every few hundredths of a second at what a process and its children hold (Linux: proportional set size)."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most = pid, 0.0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def most(self) -> float:
        """Megabytes; 0 where the system does not tell."""
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while held := sum(_held(pid) for pid in _family(self._pid)):
            self._most = max(self._most, held)
            time.sleep(0.05)


def _family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    result = [pid]
    for one in result:  # grows while it is walked
        for path in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                result += [int(child) for child in path.read_text().split()]
            except OSError:
                continue  # it ended meanwhile
    return result


def _held(pid: int) -> float:
    """Megabytes, memory shared by several processes counted in parts; 0 where the process has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def one_article() -> float:
    """Median seconds of `rowback read` of one short article, start-up included."""
    command = [sys.executable, "-m", "rowback", "read", str(ROOT / "examples" / "ua_nato" / "coale.txt")]

    def read() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    return statistics.median(_seconds(read) for _ in range(5))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; exit status 0 whatever it says, since times depend on the machine and on what else it does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder that holds polnear/dev.jsonl.gz")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="turns on one core (default: %(default)s)")
    parser.add_argument(
        "--words", type=int, default=12_000, metavar="N", help="words read a turn on one core (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    if options.data is not None and not (options.data / polnear.FILE).is_file():
        parser.error(f"{options.data / polnear.FILE} is not there")
    given = rows(options.data, ENOUGH_WORDS)
    _compare(given, options.words, options.rounds)
    seconds, held = through_command(given)
    total = sum(len(row["text"].split()) for row in given)
    rate, short = total / seconds, one_article()
    _line(
        f"{os.cpu_count()} cores, {total:,} words", rate >= WORDS_A_SECOND, f"{rate:,.0f} words/s", f"at least {WORDS_A_SECOND:,}"
    )
    if held:
        _line("memory, all processes", held <= MEGABYTES, f"{held:,.0f} MB", f"under {MEGABYTES}")
    else:
        print("memory: this system does not tell it")
    _line("one short article", short <= SECONDS, f"{short:.2f} s", f"under {SECONDS:.0f} s")
    return 0


def _compare(given: Sequence[Row], words: int, rounds: int) -> None:
    """Print the speed of the road and of the bare model on one core, for the first articles with so many words."""
    few: list[Article] = []
    counted = 0
    for row in given:
        if counted < words:
            few.append(article_from_text(row["text"], url=row["url"], published=row["published"], language="en"))
            counted += len(row["text"].split())
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_setaffinity") else set()
    if cores:
        os.sched_setaffinity(0, {min(cores)})
    road, bare = one_core(few, rounds)
    if cores:
        os.sched_setaffinity(0, cores)
    print(f"one core, {counted:,} words: the road {counted / road:,.0f} words/s, the bare model {counted / bare:,.0f} words/s")
    _line("ratio to the bare model", bare / road >= RATIO, f"{bare / road:.2f}", f"at least {RATIO}")


def _line(what: str, reached: bool, told: str, aim: str) -> None:
    print(f"{what:26}{told:>16}   {aim:16}{'' if reached else '  missed'}")


if __name__ == "__main__":
    sys.exit(main())
