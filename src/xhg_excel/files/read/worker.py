"""One worker process as its parent sees it; those that wait for work are kept, because starting one takes time.

A worker is started like any program, with its pipes as standard input and output: nothing of the caller's main
module is run in it, and the current folder is not on its path.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import TypeAlias

from xhg_excel.errors.files import NoWorkerError
from xhg_excel.files.read.serve import TIME_UP, receive, send
from xhg_excel.safe_path import python_command, safe_path

Message = tuple[bytes, bytes]
Inbox: TypeAlias = "SimpleQueue[tuple[Worker, Message | None]]"
# Inside LibreOffice the Python that can be started may be another build of the same version: what is compiled into
# the one lies in files of the other, so its own library goes first there.
_SERVE = (
    "import os, sys; path = {path}; is_same = os.path.dirname(os.__file__) in path;"
    "sys.path[:] = [*([] if is_same else [p for p in sys.path if p.startswith(sys.base_prefix)]), *path];"
    "from xhg_excel.files.read.serve import serve; serve{ahead}"
)
_AHEAD = (
    "xhg_excel.files.read.folder",
    "xhg_excel.files.read.read_file",
    "xhg_excel.core.consolidation.parse_submission",
)
# Signals that end a run from outside; Windows has no SIGHUP.
_ENDINGS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_XCPU = getattr(signal, "SIGXCPU", 0)
_MOST_IDLE = 2
_WAIT_SECONDS = 5.0
_idle: list[Worker] = []
# Of the process that this one was forked from: neither to be used nor to be ended here.
_of_others: list[Worker] = []


class Worker:
    """A process that receives work and tasks; what it sends arrives in the inbox of whoever has adopted it last.

    Attributes:
        is_loaded: whether it can be given work.
        is_over: whether it has ended.

    """

    def __init__(self) -> None:
        self.is_loaded = self.is_over = False
        self._inbox: Inbox = SimpleQueue()
        self._lock = threading.Lock()
        try:
            with _signals_blocked():
                self._process = subprocess.Popen(  # noqa: S603  # this Python and our own module
                    python_command("-c", _SERVE.format(path=ascii(safe_path()), ahead=_AHEAD)),
                    bufsize=0,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
        except OSError as error:
            raise NoWorkerError(error.strerror) from error
        threading.Thread(target=self._receive, daemon=True).start()

    def _receive(self) -> None:
        assert self._process.stdout is not None  # noqa: S101  # it is a pipe
        with self._process.stdout as pipe:
            message: Message | None = (b"", b"")
            while message is not None:
                message = receive(pipe.fileno())
                with self._lock:
                    self.is_over = message is None
                    self._inbox.put((self, message))

    def adopt(self, inbox: Inbox) -> None:
        """Put everything it sends from now on, and what nobody has taken, into an inbox."""
        with self._lock:
            while not self._inbox.empty():
                inbox.put(self._inbox.get())
            self._inbox = inbox

    def send(self, kind: bytes, content: bytes) -> None:
        """Send a message.

        Raises:
            OSError: the process has ended.
        """
        assert self._process.stdin is not None  # noqa: S101  # it is a pipe
        send(self._process.stdin.fileno(), kind, content)

    def end(self) -> int:
        """End the process, whatever it does, and return its exit status (the negative number of a signal)."""
        self._process.kill()
        return self._ended()

    def _ended(self) -> int:
        status = self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        return status

    def leave(self) -> None:
        """Let an idle process end by itself, as a program does that has done everything."""
        assert self._process.stdin is not None  # noqa: S101  # it is a pipe
        self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_WAIT_SECONDS)
        self.end()

    def forget(self) -> None:
        """Close what a forked process has of a worker's pipes, so that it ends with the process that started it."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def ended_for_time(status: int) -> bool:
    """Return whether an exit status is that of a worker which had used the processor time of its task."""
    return status in (-_XCPU, TIME_UP)


def take(inbox: Inbox) -> Worker:
    """Return a worker that waits for work, or a new one; what it sends arrives in `inbox`.

    Raises:
        NoWorkerError: no process can be started.
    """
    worker = _waiting() or Worker()
    worker.adopt(inbox)
    return worker


def _waiting() -> Worker | None:
    """Return a worker that waits for work; None if there is none. Those that have ended meanwhile are dropped."""
    with suppress(IndexError):  # another thread may take the last one
        while (worker := _idle.pop()).is_over:
            worker.end()
        return worker
    return None


def give_back(worker: Worker) -> None:
    """Keep a worker that has nothing to do for the next run."""
    if len(_idle) < _MOST_IDLE:
        worker.adopt(SimpleQueue())
        _idle.append(worker)
    else:
        worker.end()


def start_ahead() -> None:
    """Start a worker before it is needed: it loads while this process loads."""
    with suppress(NoWorkerError):  # whoever needs it says so
        _idle.append(Worker())


def end_idle(*, gently: bool = False) -> None:
    """End the workers that wait for work."""
    while _idle:
        worker = _idle.pop()
        worker.leave() if gently else worker.end()


def _forget() -> None:
    """After a fork: the workers are the parent's."""
    for worker in _idle:
        worker.forget()
    _of_others.extend(_idle)
    _idle.clear()


atexit.register(end_idle)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


@contextmanager
def _signals_blocked() -> Iterator[None]:
    """Block signals while a process starts, which inherits the block; `serve` unblocks them.

    A Ctrl-C while the child still imports would end it.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDINGS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
