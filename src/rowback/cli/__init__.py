"""The command line: takes options, makes the calls that programs make, prints. It decides nothing itself."""

from rowback.cli.app import main

__all__ = ["main"]
