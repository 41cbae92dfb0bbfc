"""Longer work, one piece after the other in a thread of its own, with its progress for whoever asks."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from rowback.core.errors import RowbackError

_KEPT = 200  # jobs that are done and still told of
_WAITING = 100  # jobs that wait at most
log = logging.getLogger("rowback.web")


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass
class Job:
    """A piece of work. ``done`` of ``total`` parts are done, None where it is not known of how many; ``part`` is what they are.

    ``words`` say what came of it, and ``link`` shows it.
    """

    id: str
    what: str
    state: JobState = JobState.WAITING
    done: int = 0
    total: int | None = None
    part: str = "article"
    words: str = ""
    refused: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    link: str | None = None
    made: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def is_over(self) -> bool:
        """True if nothing more comes of it."""
        return self.state in (JobState.DONE, JobState.FAILED)


def job_object(job: Job) -> dict[str, Any]:
    """A job for programs."""
    return {
        "id": job.id, "what": job.what, "state": job.state.value, "done": job.done, "total": job.total, "words": job.words or None,
        "refused": list(job.refused), "articles": list(job.articles), "link": job.link,
    }  # fmt: skip


Work = Callable[[Job], None]


class Jobs:
    """The jobs of a server; they end with it."""

    def __init__(self) -> None:
        self._queue: queue.Queue[tuple[Job, Work] | None] = queue.Queue(_WAITING)
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._changes = 0
        self.is_closing = False

    @property
    def revision(self) -> tuple[int, int]:
        """Another one whenever a job begins, ends or gets on."""
        with self._lock:
            return self._changes, sum(job.done for job in self._jobs.values())

    def start(self, what: str, work: Work) -> Job:
        """Put a job at the end of the queue; queue.Full where too many wait."""
        job = Job(secrets.token_urlsafe(9), what)
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="rowback-jobs", daemon=True)
                self._thread.start()
            self._queue.put_nowait((job, work))
            self._jobs[job.id] = job
            over = [ident for ident, held in self._jobs.items() if held.is_over]
            for ident in over[: max(0, len(self._jobs) - _KEPT)]:
                del self._jobs[ident]
            self._changes += 1
        return job

    def get(self, ident: str) -> Job | None:
        """A job by its id."""
        return self._jobs.get(ident)

    def running(self) -> list[Job]:
        """The jobs that are not over."""
        with self._lock:
            return [job for job in self._jobs.values() if not job.is_over]

    def close(self) -> None:
        """Begin no further job, and wait for the running one's end, at most ten seconds: what it recorded is kept in any case."""
        self.is_closing = True
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            while True:
                try:
                    self._queue.get_nowait()
                except queue.Empty:
                    break
            self._queue.put(None)
            thread.join(10)

    def _run(self) -> None:
        while (found := self._queue.get()) is not None:
            job, work = found
            job.state = JobState.RUNNING
            self._note()
            try:
                work(job)
            except RowbackError as error:
                job.words, job.state = str(error), JobState.FAILED
            except Exception:
                log.exception("the job %s broke", job.what)
                job.words, job.state = "something broke; the server's log tells what", JobState.FAILED
            else:
                job.state = JobState.DONE
            self._note()

    def _note(self) -> None:
        with self._lock:
            self._changes += 1
