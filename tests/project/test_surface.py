"""What is public: a name more or less is a decision, and this is where it is taken."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import click
import pytest

import rowback
from rowback.cli.app import rowback as command

PUBLIC = """
    Actor ActorKind Article Aside AsideType Block BlockKind InputError Issue Kind ModelError Position Reading RowbackError SaidOn
    Span Statement UsageError __version__ read read_issues read_text
    Claim Entry Finding FindingKind LedgerError Review Source Stance add read_again
    Added Decision Filter Info Ledger Post Profile Standing Trend
""".split()


def commands(group: click.Command, path: tuple[str, ...] = ("rowback",)):
    """Every command with the words that call it."""
    yield path, group
    for name, inner in getattr(group, "commands", {}).items():
        yield from commands(inner, (*path, name))


def test_the_public_names():
    assert sorted(rowback.__all__) == sorted(PUBLIC)
    own = {name for name, value in vars(rowback).items() if not name.startswith("_") and not isinstance(value, ModuleType)}
    late = rowback._OF_THE_LEDGER  # loaded when they are first asked for
    assert own - {"annotations", "TYPE_CHECKING", "Any"} == set(PUBLIC) - {"__version__"} - late
    assert late < set(PUBLIC)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        rowback.Nothing  # noqa: B018


@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_public_is_described(name):
    assert name == "__version__" or getattr(rowback, name).__doc__


def test_the_package_is_typed():
    assert (Path(rowback.__file__).parent / "py.typed").is_file()


@pytest.mark.parametrize(
    ("path", "found"), list(commands(command)), ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_every_command_and_option_has_help(path, found):
    assert found.help, path
    assert r"\b" not in found.get_help(click.Context(found)), "a docstring marked r keeps click's \\b from being read"
    for parameter in found.params:
        assert isinstance(parameter, click.Argument) or parameter.help, (path, parameter.name)


@pytest.mark.parametrize(
    "name", sorted(m.name for m in pkgutil.walk_packages(rowback.__path__, "rowback.") if "__main__" not in m.name)
)
def test_examples_in_docstrings(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
