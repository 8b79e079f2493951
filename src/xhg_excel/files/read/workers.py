"""Run tasks in worker processes with limits on time and memory, so that one bad file costs only itself.

Everything that parses a stranger's bytes runs so: this process only passes on paths, and what workers return.

Protocol: a worker says when it has loaded, and is then given the work; when it has that, it gets a chunk of
tasks; it sends each result as soon as it has it, so the parent always knows which task a worker is at; after
the last result of a chunk comes the next chunk. `serve` is the worker's side. Work is sent only to a worker that
listens: a pipe that nobody reads takes some kilobytes, and then Ctrl-C cannot end the parent on Windows.

When a worker dies or exceeds its time, the task it was at is the suspect; the others of its chunk go back to the
queue. A suspect whose worker died is tried once more, alone in a chunk, because the death may have had another
cause (memory taken by earlier tasks, the system's out-of-memory killer); `Job.again` may look closer then. A task
whose time ran out is not tried again: that would take the same time once more.

A task's time is that of the processor, which a busy machine does not shorten; the time by the clock, many times
as long, ends only one that waits for what never comes.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Generic, Literal, TypeVar

from xhg_excel.errors.files import NoWorkerError
from xhg_excel.files.read.pickling import pack, unpack
from xhg_excel.files.read.serve import DONE, FAULT, TASKS, WORK
from xhg_excel.files.read.worker import Inbox, Message, Worker, ended_for_time, give_back, take

T = TypeVar("T")
R = TypeVar("R")
Why = Literal["time", "died", "fault"]
_START_SECONDS = 120.0
_MOST_WORKERS = 8
_MOST_FAILED_STARTS = 3
_CLOCK_SECONDS = 10  # by the clock, for each second of the processor
_LOOK_SECONDS = 0.5  # Windows hears Ctrl-C only between two waits
_NEVER = float("inf")


@dataclass(frozen=True)
class Limits:
    """Limits of one run.

    Attributes:
        seconds: processor time for one task, before what `Job.seconds` adds for its size.
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
        seconds: processor time that a task may take.
        failed: called in the parent; returns the result of a task that timed out, killed its worker twice, or
            failed through a fault of ours.
        again: called in the worker, in place of `work`, for a task whose worker died; None: `work`.

    """

    work: Callable[[T], R]
    seconds: Callable[[T], float]
    failed: Callable[[T, Why], R]
    again: Callable[[T], R] | None = None


@dataclass
class _Busy:
    """A worker of a run: the tasks it still has, and when its time is up by the clock."""

    worker: Worker
    tasks: deque[int] = field(default_factory=deque)
    deadline: float = field(default_factory=lambda: time.monotonic() + _START_SECONDS)
    has_work: bool = False


def run_apart(tasks: Sequence[T], job: Job[T, R], limits: Limits) -> Iterator[R]:
    """Yield the result of every task, in the order of the tasks, as soon as it and all before it are there.

    Leaving the iteration (Ctrl-C included) ends every worker that is at work.

    Raises:
        NoWorkerError: no worker process can be started.

    """
    run = _Run(tasks, job, limits)
    try:
        for number in range(len(tasks)):
            while number not in run.done:
                run.wait()
            yield run.done.pop(number)
    finally:
        run.end()


class _Run(Generic[T, R]):
    def __init__(self, tasks: Sequence[T], job: Job[T, R], limits: Limits) -> None:
        self.tasks, self.job, self.limits = tasks, job, limits
        self.done: dict[int, R] = {}
        self.queue = deque(range(len(tasks)))
        self.alone: deque[int] = deque()  # suspects that wait for a chunk of their own
        self.suspects: set[int] = set()
        self.workers: list[_Busy] = []
        self.failed_starts = 0
        self.inbox: Inbox = SimpleQueue()

    def wait(self) -> None:
        """Wait until a worker sends something, dies or exceeds its time, and act on it."""
        # A worker that had nothing left to do goes on when another one died and its tasks came back.
        for busy in [busy for busy in self.workers if busy.has_work and not busy.tasks]:
            self._go_on(busy)
        while len(self.workers) < min(self.limits.count(len(self.tasks)), len(self.queue) + len(self.alone)):
            self._take()
        first = min(busy.deadline for busy in self.workers)
        try:
            worker, message = self.inbox.get(timeout=max(0.0, min(_LOOK_SECONDS, first - time.monotonic())))
        except Empty:
            for late in [busy for busy in self.workers if time.monotonic() >= busy.deadline]:
                self._drop(late, "time")
            return
        for busy in [busy for busy in self.workers if busy.worker is worker]:  # none: a late word of one that was ended
            self._receive(busy, message)

    def _receive(self, busy: _Busy, message: Message | None) -> None:
        if message is None:
            self._drop(busy, "died")
            return
        kind, content = message
        if kind == DONE:
            self.done[busy.tasks.popleft()] = unpack(content)
        elif kind == FAULT:
            number = busy.tasks.popleft()
            self.done[number] = self.job.failed(self.tasks[number], "fault")
        elif busy.worker.is_loaded:
            busy.has_work, self.failed_starts = True, 0
        else:
            busy.worker.is_loaded = True
            self._send_work(busy)
            return
        self._go_on(busy)

    def _go_on(self, busy: _Busy) -> None:
        """Let a worker do its next task, or one that waits; without any it waits, and has time."""
        if busy.tasks or self._send_chunk(busy):
            busy.deadline = time.monotonic() + self._seconds(busy.tasks[0]) * _CLOCK_SECONDS
        else:
            busy.deadline = _NEVER

    def _take(self) -> None:
        busy = _Busy(take(self.inbox))
        self.workers.append(busy)
        if busy.worker.is_loaded:
            self._send_work(busy)

    def _send_work(self, busy: _Busy) -> None:
        job = self.job
        self._send(busy, WORK, pack((job.work, job.again or job.work, self.limits.memory)))

    def _send_chunk(self, busy: _Busy) -> bool:
        """Send tasks to a worker that has none; return whether there are any."""
        is_again = bool(self.alone)
        if is_again:
            busy.tasks.append(self.alone.popleft())
        else:
            # Chunks shrink towards the end, so that all workers finish at about the same time.
            count = max(1, min(self.limits.chunk, len(self.queue) // (2 * len(self.workers))))
            busy.tasks.extend(self.queue.popleft() for _ in range(min(count, len(self.queue))))
        if busy.tasks:
            chunk = [(self.tasks[number], self._seconds(number)) for number in busy.tasks]
            self._send(busy, TASKS, pack((is_again, chunk)))
        return bool(busy.tasks)

    def _send(self, busy: _Busy, kind: bytes, content: bytes) -> None:
        with suppress(OSError):  # it has ended: that message is on its way
            busy.worker.send(kind, content)

    def _seconds(self, number: int) -> float:
        return self.job.seconds(self.tasks[number])

    def _drop(self, busy: _Busy, why: Why) -> None:
        """End a worker, and put its tasks back but for the one it was at."""
        status = busy.worker.end()
        self.workers.remove(busy)
        if not busy.has_work:
            self.failed_starts += 1
            if self.failed_starts == _MOST_FAILED_STARTS:
                raise NoWorkerError(status)
        if busy.tasks:
            suspect = busy.tasks.popleft()
            self.queue.extendleft(reversed(busy.tasks))
            why = "time" if ended_for_time(status) else why
            if why == "time" or suspect in self.suspects:
                self.done[suspect] = self.job.failed(self.tasks[suspect], why)
            else:
                self.suspects.add(suspect)
                self.alone.append(suspect)

    def end(self) -> None:
        """End the workers that are at work; keep the others."""
        for busy in self.workers:
            if busy.tasks or busy.has_work != busy.worker.is_loaded:  # at a task, or on the way to its work
                busy.worker.end()
            else:
                give_back(busy.worker)
        self.workers = []
