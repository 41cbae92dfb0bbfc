"""The judged statements that the stance network learns from are whole: marks, values, issues, no sentence twice."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "training" / "own" / "judged"
FILES = sorted(FOLDER.glob("*.jsonl"))
VALUES = {-3, -2, -1, 0, 1, 2, 3, "none"}


def groups(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def statements(group: dict) -> list[dict]:
    told = [row for article in group.get("articles", ()) for row in article["sentences"] if "[[" in row["text"] or "stances" in row]
    return [*group.get("statements", ()), *told]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_statements_are_marked_and_judged_on_every_issue(path):
    for group in groups(path):
        ids = {issue["id"] for issue in group["issues"]}
        assert 2 <= len(ids) == len(group["issues"]) <= 3
        assert all(issue["proposition"].endswith(".") and issue["label"] for issue in group["issues"])
        for row in statements(group):
            sentence = row.get("sentence") or row["text"]
            assert sentence.count("[[") == sentence.count("]]") >= 1, sentence
            assert set(row["stances"]) == ids, sentence
            assert set(row["stances"].values()) <= VALUES
            assert all(
                form.endswith(".") for issue in group["issues"] for kind in ("same", "contrary") for form in issue.get(kind, ())
            )
            assert all(key in ids and set(values) <= VALUES for key, values in row.get("alt", {}).items())


def test_groups_have_names_of_their_own_and_their_other_wordings_are_known():
    names = Counter(group["group"] for path in FILES for group in groups(path))
    known = {f"{group['group']}/{issue['id']}" for path in FILES for group in groups(path) for issue in group["issues"]}
    assert max(names.values()) == 1
    forms = json.loads((FOLDER / "forms.json").read_text(encoding="utf-8"))
    assert all(text.endswith(".") for form in forms.values() for kind in ("same", "contrary") for text in form[kind])
    assert len(set(forms) & known) > 0.9 * len(forms)
