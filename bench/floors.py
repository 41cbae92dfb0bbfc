"""The floors of the quality gate: figures that must not sink, and the gold they were measured on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import gold_files
from figures import Figure, Figures

FILE = Path(__file__).resolve().parent / "floors.json"
EPSILON = 0.005
Gold = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Floors:
    """What is pinned. ``gold`` holds checksum and counts of each gold file, ``model`` the sha256 of the model measured.

    ``regressions`` keeps the reason of every floor that was ever lowered.
    """

    floors: dict[str, float] = field(default_factory=dict)
    model: str = ""
    gold: Gold = field(default_factory=dict)
    regressions: list[dict[str, Any]] = field(default_factory=list)


def load(path: Path = FILE) -> Floors:
    """The pinned floors, none where there is no file yet."""
    return Floors(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Floors()


def save(pinned: Floors, path: Path = FILE) -> None:
    """Write the floors, one a line."""
    path.write_text(json.dumps(asdict(pinned), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def gold_now() -> Gold:
    """Checksum and counts of each gold file as it is now."""
    result: Gold = {}
    for path in gold_files.files():
        gold = gold_files.load(path)
        counts = {"statements": len(gold.statements), "not_statements": len(gold.not_statements)}
        result[path.name] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), **counts}
    return result


def gold_changes(pinned: Gold, now: Gold) -> list[str]:
    """How the gold differs from the one that the floors were measured on."""
    result = [f"gold {name} is not there any more" for name in pinned if name not in now]
    for name, entry in now.items():
        before = pinned.get(name)
        if before is None:
            result.append(f"gold {name} is new; pin it with --update")
        elif before != entry:
            counts = ", ".join(
                f"{entry[key]} {key}" + (f" (were {before[key]})" if before[key] != entry[key] else "") for key in _COUNTS
            )
            result.append(f"gold {name} changed: {counts}; pin it with --update")
    return result


_COUNTS = ("statements", "not_statements")


def is_below(figure: Figure, floor: float) -> bool:
    """True if the figure lies below the floor by more than EPSILON and by more than one of its cases."""
    slack = max(EPSILON, 1.0 / figure.cases) if figure.cases else EPSILON
    return figure.value < floor - slack - 1e-4  # floors are rounded


def lowered(pinned: Floors, figures: Figures, left_out: Collection[str]) -> list[str]:
    """The floors that would sink if what was measured were pinned, in words; those of stages left out do not."""
    result = []
    for name, floor in pinned.floors.items():
        figure = figures.get(name)
        if figure is None and name.partition(":")[0] not in left_out:
            result.append(f"{name}: {floor:.4f}, not measured any more")
        elif figure is not None and is_below(figure, floor):
            result.append(f"{name}: {floor:.4f} to {figure.value:.4f}")
    return result


def updated(pinned: Floors, figures: Figures, left_out: Collection[str], gold: Gold, model: str, reason: str | None) -> Floors:
    """The floors with what was measured; those of stages that were left out stay.

    A floor stays as well where the figure lies below it by no more than the slack, so that floors never creep down.
    """
    kept = {name: floor for name, floor in pinned.floors.items() if name.partition(":")[0] in left_out}
    sunk = lowered(pinned, figures, left_out)
    regressions = [*pinned.regressions, {"reason": reason, "floors": sunk}] if sunk else pinned.regressions
    measured = {name: _raised(pinned.floors.get(name, 0.0), figure) for name, figure in figures.items()}
    return Floors(measured | kept, model, gold, regressions)


def _raised(floor: float, figure: Figure) -> float:
    return round(figure.value, 4) if is_below(figure, floor) else max(floor, round(figure.value, 4))
