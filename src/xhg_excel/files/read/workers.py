"""Tasks in processes that may die: limits on time and memory, one bad task costs only itself.

A worker is handed a chunk of tasks and sends each result as soon as it has it. When it
dies or takes too long, the task it was at is the suspect: it is tried once more alone (not
after its time ran out), the others go to the next worker. Results come back in order.
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
from xhg_excel.files.read.parcel import pack, unpack

if TYPE_CHECKING:  # whoever reads a few small files, or asks for help, starts no process
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
R = TypeVar("R")
Why = Literal["time", "died"]
_START_SECONDS = 120.0
_MOST_WORKERS = 8
_SELDOM = 200_000  # objects between two looks for garbage: what is read is no garbage
_NEVER = float("inf")
# What ends a run from outside; a system has some of them.
_ENDINGS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@dataclass(frozen=True)
class Limits:
    """What one task may take, seconds and bytes of memory; tasks in a chunk, how many workers (0: as many as cores)."""

    seconds: float = 60.0
    memory: int = 3 << 30
    chunk: int = 16
    workers: int = 0

    def count(self, tasks: int) -> int:
        """Return how many workers to start for so many tasks."""
        most = self.workers or min(_MOST_WORKERS, os.cpu_count() or 1)
        return max(1, min(most, -(-tasks // self.chunk) if tasks > self.chunk else min(tasks, 2)))


@dataclass(frozen=True)
class Job(Generic[T, R]):
    """What is done with a task, how long it may take, and what its result is when it cannot be done."""

    work: Callable[[T], R]
    seconds: Callable[[T], float]
    failed: Callable[[T, Why], R]


@dataclass
class _Worker:
    """One process: our end of its pipe, the tasks it still has, and until when it has time."""

    process: BaseProcess
    pipe: Connection
    tasks: deque[int] = field(default_factory=deque)
    until: float = 0.0
    is_ready: bool = False


def run_apart(tasks: Sequence[T], job: Job[T, R], limits: Limits) -> Iterator[R]:
    """Yield the result of every task, in order, as they come in.

    Leaving the iteration (Ctrl-C included) ends every worker.
    """
    run = _Run(tasks, job, limits)
    try:
        run.begin()
        for number in range(len(tasks)):
            while number not in run.done:
                run.step()
            yield run.done.pop(number)
    finally:
        run.end()


class _Run(Generic[T, R]):
    def __init__(self, tasks: Sequence[T], job: Job[T, R], limits: Limits) -> None:
        self.tasks, self.job, self.limits = tasks, job, limits
        self.done: dict[int, R] = {}
        self.queue = deque(range(len(tasks)))
        self.alone: deque[int] = deque()
        self.suspects: set[int] = set()
        self.workers: list[_Worker] = []

    def begin(self) -> None:
        for _ in range(self.limits.count(len(self.tasks))):
            self.workers.append(self.start())

    def start(self) -> _Worker:
        from multiprocessing import get_context

        spawn = get_context("spawn")  # the only one on every system
        ours, theirs = spawn.Pipe()
        process = spawn.Process(target=_serve, args=(theirs, self.job.work, self.limits.memory), daemon=True)
        with _undisturbed(), _without_main():
            process.start()
        theirs.close()
        return _Worker(process, ours, until=time.monotonic() + _START_SECONDS)

    def step(self) -> None:
        """Wait for the next thing to happen, and deal with it."""
        from multiprocessing.connection import wait

        first = min(worker.until for worker in self.workers)
        patience = None if first == _NEVER else max(0.0, first - time.monotonic())
        heard = wait([worker.pipe for worker in self.workers], timeout=patience)
        for worker in list(self.workers):
            if worker.pipe in heard:
                self.hear(worker)
            elif time.monotonic() >= worker.until:
                self.lose(worker, "time")

    def hear(self, worker: _Worker) -> None:
        try:
            parcel = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            self.lose(worker, "died")
            return
        if worker.is_ready:
            self.done[worker.tasks.popleft()] = unpack(parcel)
        worker.is_ready = True
        if not worker.tasks:
            self.hand(worker)
        self.wind(worker)

    def hand(self, worker: _Worker) -> None:
        """Hand out the next chunk; a suspect goes alone."""
        if self.alone:
            worker.tasks.append(self.alone.popleft())
        else:
            # Smaller chunks towards the end, so that no worker is left with all the rest.
            share = max(1, min(self.limits.chunk, len(self.queue) // (2 * len(self.workers))))
            worker.tasks.extend(self.queue.popleft() for _ in range(min(share, len(self.queue))))
        if worker.tasks:
            try:
                worker.pipe.send_bytes(pack([self.tasks[number] for number in worker.tasks]))
            except OSError:
                self.lose(worker, "died")

    def wind(self, worker: _Worker) -> None:
        task = self.job.seconds(self.tasks[worker.tasks[0]]) if worker.tasks else _NEVER
        worker.until = time.monotonic() + task

    def lose(self, worker: _Worker, why: Why) -> None:
        """End a worker; its first task is the suspect, its others wait for the next one."""
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
            self.workers.append(self.start())

    def end(self) -> None:
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
def _undisturbed() -> Iterator[None]:
    """Start a process whole: what ends us is heard after, and does not end it, with its last words, while it loads."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # else it is started in between, and lets signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDINGS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, work: Callable[[Any], Any], memory: int) -> None:
    """Work until the other end is gone: a chunk of tasks in, one result after the other out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDINGS)
    gc.set_threshold(_SELDOM)
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
    """End this process as soon as the one that started it is gone, also in the middle of a task."""
    from multiprocessing import parent_process

    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _limit(memory: int) -> None:
    """Hold this process to so much memory where the system can, and keep its last words off the terminal."""
    if sys.stderr is not None:  # a closed one's number is by now that of a file we need
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
