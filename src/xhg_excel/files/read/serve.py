"""The worker's side of `workers`: receive work and tasks, send results, until the parent is gone.

Messages are a length, a letter and a content. The parent sends work ("W": the function, that for a second try,
and the memory they may use) and then tasks ("T": whether it is a second try, and each with the processor time it
may take). The worker sends "L" when it has
loaded, and again when it has the work; then for each task "D" with the result, or "E" for a fault of ours.
"""

from __future__ import annotations

import gc
import importlib
import math
import os
import signal
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import Any

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

LOADED, DONE, FAULT, WORK, TASKS = b"L", b"D", b"E", b"W", b"T"
# How a worker ends whose processor time is up, where the system has no signal for it (Windows).
TIME_UP = 24
_LENGTH = struct.Struct(">Q")
# Objects between two garbage collections; grids are large and hold no cycles (default: 700).
_GC_THRESHOLD = 200_000
_LOOK_SECONDS = 0.5


def serve(*ahead: str) -> None:
    """Run the worker: it ends when the parent closes the pipe, at once if it is in the middle of a task.

    Args:
        ahead: modules that most work needs, imported before there is any.
    """
    _hear_no_interrupt()
    gc.set_threshold(_GC_THRESHOLD)
    received, sent = _taken(0, os.O_RDONLY), _taken(1, os.O_WRONLY)
    clock = _Clock()
    requests: SimpleQueue[tuple[bytes, bytes] | None] = SimpleQueue()
    threading.Thread(target=_listen, args=(received, requests, clock), daemon=True).start()
    for module in ahead:
        importlib.import_module(module)
    from xhg_excel.files.read.pickling import unpack

    send(sent, LOADED)
    work: dict[bool, Callable[[Any], Any]] = {}
    with suppress(OSError):  # the parent is gone
        while (request := requests.get()) is not None:
            kind, content = request
            if kind == WORK:
                work[False], work[True], memory = unpack(content)
                _limit_memory(memory)
                send(sent, LOADED)
            else:
                is_again, tasks = unpack(content)
                for task, seconds in tasks:
                    with clock.allowing(seconds):
                        answer = _answer(work[is_again], task)
                    send(sent, *answer)


def _answer(work: Callable[[Any], Any], task: object) -> tuple[bytes, bytes]:
    """Return the result of a task, or that there is none because of a fault in our code, which is logged."""
    from xhg_excel.files.read.pickling import pack

    try:
        return DONE, pack(work(task))
    except MemoryError:  # what is left of this process may not suffice for anything else
        os._exit(1)
    except Exception as error:  # noqa: BLE001  # one task must not end the run; the parent tells which it was
        from xhg_excel.files.places import log_fault

        log_fault(error, "worker")
        return FAULT, b""


def send(pipe: int, kind: bytes, content: bytes = b"") -> None:
    """Write a message to a pipe."""
    left = memoryview(_LENGTH.pack(len(content)) + kind + content)
    while left:
        left = left[os.write(pipe, left) :]


def receive(pipe: int) -> tuple[bytes, bytes] | None:
    """Return the next message of a pipe; None at its end."""
    head = _exactly(pipe, _LENGTH.size + 1)
    if head is None:
        return None
    content = _exactly(pipe, _LENGTH.unpack(head[:-1])[0])
    return None if content is None else (head[-1:], content)


def _exactly(pipe: int, count: int) -> bytes | None:
    found = bytearray()
    while len(found) < count:
        try:
            block = os.read(pipe, min(count - len(found), 1 << 20))
        except OSError:
            return None
        if not block:
            return None
        found += block
    return bytes(found)


def _taken(number: int, flags: int) -> int:
    """Return a pipe of this process under another number, and connect the standard stream with nothing.

    A library that prints would break the messages; one that aborts would stand among the user's output.
    """
    pipe = os.dup(number)
    null = os.open(os.devnull, flags)
    os.dup2(null, number)
    os.close(null)
    return pipe


def _hear_no_interrupt() -> None:
    """Ignore Ctrl-C, which reaches every process of a terminal (the parent acts on it); hear what else was blocked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, [])


def _listen(pipe: int, requests: SimpleQueue[tuple[bytes, bytes] | None], clock: _Clock) -> None:
    """Pass on what the parent sends; when it is gone (killed, for example), end a task that is at work, too."""
    while (message := receive(pipe)) is not None:
        requests.put(message)
    requests.put(None)
    clock.at_work.wait()
    os._exit(1)


def _limit_memory(memory: int) -> None:
    """Limit this process's address space where the system can; a crash leaves no image of it on the disk."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


class _Clock:
    """Ends this process when a task has used the processor time it may take.

    The system does it (SIGXCPU), whatever library is at work; on Windows a thread, as soon as it has its turn.
    """

    def __init__(self) -> None:
        self.at_work = threading.Event()
        self._until = math.inf
        if resource is None:
            threading.Thread(target=self._watch, daemon=True).start()

    @contextmanager
    def allowing(self, seconds: float) -> Iterator[None]:
        """Allow so many seconds of this process's own time for what is done in the block."""
        self.at_work.set()
        self._limit(time.process_time() + seconds)
        try:
            yield
        finally:
            self._limit(math.inf)
            self.at_work.clear()

    def _limit(self, until: float) -> None:
        self._until = until
        if resource is not None:
            hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
            soft = hard if until == math.inf else max(1, math.ceil(until))
            resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))

    def _watch(self) -> None:
        while True:
            time.sleep(_LOOK_SECONDS)
            if time.process_time() > self._until:
                os._exit(TIME_UP)
