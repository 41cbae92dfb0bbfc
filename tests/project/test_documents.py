"""Documents that say what is true: commands that exist, links that lead somewhere, transcripts that the program prints."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from rowback.cli.app import rowback as command
from rowback.export.csv_rows import COLUMNS
from rowback.export.json_lines import reading_object
from tests.export.sample import READING

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")])
DOCUMENTED = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
named = {"ids": lambda path: path.relative_to(ROOT).as_posix()}


def code(page: str) -> str:
    """What stands in fenced or indented blocks and between back quotes."""
    return "\n".join(re.findall(r"^```.*?^```|^ {4}.*$|`[^`\n]+`", page, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("path", DOCUMENTED, **named)
def test_commands_and_options_exist(path):
    for line in re.findall(r"(?:^|[\s/`$|])rowback ([a-z-].*)", code(path.read_text(encoding="utf-8")), re.MULTILINE):
        words = re.split(r"[|>#`]", line)[0].split()
        called = command if words[0].startswith("--") else command.commands[words[0]]
        known = {option for parameter in called.params for option in parameter.opts} | {"--help", "--version"}
        assert {word for word in words if word.startswith("--")} <= known, line


@pytest.mark.parametrize("path", PAGES, **named)
def test_chores_exist(path):
    for target in re.findall(r"\bmake ([a-z]+)", code(path.read_text(encoding="utf-8"))):
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


@pytest.mark.parametrize("path", PAGES, **named)
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_files_that_the_architecture_names_exist():
    table = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for name in set(re.findall(r"`((?:core|reading|language|attribution|speakers|dates|export|cli|data)/[\w./]*)`", table)):
        assert (ROOT / "src/rowback" / name).exists(), name


def test_every_option_is_told_of_by_the_readme_or_a_document():
    told = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
    assert {word for word in ("--explain", "--format", "--issues") if word not in told} == set()


def test_every_key_and_column_is_documented():
    page = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    found = reading_object(READING)
    keys = {
        *found,
        *found["article"],
        *found["statements"][0],
        *found["statements"][0]["speaker"],
        *found["statements"][1]["said_on"],
    }
    assert {key for key in keys if f"`{key}`" not in page and key not in ("article", "statements")} == set()
    assert ",".join(COLUMNS) in page.replace("\n    ", "")


def test_every_code_is_documented_and_raised_in_one_module():
    page = (ROOT / "docs/formats.md").read_text(encoding="utf-8").replace("RB201 to RB204", "RB201 RB202 RB203 RB204")
    raised: dict[str, set[str]] = {}
    for path in (ROOT / "src").rglob("*.py"):
        for found in re.findall(r'"(RB\d{3})"|\[(RB\d{3})\]', path.read_text(encoding="utf-8")):
            raised.setdefault("".join(found), set()).add(path.name)
    assert {code for code in raised if code not in page} == set()
    assert {code: names for code, names in raised.items() if len(names) > 1} == {}


def test_the_changelog_knows_the_version():
    version = re.search(r'__version__ = "(.+)"', (ROOT / "src/rowback/__init__.py").read_text(encoding="utf-8"))
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"[{version[1]}]" in log or "[Unreleased]" in log


def test_transcripts_are_what_the_program_prints():
    done = subprocess.run([sys.executable, ROOT / "docs/transcript.py", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_imported_is_declared_and_what_is_declared_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[><=\[]", line)[0].lower() for line in project["dependencies"]}
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:import|from) (\w+)", sources, re.MULTILINE)) - set(sys.stdlib_module_names) - {"rowback"}
    assert imported <= declared
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [re.fullmatch(r"([\w.-]+)==[\w.]+", line) for line in pins if not line.startswith("#")]
    assert all(pinned)
    tests = {re.split(r"[><=\[]", line)[0].lower() for line in project["optional-dependencies"]["test"]}
    assert {name.replace("_", "-") for name in declared | tests} <= {found[1].lower().replace("_", "-") for found in pinned}
