"""Pages parsed in processes of their own: one that hangs, crashes or eats memory is ended, and only its page is lost."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from sayso.errors import InputError, LimitError
from sayso.settings import Limits
from sayso.types.claim import Problem
from sayso.types.report import Report

# What a fresh process may need before its first page, beside the limit for one page.
START_SECONDS = 30
_READY = "ready"
_NOT_STARTED = (
    "failed: the process that parses pages could not start; a script that reads pages needs `if __name__ == '__main__':`"
    " around its work, or workers=0"
)


def parse(raw: bytes, path: str, limits: Limits) -> Report | Problem:
    """The report of a page, or why there is none."""
    from sayso.intake.html import report_of_page

    try:
        return report_of_page(raw, path, limits)
    except (InputError, LimitError) as error:
        return Problem("intake", str(error), path)
    except MemoryError:
        return Problem(
            "intake", f"failed: memory: the page needs more than the limit worker_memory_bytes, {limits.worker_memory_bytes}", path
        )
    except RecursionError:
        return Problem("intake", "too complex: the page nests too deeply to be parsed", path)


class Workers:
    """So many parsing processes, each held to the limits of time, memory and file size. A context manager."""

    def __init__(self, count: int, limits: Limits) -> None:
        self._limits = limits
        self._idle: deque[_Worker] = deque(_Worker(limits) for _ in range(count))
        self._busy: deque[_Worker] = deque()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *unused: object) -> None:
        for worker in (*self._idle, *self._busy):
            worker.end()

    def parsed(self, pages: Iterable[tuple[bytes, str] | Problem]) -> Iterator[Report | Problem]:
        """One answer for each page, in order; as many at once as there are workers. Problems pass through."""
        waiting: deque[Problem | None] = deque()
        for page in pages:
            if isinstance(page, Problem):
                waiting.append(page)
            else:
                while not self._idle:
                    yield from self._first(waiting)
                worker = self._idle.popleft()
                worker.begin(*page)
                self._busy.append(worker)
                waiting.append(None)
            while waiting and waiting[0] is not None:
                yield from self._first(waiting)
        while waiting:
            yield from self._first(waiting)

    def _first(self, waiting: deque[Problem | None]) -> Iterator[Report | Problem]:
        problem = waiting.popleft()
        if problem is not None:
            yield problem
            return
        worker = self._busy.popleft()
        self._idle.append(worker)
        yield worker.answer()


class _Worker:
    """One process, made with its first page and again after it had to be ended."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._path = ""
        self._fresh = True

    def begin(self, raw: bytes, path: str) -> None:
        if self._process is None or not self._process.is_alive():
            self._start()
        self._path = path
        assert self._pipe is not None
        with contextlib.suppress(OSError):
            self._pipe.send((raw, path))

    def _start(self) -> None:
        self.end()
        self._fresh = True
        spawning = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawning.Pipe()
        self._process = spawning.Process(target=_work, args=(theirs, self._limits), daemon=True)
        self._process.start()
        theirs.close()

    def answer(self) -> Report | Problem:
        """The report of the page that was begun, or why there is none; the process is ended where it gives none in time."""
        assert self._pipe is not None
        try:
            if self._fresh and not (self._pipe.poll(START_SECONDS) and self._pipe.recv() == _READY):
                raise EOFError
            self._fresh = False
            if self._pipe.poll(self._limits.parse_seconds):
                told: Report | Problem = self._pipe.recv()
                return told
            reason = f"failed: timeout: the page took longer than the limit parse_seconds, {self._limits.parse_seconds}"
        except (EOFError, OSError):
            crash = "failed: crash: the parser died of this page, of its memory or of a fault in a library"
            reason = _NOT_STARTED if self._fresh else crash
        self.end()
        return Problem("intake", reason, self._path)

    def end(self) -> None:
        if self._process is not None and self._process.is_alive():
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _work(pipe: Connection[Any, Any], limits: Limits) -> None:
    """Say that it is ready, then answer pages until the pipe is closed."""
    import sayso.intake.html  # noqa: F401  what takes long to load is loaded before the clock of the first page starts

    _confine(limits)
    pipe.send(_READY)
    while True:
        try:
            raw, path = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        pipe.send(parse(raw, path, limits))


def _confine(limits: Limits) -> None:
    """Hold this process to the limits, where the system can; an interrupt is the main process's to handle."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if os.name != "posix":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.worker_memory_bytes,) * 2)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits.worker_file_bytes,) * 2)
