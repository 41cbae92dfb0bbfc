"""The data files of the package, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """A data file by its name; do not change what is returned."""
    return tomllib.loads(files("rowback.data").joinpath(name).read_text(encoding="utf-8"))
