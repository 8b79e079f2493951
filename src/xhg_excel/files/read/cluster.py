"""Read submissions with the workers of a Dask cluster over shared storage; the result is the same as without.

A chunk of files is one task. On the cluster as here, files are read in processes of ours with limits
(`folder.read_submissions`), so a bad file harms no worker. Files whose content differs from what this machine
sees, and files of a task that died, are read on this machine: a worker lost during a run loses nothing.
"""

from __future__ import annotations

import hashlib
import logging
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from xhg_excel import __version__
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.submission import Submission
from xhg_excel.errors.cluster import (
    ClusterBlindError,
    ClusterEmptyError,
    ClusterLostError,
    ClusterMissingError,
    ClusterUnreachableError,
    ClusterVersionError,
)
from xhg_excel.files.read.folder import read_submissions
from xhg_excel.files.read.pickling import pack, unpack
from xhg_excel.files.read.workers import Limits

Books = Sequence[tuple[Path, str]]
Chunk = list[bytes | None]
_MOST_A_TASK = 50  # with one file a task, sending tasks takes longer than reading
_TASKS_A_WORKER = 4
# Loggers silenced here: our errors report the same in Chinese.
_LOGGERS = (
    "distributed",
    "distributed.client",
    "distributed.core",
    "distributed.comm",
    "tornado.application",
    "asyncio",
)
_SCHEMES = ("tcp", "tls")
_LONGEST_GREETING = 1 << 20
_POLL_SECONDS = 2.0


@dataclass(frozen=True)
class Patience:
    """Seconds to wait: for the scheduler's answer, for the first worker, and for a worker when all are lost."""

    answer: float = 10.0
    first: float = 15.0
    again: float = 60.0


def read_on_cluster(
    books: Books, address: str, context: Context, patience: Patience = Patience()
) -> Iterator[Submission]:
    """Read and parse workbooks on a cluster; yield what `folder.read_submissions` would, in the same order.

    The paths must lead to the same files on every worker. The scheduler's address is `tcp://host:port`
    or `tls://host:port`.

    Raises:
        ClusterMissingError: Dask is not installed.
        ClusterUnreachableError: no scheduler answers.
        ClusterEmptyError: it has no workers, or lost them all.
        ClusterVersionError: workers run another version.
        ClusterBlindError: workers do not see the files.
        ClusterLostError: the scheduler stopped answering during the run.

    """
    books = [(path.absolute(), name) for path, name in books]
    client = _connected(address, patience.answer)
    try:
        workers = refuse_unfit(client, address, books, patience)
        watch = _Watch(client, address, patience)
        executor: Executor = client.get_executor(pure=False)  # a file may have changed since the last run
        try:
            yield from read_through(executor, _chunks(books, workers), context, watch.check)
        finally:
            if not watch.is_lost:
                executor.shutdown(wait=False)
    finally:
        client.close(timeout=patience.answer)


