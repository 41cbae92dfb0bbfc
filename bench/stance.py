"""Measure stance on the judged sentences of tests/gold/stance, beside a majority and a keyword baseline.

A sentence is right where its stance is the gold one or one accepted as well; its sign is right where the sign (-, 0, + or none) is that of
one of them. A held-out sentence is never printed: only the figures are.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from figures import Figure, Figures
from rowback.core.actor import ActorKind
from rowback.core.article import Article
from rowback.core.attribution import Kind
from rowback.core.issue import Issue
from rowback.core.span import Span, hull
from rowback.core.stance import Stance
from rowback.core.statement import Actor, Position, Statement
from rowback.issue_file import read_issues
from rowback.pipeline import network, positions_for

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "gold" / "stance"
PARTS = {"dev": FOLDER / "dev.jsonl", "held out": FOLDER / "held_out.jsonl"}
LABELS = (*(s.value for s in Stance), "none")
Row = dict[str, Any]

# The plain baseline: the first of these words in the content decides, none where there is none of them.
KEYWORDS = {
    "rules_out": ("rule out", "ruled out", "never", "will not", "won't", "no way", "off the table"),
    "opposes": ("oppose", "against", "reject", "wrong", "no plans", "mistake", "should not"),
    "doubts": ("unlikely", "unrealistic", "doubt", "not expect", "hardly"),
    "open": ("on the table", "open", "consider", "decide", "review", "option", "wait"),
    "leans": ("likely", "may", "could", "if", "expect"),
    "supports": ("support", "back", "must", "should", "need", "want", "welcome"),
    "commits": ("will", "promise", "pledge", "decided", "announced"),
}


def rows(path: Path) -> list[Row]:
    """The judged sentences of a part."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def issues() -> dict[str, Issue]:
    """The issues of the judged sentences by id."""
    return {issue.id: issue for issue in read_issues(FOLDER / "issues.toml")}


def position(row: Row, issue: Issue, *, titled: bool = True, learned: bool = True) -> Position | None:
    """What Rowback judges, given the content and its speaker as the gold has them.

    The passages are cut out of articles on their issue and often do not name it; ``titled`` gives the article the issue's label as title,
    ``learned`` False leaves the network out.
    """
    text = str(row["context"])
    content = tuple(Span(*part) for part in row["content"])
    name, _, role = str(row["source"] or "").partition(",")
    speaker = Actor("p", name or None, ActorKind.PERSON, role.strip() or name or None, None)
    statement = Statement(
        "s", Kind(row["kind"]), hull(content).of(text), content, (), (), speaker, None, None, None, None, None, None, None, None, (), 1.0
    )  # fmt: skip
    article = Article(id="a", text=text, title=issue.label if titled else None, language="en")
    found = positions_for(article, [statement], [issue], network() if learned else None)[0]
    return found[0] if found else None


def keyword(row: Row) -> str:
    """The stance that the keyword baseline gives."""
    content = " ".join(row["context"][a:b] for a, b in row["content"]).lower()
    return next((label for label, words in KEYWORDS.items() if any(w in content for w in words)), "none")


def accepted(row: Row) -> list[str]:
    """The labels that count as right."""
    return [row["stance"], *row["stance_alt"]]


def sign(label: str) -> str:
    """-, 0, + or none."""
    return "none" if label == "none" else "-0+"[Stance(label).sign + 1]


def rates(judged: Iterable[tuple[Row, str]]) -> tuple[Figure, Figure]:
    """Exact and same sign."""
    listed = list(judged)
    exact = sum(label in accepted(row) for row, label in listed)
    same = sum(sign(label) in {sign(a) for a in accepted(row)} for row, label in listed)
    return Figure.of(exact, len(listed)), Figure.of(same, len(listed))


def measure(part: str) -> Figures:
    """Exact and sign of a part, and how far they lie above the better baseline."""
    listed, known = rows(PARTS[part]), issues()
    mine = rates((row, label_of(position(row, known[row["issue"]]))) for row in listed)
    majority = Counter(row["stance"] for row in rows(PARTS["dev"])).most_common(1)[0][0]
    plain = [rates((row, f(row)) for row in listed) for f in baselines(majority).values()]
    result = {}
    for n, name in enumerate(("exact", "sign")):
        result[f"{part} {name}"] = mine[n]
        result[f"{part} {name} above baselines"] = Figure(mine[n].value - max(p[n].value for p in plain), mine[n].cases)
    return result


def baselines(majority: str) -> dict[str, Callable[[Row], str]]:
    """The plain judges that have to be beaten."""
    return {"majority": lambda _: majority, "keywords": keyword}


def label_of(found: Position | None) -> str:
    """The stance in words, "none" for no position."""
    return "none" if found is None else found.stance.value


def report(part: str, details: bool) -> list[str]:
    """The figures of a part as lines: exact and sign, the baselines', and each label's recall and precision."""
    listed, known = rows(PARTS[part]), issues()
    judged = [(row, position(row, known[row["issue"]])) for row in listed]
    labels = [(row, label_of(found)) for row, found in judged]
    majority = Counter(row["stance"] for row in rows(PARTS["dev"])).most_common(1)[0][0]
    lines = [f"{part}: {len(listed)} sentences", *_line("rowback", rates(labels))]
    lines += _line("rules only", rates((row, label_of(position(row, known[row["issue"]], learned=False))) for row in listed))
    for name, judge in baselines(majority).items():
        lines += _line(name, rates((row, judge(row)) for row in listed))
    for label in LABELS:
        gold = [told for row, told in labels if row["stance"] == label]
        right = sum(told in accepted(row) for row, told in labels if row["stance"] == label)
        told = [row for row, mine in labels if mine == label]
        good = sum(label in accepted(row) for row in told)
        lines.append(f"  {label:10} {right:3} of {len(gold):3} found, {good:3} of {len(told):3} right")
    if details:
        lines += [f"  {row['id']}: {row['stance']} not {told} ({rule(p)})" for (row, p), (_, told) in zip(judged, labels, strict=True)
                  if told not in accepted(row)]  # fmt: skip
    return lines


def rule(found: Position | None) -> str:
    """The rules of a position."""
    return "no position" if found is None else " ".join(found.rules)


def _line(name: str, pair: Sequence[Figure]) -> list[str]:
    return [f"  {name:10} exact {pair[0].value:.3f}, same sign {pair[1].value:.3f}"]


def main() -> None:
    """Print the figures of the parts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--part", choices=list(PARTS), default="dev", help="which sentences")
    parser.add_argument("--details", action="store_true", help="list the faults; for the development part only")
    options = parser.parse_args()
    print("\n".join(report(options.part, options.details and options.part == "dev")))


if __name__ == "__main__":
    main()
