"""`python -m rowback` is the command `rowback`."""

from __future__ import annotations

import sys

from rowback.cli import main

if __name__ == "__main__":
    sys.exit(main())
