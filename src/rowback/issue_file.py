"""Issues from a TOML file: `[[issue]]` with id, label, proposition and, where wanted, terms and exclude."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rowback.core.errors import UsageError
from rowback.core.issue import Issue

_NEEDED = ("id", "label", "proposition")
_LISTS = ("terms", "exclude")
_EXAMPLE = 'it should hold [[issue]] tables with id, label and proposition, each as text: id = "ua_nato"'


def read_issues(path: str | os.PathLike[str]) -> tuple[Issue, ...]:
    """The issues of a file, in its order.

    Raises UsageError, which names the file, the issue and what is wrong with it: no file, no TOML (RB201), no issues (RB202),
    an issue that is not complete (RB203), two of one id (RB204).
    """
    name = os.fspath(path)
    tables = _tables(name, _parsed(name))
    issues = tuple(_issue(f"{name}: issue {number}", table) for number, table in enumerate(tables, 1))
    seen: dict[str, int] = {}
    for number, issue in enumerate(issues, 1):
        if issue.id in seen:
            raise UsageError(
                "RB204", f"{name}: issue {number}: the id {issue.id!r} is taken by issue {seen[issue.id]}; ids must differ"
            )
        seen[issue.id] = number
    return issues


def _parsed(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(Path(name).read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError("RB201", f"{name}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError("RB201", f"{name}: is not UTF-8 text; {_EXAMPLE}") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError("RB201", f"{name}: is not TOML: {error}") from error


def _tables(name: str, parsed: dict[str, Any]) -> list[Any]:
    unknown = sorted(set(parsed) - {"issue"})
    if unknown:
        raise UsageError("RB202", f"{name}: {unknown[0]!r} is not known here; {_EXAMPLE}")
    tables = parsed.get("issue")
    if not isinstance(tables, list) or not tables:
        raise UsageError("RB202", f"{name}: has no issues; {_EXAMPLE}")
    return tables


def _issue(where: str, table: Any) -> Issue:
    if not isinstance(table, dict):
        raise UsageError("RB203", f"{where}: is no table; {_EXAMPLE}")
    if isinstance(table.get("id"), str):
        where = f"{where} ({table['id']!r})"
    known = (*_NEEDED, *_LISTS)
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise UsageError("RB203", f"{where}: {unknown[0]!r} is not known; an issue has {', '.join(known)}")
    for key in _NEEDED:
        if not isinstance(table.get(key), str) or not table[key].strip():
            raise UsageError("RB203", f"{where}: needs {key!r} as text that is not empty")
    for key in _LISTS:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise UsageError("RB203", f'{where}: {key!r} must be a list of words, such as {key} = ["membership"]')
    needed = {key: table[key].strip() for key in _NEEDED}
    return Issue(**needed, terms=tuple(table.get("terms", ())), exclude=tuple(table.get("exclude", ())))


def written_issues(issues: Sequence[Issue]) -> str:
    """The issues as a file that `read_issues` reads.

    >>> print(written_issues([Issue("tea", "Tea", "Tea is served.", ("cup",))]), end="")
    [[issue]]
    id = "tea"
    label = "Tea"
    proposition = "Tea is served."
    terms = ["cup"]
    """
    tables = []
    for issue in issues:
        lines = [f"{key} = {_quoted(getattr(issue, key))}" for key in _NEEDED]
        lines += [f"{key} = [{', '.join(map(_quoted, getattr(issue, key)))}]" for key in _LISTS if getattr(issue, key)]
        tables.append("\n".join(["[[issue]]", *lines]) + "\n")
    return "\n".join(tables)


def _quoted(words: str) -> str:
    """A basic string of TOML, which escapes as JSON does, DEL too."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
