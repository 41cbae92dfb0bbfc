"""Rosters: who held which post for which side, as CSV with the columns name, aliases, role, side, from, to."""

from __future__ import annotations

import csv
import io
import os
from datetime import date
from pathlib import Path
from typing import Any

from rowback.core.errors import UsageError

_COLUMNS = ("name", "aliases", "role", "side", "from", "to")
_EXAMPLE = "its first line should be name,aliases,role,side,from,to (aliases separated by ;, days as YYYY-MM-DD or empty)"


def read_roster(path: str | os.PathLike[str]) -> list[dict[str, Any]]:
    """The posts of a roster, in its order.

    UsageError, with file and line, for what is no roster (RB210), a row that is not right (RB211), and posts of one person that
    overlap: the same post twice at one time, or two sides at one time (RB212).
    """
    name = os.fspath(path)
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError("RB210", f"{name}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError("RB210", f"{name}: is not UTF-8 text; {_EXAMPLE}") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        found = [column.strip() for column in reader.fieldnames or ()]
        unknown = [column for column in found if column not in _COLUMNS]
        if "name" not in found or unknown:
            reason = f"the column {unknown[0]!r} is not known" if unknown else "there is no column name"
            raise UsageError("RB210", f"{name}: {reason}; {_EXAMPLE}")
        reader.fieldnames = found
        rows = [_row(f"{name}:{reader.line_num}", row) for row in reader]
    except csv.Error as error:
        raise UsageError("RB210", f"{name}:{reader.line_num}: is no CSV: {error}") from error
    if not rows:
        raise UsageError("RB210", f"{name}: names nobody; {_EXAMPLE}")
    _refuse_overlaps(rows)
    return [{key: value for key, value in row.items() if key != "where"} for row in rows]


def _row(where: str, row: dict[str, Any]) -> dict[str, Any]:
    if None in row or None in row.values():
        raise UsageError("RB211", f"{where}: has {'more' if None in row else 'fewer'} fields than the first line names")
    fields = {column: (row.get(column) or "").strip() for column in _COLUMNS}
    if not fields["name"]:
        raise UsageError("RB211", f"{where}: has no name")
    days = {}
    for column in ("from", "to"):
        try:
            days[column] = date.fromisoformat(fields[column]).isoformat() if fields[column] else None
        except ValueError as error:
            raise UsageError("RB211", f"{where}: {column} should be a day such as 2025-01-20, not {fields[column]!r}") from error
    if days["from"] and days["to"] and days["from"] > days["to"]:
        raise UsageError("RB211", f"{where}: the post ends before it begins")
    aliases = [alias.strip() for alias in fields["aliases"].split(";") if alias.strip()]
    told = {"role": fields["role"] or None, "side": fields["side"] or None}
    return {"where": where, "name": fields["name"], "aliases": aliases, **told, **days}


def _refuse_overlaps(rows: list[dict[str, Any]]) -> None:
    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        for other in by_name.get(row["name"].casefold(), ()):
            together = (row["from"] or "") <= (other["to"] or "9999") and (other["from"] or "") <= (row["to"] or "9999")
            if not together:
                continue
            if row["side"] != other["side"]:
                reason = f"speaks for {row['side']} and, by {other['where']}, for {other['side']} at one time"
            elif row["role"] == other["role"]:
                reason = f"holds the post {row['role']} a second time at the time of {other['where']}"
            else:
                continue
            raise UsageError("RB212", f"{row['where']}: {row['name']} {reason}; end the one before the other begins")
        by_name.setdefault(row["name"].casefold(), []).append(row)
