"""Score the tagger's names on GUM's dev part: exact spans of persons, organisations, places and dates.

Nationalities and titles are left out: GUM marks neither.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import rowback
from figures import Figure, Figures
from rowback.language import Tagger

FILE = Path("gum", "dev.conllu.gz")
KINDS = ("person", "organisation", "place", "date")


def measure(data: Path) -> Figures:
    """The F1 of each kind of name."""
    corpora = _training_corpora()
    demonyms = corpora.demonyms(Path(rowback.__file__).parent)
    tagger = Tagger()
    counts: Counter[tuple[str, str]] = Counter()
    for document in corpora.gum(data, "dev", demonyms):
        gold = {(start, end, kind) for start, end, kind in document.names}
        mine = {(*name.span, name.kind.value) for name in tagger.tag(document.text).names}
        for what, spans in (("gold", gold), ("predicted", mine), ("right", gold & mine)):
            counts.update((kind, what) for _, _, kind in spans)
    return {kind: _f1(counts, kind) for kind in KINDS}


def _f1(counts: Counter[tuple[str, str]], kind: str) -> Figure:
    both = counts[kind, "gold"] + counts[kind, "predicted"]
    return Figure(2 * counts[kind, "right"] / both if both else 0.0, counts[kind, "gold"])


def _training_corpora() -> ModuleType:
    """training/corpora.py, so that a name here is what it is in training."""
    path = Path(__file__).resolve().parent.parent / "training" / "corpora.py"
    spec = importlib.util.spec_from_file_location("training_corpora", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module
