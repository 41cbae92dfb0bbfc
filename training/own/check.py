"""Checks the marked training snippets: braces balance, nothing is nested, every snippet has an id and a kind."""

from __future__ import annotations

import collections
import re
import sys
from pathlib import Path

_MARK = re.compile(r"\{([sct])\|([^{}]*)\}")


def faults(head: str, body: str) -> list[str]:
    """What is wrong with one snippet, in words."""
    found = []
    if len(head.split()) != 2:
        found.append("the line after === must hold an id and a kind")
    if re.search(r"[{}]", _MARK.sub("", body)):
        found.append("a brace is unbalanced, nested or without s, c or t")
    marks = _MARK.findall(body)
    found += [f"empty, or with outer space: {inside!r}" for _, inside in marks if not inside or inside != inside.strip()]
    found += [f"a mark holds a paragraph break: {inside[:40]!r}" for _, inside in marks if "\n" in inside]
    if marks and not any(kind == "t" for kind, _ in marks):
        found.append("marks, but no content")
    words = len(_MARK.sub(r"\2", body).split())
    if not 55 <= words <= 230:
        found.append(f"{words} words")
    return found


def main(folder: Path) -> int:
    seen: collections.Counter[str] = collections.Counter()
    total: collections.Counter[str] = collections.Counter()
    wrong = 0
    for path in sorted(folder.glob("*.txt")):
        count: collections.Counter[str] = collections.Counter()
        for chunk in re.split(r"^=== ?", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head, _, body = chunk.partition("\n")
            seen[head.split(" ")[0]] += 1
            marks = _MARK.findall(body)
            count.update(kind for kind, _ in marks)
            count.update(snippets=1, silent=not marks, words=len(_MARK.sub(r"\2", body).split()))
            for fault in faults(head, body):
                wrong += 1
                print(f"{path.name}: {head}: {fault}", file=sys.stderr)
        print(path.name, dict(count))
        total += count
    twice = [name for name, times in seen.items() if times > 1]
    print("all", dict(total), "ids used twice:", twice or "none")
    return 1 if wrong or twice else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parent))
