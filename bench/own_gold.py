"""Score Rowback on the gold articles of tests/gold and, with --details, list what was missed or wrong.

A statement is found by the predicted one whose content has the most characters in common with one of its gold spans
(Jaccard of at least 0.5, one to one). Precision counts every predicted statement, nested ones too. Speaker, kind, role,
side and days are shares of the statements found, `known` the share whose speaker is not unknown though gold has one.
`explicit` is the share of right days among those that the text names. `via` and `setting` (occasion or addressee) are
shares of the found statements where gold has one, `aligned`, `continues` and `nested` of all statements where gold has such
a link; `via told` and `links told` the shares of right ones among those that Rowback tells of found statements.
`kept out` is the share of the not-statements that no predicted
statement reports, `edges` that of contents that are exact but for punctuation and a leading "that".
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gold_files
import verdicts
from gold_files import Characters, GoldArticle
from rowback.core.statement import Reading, Statement

Rate = tuple[int, int]  # right, of
FIGURES = ("recall", "precision", "kept out", *verdicts.OF_FOUND, *verdicts.OF_ALL)
_HEADS = {
    "precision": "prec",
    "speaker": "spkr",
    "speaker_kind": "spk kind",
    "said_on": "said",
    "continues": "contin.",
    "links told": "links",
}


@dataclass
class Score:
    """What was counted in one article or in all of them, and the lines of --details."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def add(self, figure: str, right: bool, of: bool = True) -> None:
        """Count one case of a figure; with `of` False nothing is counted."""
        self.right[figure] += right and of
        self.of[figure] += of

    def rates(self) -> dict[str, Rate]:
        """Each figure as (right, of)."""
        return {figure: (self.right[figure], self.of[figure]) for figure in FIGURES}


def match(gold: Sequence[Sequence[Characters]], predicted: Sequence[Characters]) -> dict[int, int]:
    """Gold index to predicted index: the best pairs first, one to one, Jaccard of at least 0.5 with one of the gold spans."""
    pairs = []
    for i, spans in enumerate(gold):
        for j, mine in enumerate(predicted):
            jaccard = max((len(mine & span) / len(mine | span) for span in spans if mine & span), default=0.0)
            if jaccard >= 0.5:
                pairs.append((-jaccard, i, j))
    found: dict[int, int] = {}
    for _, i, j in sorted(pairs):
        if i not in found and j not in found.values():
            found[i] = j
    return found


def score(gold: GoldArticle, reading: Reading | None, *, flat: bool = False) -> Score:
    """Judge the reading of one article; None, or a reading of another text, counts as one without statements.

    Where gold is `flat`, nested statements that match nothing cost no precision: it cannot hold them.
    """
    result = Score()
    if reading is None or reading.article.text != gold.text:
        result.lines.append("  not read: " + ("the article was refused" if reading is None else "its text was altered"))
        reading = None
    predicted = reading.statements if reading else ()
    spans = [gold_files.characters(s.content) for s in predicted]
    found = match([gold_files.gold_spans(s) for s in gold.statements], spans)
    pairs = {n: predicted[j] for n, j in found.items()}
    judge = verdicts.Judge(gold, pairs)
    for n, statement in enumerate(gold.statements):
        result.add("recall", n in pairs)
        verdict = judge.of(n)
        for one in verdict:
            result.add(one.figure, one.right, one.counted)
        result.lines += _lines(gold, statement, pairs.get(n), verdict, reading, spans)
    false = [j for j in range(len(predicted)) if j not in found.values() and not (flat and predicted[j].nested_in)]
    for right, number in ((True, len(found)), (False, len(false))):
        for _ in range(number):
            result.add("precision", right)
    result.lines += [f"  false   {_told(predicted[j], gold.text)}" for j in false]
    _not_statements(gold, result, list(zip(predicted, spans, strict=True)))
    return result


def _not_statements(gold: GoldArticle, result: Score, predicted: Sequence[tuple[Statement, Characters]]) -> None:
    """Count those that share half of the shorter of the two with no predicted statement."""
    for wrong in gold.not_statements:
        span = gold_files.characters([(wrong["start"], wrong["end"])])
        hits = [s for s, mine in predicted if len(mine & span) >= 0.5 * min(len(mine), len(span))]
        result.add("kept out", not hits)
        result.lines += [
            f"  no statement ({wrong['type']}): {_short(wrong['quote'])!r}, reported as {_told(s, gold.text)}" for s in hits
        ]


