"""What Python's collector of cycles walks through, in a process that holds millions of remembered things.

A full collection looks at every object there is. The boards and findings that a server remembers are many and hold no cycles, so that
each collection would stop all answers for a quarter of a second to find nothing.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_EVERY = 900.0  # seconds after which all is walked through once more
_NEW = 20_000  # objects between collections of the youngest: a page makes thousands that are all gone when it is sent


class Sweeper:
    """Sets aside what outlived a full collection, and takes it back in from time to time. ``clock`` tells seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()

    def __call__(self, phase: str, info: dict[str, Any]) -> None:
        """What the collector calls when it starts and stops."""
        if info["generation"] != 2:
            return
        if phase == "stop":
            gc.freeze()
        elif self._clock() - self._last >= _EVERY:
            self._last = self._clock()
            gc.unfreeze()


@contextmanager
def sweeping() -> Iterator[None]:
    """Spare the collector what lasts, for as long as a server runs."""
    sweeper, before = Sweeper(), gc.get_threshold()
    gc.callbacks.append(sweeper)
    gc.set_threshold(_NEW, *before[1:])
    try:
        yield
    finally:
        gc.callbacks.remove(sweeper)
        gc.set_threshold(*before)
        gc.unfreeze()
