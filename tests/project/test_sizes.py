"""No module over 400 lines, no function over 60, no class with more than 15 public methods: what is longer has parts."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

MODULE, FUNCTION, METHODS = 400, 60, 15
ROOT = Path(__file__).parents[2]
CODE = sorted(path for folder in ("src", "training", "bench", "docs") for path in (ROOT / folder).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", CODE + TESTS, ids=named)
def test_modules(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE


@pytest.mark.parametrize("path", CODE, ids=named)
def test_functions_and_classes(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < FUNCTION, f"{path.name}:{node.lineno}: {node.name} is too long"
        if isinstance(node, ast.ClassDef):
            methods = [item for item in node.body if isinstance(item, ast.FunctionDef) and not item.name.startswith("_")]
            assert len(methods) <= METHODS, f"{path.name}:{node.lineno}: {node.name} has too many methods"


def test_there_is_no_drawer_for_everything():
    assert not [named(path) for path in CODE if path.stem in {"utils", "helpers", "misc", "common"}]
