"""Run tasks in worker processes with limits on time and memory, so that one bad file costs only itself.

Protocol, over one pipe a worker: the worker sends an empty message once it has loaded; the parent
sends a chunk of tasks; the worker sends each result as soon as it has it, so the parent always
knows which task a worker is at; after the last result of a chunk comes the next chunk. A worker
ends when its pipe is closed.

When a worker dies or exceeds its time, the task it was at is the suspect; the others of its chunk
go back to the queue. A suspect whose worker died is tried once more, alone in a chunk, because the
death may have had another cause (memory taken by earlier tasks, the system's out-of-memory killer).
A task whose time ran out is not tried again: that would take the same time once more.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from xhg_excel.errors.files import NoWorkerError
from xhg_excel.files.read.pickling import pack, unpack

if TYPE_CHECKING:  # multiprocessing is imported where it is used: a command that reads no file does not load it
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
R = TypeVar("R")
Why = Literal["time", "died"]
# `spawn` starts a new Python and imports the package there; it exists on every system, and copies no threads or open
# files as `fork` does. Tests start from a server that has the package loaded (`forkserver`), half a second quicker.
START_METHOD = "spawn"
_START_SECONDS = 120.0
_MOST_WORKERS = 8
# Objects between two garbage collections in a worker; grids are large and hold no cycles (default: 700).
_GC_THRESHOLD = 200_000
_NEVER = float("inf")
# Signals that end a run from outside; Windows has no SIGHUP.
_ENDINGS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@dataclass(frozen=True)
class Limits:
    """Limits of one run.

    Attributes:
        seconds: time for one task, before what `Job.seconds` adds for its size.
        memory: address space of one worker in bytes (not enforced on Windows).
        chunk: tasks sent to a worker at once, ≥ 1.
        workers: number of processes; 0 means one for each core, at most eight.

    """

    seconds: float = 60.0
    memory: int = 3 << 30
    chunk: int = 16
    workers: int = 0

    def count(self, tasks: int) -> int:
        """Return how many workers to start for a number of tasks."""
        most = self.workers or min(_MOST_WORKERS, os.cpu_count() or 1)
        return max(1, min(most, -(-tasks // self.chunk) if tasks > self.chunk else min(tasks, 2)))


@dataclass(frozen=True)
class Job(Generic[T, R]):
    """The work on one task.

    Attributes:
        work: called in the worker; it and its results must be picklable.
        seconds: time that a task may take.
        failed: called in the parent; returns the result of a task that timed out or killed its worker twice.

    """

    work: Callable[[T], R]
    seconds: Callable[[T], float]
    failed: Callable[[T, Why], R]


@dataclass
class _Worker:
    """One process: the parent's end of its pipe, the tasks it still has, and when its time is up."""

    process: BaseProcess
    pipe: Connection
    tasks: deque[int] = field(default_factory=deque)
    deadline: float = 0.0
    is_ready: bool = False


def run_apart(tasks: Sequence[T], job: Job[T, R], limits: Limits) -> Iterator[R]:
    """Yield the result of every task, in the order of the tasks, as soon as it and all before it are there.

    Leaving the iteration (Ctrl-C included) ends every worker.

    Raises:
        NoWorkerError: a worker process ends while it loads.

    """
    run = _Run(tasks, job, limits)
    try:
        run.start_workers()
        for number in range(len(tasks)):
            while number not in run.done:
                run.wait()
            yield run.done.pop(number)
    finally:
        run.end_workers()


