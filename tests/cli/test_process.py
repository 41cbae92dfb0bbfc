"""What only a process of its own can show: encodings, pipes, what is imported, how long it takes to start."""

from __future__ import annotations

import subprocess
import sys

import pytest

STUB = """
import sys
from types import ModuleType
from tests.export.sample import READING

reading, pipeline = ModuleType("rowback.reading"), ModuleType("rowback.pipeline")
reading.Given = lambda **_: None
reading.read_paths = lambda paths, given: [READING.article] * int(paths[0])
pipeline.read_articles = lambda articles, **_: (READING for _ in articles)
sys.modules |= {"rowback.reading": reading, "rowback.pipeline": pipeline}
from rowback.cli import main
"""


def run(code, *, status=0, environment=None, **options):
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", STUB + code], capture_output=True, check=False, env=environment, **options
    )
    assert done.returncode == status, done.stderr.decode()
    return done


def test_output_is_utf8_whatever_the_locale_says():
    done = run(
        "sys.exit(main(['read', '1']))", environment={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1"}
    )
    assert "“on the table”" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_reader_that_goes_away_is_no_error(form):
    code = f"sys.exit(main(['read', '--format', '{form}', '20000']))"
    done = subprocess.run(
        ["bash", "-c", 'set -o pipefail; "$0" -c "$1" | head -c 100', sys.executable, STUB + code], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout) == 100


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is Linux's")
def test_a_full_disk_is_told():
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", STUB + "sys.exit(main(['read', '1']))"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (1, b"rowback: the answer cannot be written: No space left on device\n")


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["read", "--format", "json", "1"], ["rich", "trafilatura", "onnxruntime", "numpy"]),
        (["read", "--format", "csv", "1"], ["rich", "trafilatura", "onnxruntime", "numpy"]),
        (["read", "1"], ["trafilatura", "onnxruntime", "numpy"]),
        (["read", "--help"], ["rich", "trafilatura", "onnxruntime", "numpy"]),
    ],
    ids=" ".join,
)
def test_nothing_is_imported_that_is_not_needed(arguments, absent):
    done = run(f"main({arguments}); print(sorted(set({absent}) & set(sys.modules)), file=sys.stderr)")
    assert done.stderr.decode() == "[]\n"


def test_importing_the_package_is_cheap():
    code = "import sys, rowback; print([m for m in ('rich', 'click', 'numpy', 'lxml', 'onnxruntime') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "[]\n"
