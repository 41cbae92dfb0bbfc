from __future__ import annotations

from pathlib import Path

import pytest

from rowback import Issue, UsageError, read_issues

ROOT = Path(__file__).parents[2]
GOOD = '[[issue]]\nid = "a"\nlabel = "A"\nproposition = "A is so."\n'


def written(folder, content):
    path = folder / "issues.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_issues_in_the_order_of_the_file(tmp_path):
    path = written(
        tmp_path, "\ufeff" + GOOD + '[[issue]]\nid = "b"\nlabel = " B "\nproposition = "B."\nterms = ["x", "y"]\nexclude = ["z"]\n'
    )
    assert read_issues(path) == (Issue("a", "A", "A is so."), Issue("b", "B", "B.", ("x", "y"), ("z",)))


def test_the_examples_are_valid():
    assert [issue.id for issue in read_issues(ROOT / "examples/issues.toml")] == [
        "ua_nato",
        "ua_borders",
        "de_debt_brake",
        "de_special_fund",
    ]


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        ("id = ", "RB201", "is not TOML: "),
        (b"\xff\xfe[", "RB201", "is not UTF-8 text"),
        ("", "RB202", "has no issues"),
        ("issue = 3", "RB202", "has no issues"),
        ("issue = []", "RB202", "has no issues"),
        ("issue = [3]", "RB203", "issue 1: is no table"),
        ("[[issues]]\nid = 'a'", "RB202", "'issues' is not known here"),
        ("[[issue]]\nlabel = 'A'\nproposition = 'A.'", "RB203", "issue 1: needs 'id' as text"),
        ("[[issue]]\nid = 'a'\nlabel = ''\nproposition = 'A.'", "RB203", "issue 1 ('a'): needs 'label' as text"),
        ("[[issue]]\nid = 'a'\nlabel = 'A'\nproposition = 3", "RB203", "issue 1 ('a'): needs 'proposition' as text"),
        (GOOD + "term = ['x']", "RB203", "issue 1 ('a'): 'term' is not known; an issue has id, label, proposition, terms, exclude"),
        (GOOD + "terms = 'x'", "RB203", "issue 1 ('a'): 'terms' must be a list of words"),
        (GOOD + "exclude = [1]", "RB203", "issue 1 ('a'): 'exclude' must be a list of words"),
        (GOOD + GOOD, "RB204", "issue 2: the id 'a' is taken by issue 1"),
        ("a = " + "[" * 5000, "RB201", "is not TOML"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_what_is_wrong_is_told_with_the_file_s_name(tmp_path, content, code, told):
    path = written(tmp_path, content)
    with pytest.raises(UsageError) as raised:
        read_issues(path)
    assert raised.value.code == code
    assert raised.value.message.startswith(f"{path}: ")
    assert told in raised.value.message


@pytest.mark.parametrize("name", ["missing.toml", "."], ids=["missing", "a folder"])
def test_a_file_that_cannot_be_read(tmp_path, name):
    with pytest.raises(UsageError, match="cannot be read: "):
        read_issues(tmp_path / name)