def _lines(
    gold: GoldArticle,
    statement: Mapping[str, Any],
    got: Statement | None,
    verdict: Sequence[verdicts.Verdict],
    reading: Reading | None,
    spans: Sequence[Characters],
) -> list[str]:
    where = f"{statement['id']:4}{_short(statement['quote'])!r}"
    if got is None:
        by = f"{statement['speaker'] or 'unknown'}, {statement['kind']}"
        links = [key for key in ("aligned_to", "continues", "nested_in") if statement[key]]
        return [f"  missed  {where} {', '.join([by, *links])}{_nearest(statement, reading, spans)}"]
    faults = {(one.want, one.got): one for one in reversed(verdict) if one.counted and not one.right and one.figure != "exact"}
    wrong = [str(one) for one in reversed(faults.values())]
    return [f"  wrong   {where} ({statement['speaker']})", *(f"            {line}" for line in wrong)] if wrong else []


def _nearest(statement: Mapping[str, Any], reading: Reading | None, spans: Sequence[Characters]) -> str:
    """What stands in the place of a missed statement: a part, a whole, an aside, or nothing."""
    if reading is None:
        return ""
    wanted = gold_files.characters([(statement["start"], statement["end"])])
    for aside in reading.asides:
        mine = gold_files.characters(aside.content)
        if len(mine & wanted) >= 0.5 * min(len(mine), len(wanted)):
            return f"; taken for an aside ({aside.type})"
    shared, n = max(((len(mine & wanted), n) for n, mine in enumerate(spans)), default=(0, 0))
    if not shared:
        return "; nothing there"
    return f"; nearest {shared / len(wanted | spans[n]):.2f} {_short(reading.statements[n].quote)!r}"


def _told(statement: Statement, text: str) -> str:
    cue, source = (" … ".join(span.of(text) for span in spans) for spans in (statement.cue, statement.source))
    links = [key for key in ("aligned_to", "continues", "nested_in") if getattr(statement, key)]
    told = [statement.kind, f"source {source!r}", f"cue {cue!r}", *links, f"confidence {statement.confidence:.2f}"]
    return f"{_short(statement.quote)!r} {statement.speaker.name or 'unknown'}, {', '.join(told)}"


def _short(quote: str, most: int = 90) -> str:
    return quote if len(quote) <= most else f"{quote[: most - 25]} … {quote[-22:]}"


def total(scores: Sequence[Score]) -> Score:
    """All counts together."""
    result = Score()
    for one in scores:
        result.right.update(one.right)
        result.of.update(one.of)
    return result


def figures(scores: Sequence[Score]) -> dict[str, float]:
    """Each figure of all articles together as a share; 0 where gold has cases but nothing was found."""
    return {name: (right / of if of else 0.0) for name, (right, of) in total(scores).rates().items()}


def table(names: Sequence[str], scores: Sequence[Score]) -> list[str]:
    """A line an article and one for all; a dash where there is no case."""
    width = max(map(len, [*names, "all"]))
    lines = ["".ljust(width) + "".join(f"{_HEADS.get(figure, figure):>9}" for figure in FIGURES)]
    for name, one in [*zip(names, scores, strict=True), ("all", total(scores))]:
        cells = [f"{right / of:.2f}" if of else "-" for right, of in one.rates().values()]
        lines.append(name.ljust(width) + "".join(f"{cell:>9}" for cell in cells))
    counts = [f"{right}/{of}" for right, of in total(scores).rates().values()]
    return [*lines, "counts".ljust(width) + "".join(f"{cell:>9}" for cell in counts)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; exit status 0 whatever they are (the quality gate judges them)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="gold files (default: all of tests/gold)")
    parser.add_argument("--details", action="store_true", help="list what was missed or wrong")
    options = parser.parse_args(arguments)
    golds = [gold_files.load(path) for path in options.files or gold_files.files()]
    scores = [score(gold, reading) for gold, reading in zip(golds, gold_files.read_all(golds), strict=True)]
    if options.details:
        for gold, one in zip(golds, scores, strict=True):
            print(f"{gold.name} ({gold.genre}, published {gold.article['published']})", *one.lines, "", sep="\n")
    print(*table([gold.name for gold in golds], scores), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
