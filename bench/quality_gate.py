"""Measure the quality of extraction and compare it with the floors pinned in bench/floors.json.

Without --data the gold articles of tests/gold and its judged sentences (stance) are measured; with it also the corpora found in the folder DIR:

  polnear/dev.jsonl.gz               attributions of news articles (F1)
  gum/dev.conllu.gz                  names (F1, exact spans), pronouns and descriptions
  gap/development.tsv.gz             pronouns with two candidates
  dates/recognizers-english.json.gz  expressions of past dates
  stories/*/                         articles.jsonl and gold.json of stories told by many outlets
  seed/                              article.txt and gold.json, whose gold is complete

A figure fails where it lies below its floor by more than 0.005, or, resting on few cases, by more than one of them:
processors differ in the last bits of an 8-bit product. Changed gold, a figure that could not be measured and one without a
floor fail too. --update pins what was measured, and lowers no floor without a reason.

Exit status: 0 everything holds, 1 something fails (listed), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import eval_coreference
import eval_dates
import floors
import founding
import gold_files
import names
import own_gold
import polnear
import retold
import stance
from figures import Figure, Figures
from floors import Floors, Gold
from rowback.language import model_info


@dataclass(frozen=True)
class Stage:
    """Something to measure in a folder of data; `needs` is what must be in the folder for it."""

    name: str
    needs: tuple[Path, ...]
    measure: Callable[[Path], Figures]


STAGES = (
    Stage("polnear", (polnear.FILE,), lambda data: polnear.measure(data / polnear.FILE)),
    Stage("names", (names.FILE,), names.measure),
    Stage("coreference", (eval_coreference.GAP, eval_coreference.GUM), eval_coreference.evaluate),
    Stage("dates", (eval_dates.FILE,), lambda data: {"past": Figure.of(*eval_dates.evaluate(data / eval_dates.FILE)[:2])}),
    Stage("stories", (retold.FOLDER,), lambda data: retold.measure(data / retold.FOLDER)),
    Stage("founding", (founding.FOLDER,), lambda data: founding.measure(data / founding.FOLDER)),
)
OWN = "own gold"
JUDGED = "stance"


@dataclass
class Measured:
    """Figures by "stage: name", and why stages were left out or failed."""

    figures: Figures = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    def add(self, stage: str, figures: Figures) -> None:
        """Keep the figures of a stage."""
        self.figures.update({f"{stage}: {name}": figure for name, figure in figures.items()})


def measure(data: Path | None) -> Measured:
    """Measure the own gold and every stage for which there is data."""
    result = Measured()
    result.add(OWN, own_figures())
    for part in stance.PARTS:
        result.add(JUDGED, stance.measure(part))
    for stage in STAGES:
        lacking = [str(data / path) for path in stage.needs if not (data / path).exists()] if data else []
        if data is None:
            result.left_out[stage.name] = "no --data DIR was given"
        elif lacking:
            result.left_out[stage.name] = f"not there: {', '.join(lacking)}"
        else:
            began = time.perf_counter()
            result.add(stage.name, stage.measure(data))
            print(f"{stage.name}: measured in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return result


def own_figures() -> Figures:
    """The figures of the gold articles."""
    golds = [gold_files.load(path) for path in gold_files.files()]
    scores = [own_gold.score(gold, reading) for gold, reading in zip(golds, gold_files.read_all(golds), strict=True)]
    return {name: Figure.of(*rate) for name, rate in own_gold.total(scores).rates().items()}


def faults(measured: Measured, gold: Gold, pinned: Floors) -> list[str]:
    """All that fails, in words; empty where everything holds."""
    result = floors.gold_changes(pinned.gold, gold)
    for name, floor in pinned.floors.items():
        figure = measured.figures.get(name)
        if figure is None:
            if name.partition(":")[0] not in measured.left_out:
                result.append(f"{name} was not measured, its floor is {floor:.3f}")
        elif floors.is_below(figure, floor):
            result.append(f"{name} is {figure.value:.3f} over {figure.cases} cases, below its floor of {floor:.3f}")
    result += [f"{name} has no floor; pin it with --update" for name in measured.figures if name not in pinned.floors]
    return result


def table(measured: Measured, pinned: Floors) -> list[str]:
    """A line a figure: value, cases, floor, and a mark where it fails."""
    width = max(map(len, measured.figures), default=0)
    lines = [f"{'figure'.ljust(width)}  measured    cases    floor"]
    for name, figure in measured.figures.items():
        floor = pinned.floors.get(name)
        below = floor is None or floors.is_below(figure, floor)
        told = "     -" if floor is None else f"{floor:6.3f}"
        lines.append(f"{name.ljust(width)}  {figure.value:8.3f} {figure.cases:8,}   {told}{'  !' if below else ''}")
    return lines


def main(arguments: Sequence[str] | None = None, *, path: Path = floors.FILE) -> int:
    """Run the gate; `path` is where the floors are kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the corpora; what it lacks is left out")
    parser.add_argument("--update", action="store_true", help="pin what is measured as the new floors")
    parser.add_argument(
        "--allow-regression", metavar="REASON", help="with --update: lower floors too; the reason is kept with them"
    )
    options = parser.parse_args(arguments)
    if options.allow_regression is not None and not (options.update and options.allow_regression.strip()):
        parser.error("--allow-regression goes with --update and wants a reason in words")
    if options.data is not None and not options.data.is_dir():
        parser.error(f"{options.data} is no folder")
    pinned, gold, model = floors.load(path), floors.gold_now(), model_info().sha256
    measured = measure(options.data)
    print(*table(measured, pinned), sep="\n")
    for stage, why in measured.left_out.items():
        print(f"left out: {stage}, {why}")
    if options.update:
        return _update(pinned, measured, gold, model, options.allow_regression, path)
    if model != pinned.model:
        print("note: the model is not the one that the floors were pinned with; --update pins it")
    found = faults(measured, gold, pinned)
    checked = sum(name in pinned.floors for name in measured.figures)
    if not found:
        print(f"quality gate: {checked} of {len(pinned.floors)} floors checked, all hold")
        return 0
    print(f"quality gate: {len(found)} faults", *found, sep="\n  ")
    return 1


def _update(pinned: Floors, measured: Measured, gold: Gold, model: str, reason: str | None, path: Path) -> int:
    lowered = floors.lowered(pinned, measured.figures, measured.left_out)
    if lowered and reason is None:
        print('not updated: these floors would sink; --allow-regression "REASON" lowers them', *lowered, sep="\n  ")
        return 1
    floors.save(floors.updated(pinned, measured.figures, measured.left_out, gold, model, reason), path)
    print(f"{path.name}: {len(measured.figures)} floors pinned" + (f", {len(lowered)} of them lowered" if lowered else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
