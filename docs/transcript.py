"""Writes the transcripts in README.md and docs/*.md anew: `python docs/transcript.py`; with --check only tells what is stale.

A transcript is a fenced block marked `console` whose first line is `$ rowback …`; what the command prints stands below it. Commands
that ask a ledger ask one that holds the example story of Ukraine and NATO.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
_TRANSCRIPT = re.compile(r"^```console\n\$ (?P<command>rowback .*)\n(?P<printed>(?s:.*?))^```$", re.MULTILINE)


@cache
def environment() -> dict[str, str]:
    """The environment of the commands, with a ledger of the example story."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    found = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "ROWBACK_LEDGER": f"{folder}/demo.db",
    }
    found.pop("COLUMNS", None)
    for command in ("issues import examples/issues.toml", "add examples/ua_nato"):
        subprocess.run(["rowback", *command.split()], cwd=ROOT, env=found, capture_output=True, check=True)
    return found


def printed_by(command: str) -> str:
    """What a command prints when it is run at the root of the repository, on no terminal."""
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment(), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode or done.stderr:
        raise SystemExit(f"$ {command}\nexit status {done.returncode}\n{done.stderr}")
    return done.stdout.rstrip("\n") + "\n"


def renewed(page: str) -> str:
    """The page with what its commands print today."""
    return _TRANSCRIPT.sub(lambda found: f"```console\n$ {found['command']}\n{printed_by(found['command'])}```", page)


def main(arguments: list[str]) -> int:
    """Renew the pages, or with --check say which are stale and return 1 if one is."""
    stale = []
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        page = path.read_text(encoding="utf-8")
        new = renewed(page)
        if new != page:
            stale.append(path.relative_to(ROOT).as_posix())
            if "--check" not in arguments:
                path.write_text(new, encoding="utf-8")
    for name in stale:
        print(f"{name}: transcripts {'are stale: make readme' if '--check' in arguments else 'renewed'}")
    return int("--check" in arguments and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