class _Run(Generic[T, R]):
    def __init__(self, tasks: Sequence[T], job: Job[T, R], limits: Limits) -> None:
        self.tasks, self.job, self.limits = tasks, job, limits
        self.done: dict[int, R] = {}
        self.queue = deque(range(len(tasks)))
        self.alone: deque[int] = deque()  # suspects that wait for a chunk of their own
        self.suspects: set[int] = set()
        self.workers: list[_Worker] = []

    def start_workers(self) -> None:
        for _ in range(self.limits.count(len(self.tasks))):
            self.workers.append(self._started())

    def _started(self) -> _Worker:
        from multiprocessing import get_context

        # The limits and the work travel as pickled arguments.
        context = get_context(START_METHOD)
        ours, theirs = context.Pipe()
        process: BaseProcess = context.Process(  # type: ignore[attr-defined]  # each start method has its own
            target=_serve, args=(theirs, self.job.work, self.limits.memory), daemon=True
        )
        with _signals_blocked(), _without_main():
            process.start()
        theirs.close()
        return _Worker(process, ours, deadline=time.monotonic() + _START_SECONDS)

    def wait(self) -> None:
        """Wait until a worker sends something, dies or exceeds its time, and act on it."""
        from multiprocessing.connection import wait

        first = min(worker.deadline for worker in self.workers)
        timeout = None if first == _NEVER else max(0.0, first - time.monotonic())
        readable = wait([worker.pipe for worker in self.workers], timeout=timeout)
        for worker in list(self.workers):
            if worker.pipe in readable:
                self._receive(worker)
            elif time.monotonic() >= worker.deadline:
                self._replace(worker, "time")

    def _receive(self, worker: _Worker) -> None:
        try:
            message = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            self._replace(worker, "died")
            return
        if worker.is_ready:
            self.done[worker.tasks.popleft()] = unpack(message)
        worker.is_ready = True
        if not worker.tasks:
            self._send_chunk(worker)
        seconds = self.job.seconds(self.tasks[worker.tasks[0]]) if worker.tasks else _NEVER
        worker.deadline = time.monotonic() + seconds

    def _send_chunk(self, worker: _Worker) -> None:
        if self.alone:
            worker.tasks.append(self.alone.popleft())
        else:
            # Chunks shrink towards the end, so that all workers finish at about the same time.
            count = max(1, min(self.limits.chunk, len(self.queue) // (2 * len(self.workers))))
            worker.tasks.extend(self.queue.popleft() for _ in range(min(count, len(self.queue))))
        if worker.tasks:
            try:
                worker.pipe.send_bytes(pack([self.tasks[number] for number in worker.tasks]))
            except OSError:
                self._replace(worker, "died")

    def _replace(self, worker: _Worker, why: Why) -> None:
        """End a worker, put its tasks back, and start another one where there is still work."""
        _end(worker)
        self.workers.remove(worker)
        if worker.tasks:
            suspect = worker.tasks.popleft()
            self.queue.extendleft(reversed(worker.tasks))
            if why == "time" or suspect in self.suspects:
                self.done[suspect] = self.job.failed(self.tasks[suspect], why)
            else:
                self.suspects.add(suspect)
                self.alone.append(suspect)
        elif not worker.is_ready:
            raise NoWorkerError(worker.process.exitcode)
        if self.queue or self.alone or not self.workers:
            self.workers.append(self._started())

    def end_workers(self) -> None:
        for worker in self.workers:
            _end(worker)
        self.workers = []


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


@contextmanager
def _without_main() -> Iterator[None]:
    """Keep a spawned process from running the caller's script again.

    `spawn` imports the parent's main module in every child. A script without `if __name__ ==
    "__main__"` would then read all its files anew in each worker; a worker needs nothing of it.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _signals_blocked() -> Iterator[None]:
    """Block signals while a process starts, which inherits the block; `_serve` unblocks them.

    A Ctrl-C while the child still imports would end it with a traceback on the user's terminal.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # else `start` starts it, and unblocks the signals when that is done
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDINGS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, work: Callable[[Any], Any], memory: int) -> None:
    """Run in the worker: receive chunks of tasks and send one result after the other, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; the parent acts on it
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDINGS)
    gc.set_threshold(_GC_THRESHOLD)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit(memory)
    pipe.send_bytes(b"")
    try:
        while True:
            for task in unpack(pipe.recv_bytes()):
                pipe.send_bytes(pack(work(task)))
    except (EOFError, OSError):
        return


def _end_with_parent() -> None:
    """End this process as soon as its parent is gone (killed, for example), even in the middle of a task."""
    from multiprocessing import parent_process

    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _limit(memory: int) -> None:
    """Limit this process's address space where the system can, and discard what it writes to stderr.

    A library that aborts (calamine, for one) prints a message that would stand among the user's output.
    """
    if sys.stderr is not None:  # where it was closed, number 2 belongs to another file by now
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
