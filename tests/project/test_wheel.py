"""The wheel, in an environment that holds nothing else, reads an example."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Downloads can fail for want of a network: no reason to fail on a laptop, one in CI.
NO_NETWORK = (
    "ConnectionError",
    "NewConnectionError",
    "Temporary failure in name resolution",
    "Could not find a version",
    "Max retries",
)


def run(*command: object, **options: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, encoding="utf-8", check=False, **options)
    if done.returncode and any(sign in done.stderr for sign in NO_NETWORK) and not os.environ.get("CI"):
        pytest.skip("no package index within reach")
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The bin folder of an environment with nothing but the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (wheel,) = folder.glob("rowback-*.whl")
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "-c", ROOT / "constraints.txt", wheel)
    return python.parent


@pytest.mark.slow
def test_it_reads_an_example(installed, tmp_path):
    done = run(installed / "rowback", "read", "--format", "json", ROOT / "examples/ua_nato/coale.txt", cwd=tmp_path)
    (line,) = done.stdout.splitlines()
    assert done.stderr == ""
    assert "John Coale" in {statement["speaker"]["name"] for statement in json.loads(line)["statements"]}


@pytest.mark.slow
def test_it_names_its_model(installed, tmp_path):
    assert "sha256" in run(installed / "rowback", "--version", cwd=tmp_path).stdout


@pytest.mark.slow
def test_it_brings_its_types(installed, tmp_path):
    where = run(installed / "python", "-c", "import rowback; print(rowback.__file__)", cwd=tmp_path).stdout.strip()
    assert Path(where).with_name("py.typed").is_file()
    assert "site-packages" in where