def _chunks(books: Books, workers: int) -> list[Books]:
    size = max(1, min(_MOST_A_TASK, -(-len(books) // (workers * _TASKS_A_WORKER))))
    return [books[start : start + size] for start in range(0, len(books), size)]


def read_through(
    executor: Executor, chunks: Sequence[Books], context: Context, check: Callable[[], None]
) -> Iterator[Submission]:
    """Read chunks of workbooks through an executor, in order; `check` is called while waiting, and may raise."""
    # Paths are sent as text: a path object of one system cannot be unpickled on another.
    tasks = [pack((context, [(str(path), name) for path, name in chunk])) for chunk in chunks]
    futures = [executor.submit(read_chunk, task) for task in tasks]
    for chunk, future in zip(chunks, futures, strict=True):
        yield from _verified(chunk, _result(future, check, len(chunk)), context)


def read_chunk(task: bytes) -> Chunk:
    """Run on a worker of the cluster: return each file's pickled submission; None for one that is not there.

    It is read in a process of ours, with its limits, as on this machine.
    """
    context, named = unpack(task)
    books = [(Path(path), name) for path, name in named]
    there = [book for book in books if book[0].is_file()]
    read = iter(read_submissions(there, context, Limits(workers=1)))
    return [pack(next(read)) if book in there else None for book in books]


def _result(future: Future[Chunk], check: Callable[[], None], count: int) -> Chunk:
    """Return the result of a task; None for each of its files when it died with its worker."""
    while True:
        try:
            return future.result(timeout=_POLL_SECONDS)
        except (TimeoutError, CancelledError):
            check()
            if future.cancelled():
                return [None] * count
        except Exception:  # noqa: BLE001  # whatever happened on the worker, its files are read here
            return [None] * count


def _verified(chunk: Books, results: Chunk, context: Context) -> Iterator[Submission]:
    """Yield the submissions read from the same bytes that this machine sees; read the other files here."""
    read = [_same_file(result, path) for result, (path, _) in zip(results, chunk, strict=True)]
    left = [book for book, submission in zip(chunk, read, strict=True) if submission is None]
    here = iter(read_submissions(left, context) if left else ())
    for submission in read:
        yield next(here) if submission is None else submission


def _same_file(result: bytes | None, path: Path) -> Submission | None:
    submission: Submission | None = unpack(result) if result is not None else None
    return submission if submission is not None and submission.source.sha256 == _hash(path) else None


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def _connected(address: str, answer: float) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterMissingError from error
    _refuse_silent(address, answer)
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        return Client(address, timeout=answer, set_as_default=False)  # type: ignore[no-untyped-call]
    except Exception as error:  # Dask raises many kinds for what may answer there
        raise ClusterUnreachableError(address) from error


def _refuse_silent(address: str, answer: float) -> None:
    """Raise ClusterUnreachableError for an address at which no scheduler listens, sooner than Dask would.

    A scheduler sends first: eight bytes with the length of its greeting (not over TLS, where
    nothing is sent before the keys are exchanged).
    """
    try:
        at = urlsplit(address)
        if at.scheme not in _SCHEMES or not at.hostname or not at.port:
            raise ValueError(address)
        with socket.create_connection((at.hostname, at.port), timeout=answer) as connection:
            if at.scheme == "tcp":
                start = connection.makefile("rb").read(8)
                if len(start) < 8 or not 0 < int.from_bytes(start, "little") < _LONGEST_GREETING:
                    raise ValueError(address)
    except (OSError, ValueError) as error:
        raise ClusterUnreachableError(address) from error


def refuse_unfit(client: Any, address: str, books: Books, patience: Patience) -> int:
    """Return the number of workers; raise for a cluster whose results could differ from this machine's."""
    try:
        client.wait_for_workers(1, timeout=patience.first)
    except TimeoutError as error:
        raise ClusterEmptyError(address) from error
    sizes = {path: size for path, size in _sizes([str(path) for path, _ in books]) if size >= 0}
    answers = client.run(seen, list(sizes), on_error="return")
    if others := sorted(worker for worker, answer in answers.items() if _version(answer) != fingerprint()):
        raise ClusterVersionError(others)
    missing = {worker: [path for path, size in answer[1] if size != sizes[path]] for worker, answer in answers.items()}
    if blind := sorted(worker for worker, paths in missing.items() if paths):
        raise ClusterBlindError(blind, missing[blind[0]][0])
    return len(answers)


def _version(answer: object) -> str:
    """Return the version that a worker sent; "" for an exception that it raised instead."""
    return str(answer[0]) if isinstance(answer, (tuple, list)) else ""


def seen(paths: Sequence[str]) -> tuple[str, list[tuple[str, int]]]:
    """Run on a worker: return its version, and the size in bytes of each file there (-1 where there is none)."""
    return fingerprint(), list(_sizes(paths))


def _sizes(paths: Sequence[str]) -> Iterator[tuple[str, int]]:
    for path in paths:
        try:
            yield path, Path(path).stat().st_size
        except OSError:
            yield path, -1


def fingerprint() -> str:
    """Return this program's version and a hash of its sources, which differs for every change of the code."""
    digest = hashlib.sha256()
    root = Path(__file__).parent.parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{__version__} {digest.hexdigest()}"


class _Watch:
    """Checks during the run whether the cluster still answers."""

    def __init__(self, client: Any, address: str, patience: Patience) -> None:
        self._client, self._address, self._patience = client, address, patience
        self._last = time.monotonic()
        self.is_lost = False

    def check(self) -> None:
        """Return while there are workers, or were some less than `Patience.again` seconds ago.

        Raises:
            ClusterLostError: the scheduler does not answer.
            ClusterEmptyError: no worker came back in time.

        """
        try:
            workers = self._client.sync(self._client.scheduler.ncores, callback_timeout=self._patience.answer)
        except Exception as error:
            self.is_lost = True
            raise ClusterLostError(self._address) from error
        if workers:
            self._last = time.monotonic()
        elif time.monotonic() - self._last > self._patience.again:
            raise ClusterEmptyError(self._address)
