"""Submissions read by the workers of a Dask cluster over shared storage, the same as if they were read here.

A chunk of files is one task. What a worker may not read in its own process (old formats,
large or odd files), what it saw differently from this machine, and what died with it is
read here, in processes that may die: a worker lost in mid-run loses nothing.
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
from xhg_excel.files.read.folder import read_submissions, submission_of
from xhg_excel.files.read.parcel import pack, unpack
from xhg_excel.files.read.read_file import is_readable_here, read_file

Books = Sequence[tuple[Path, str]]
Chunk = list[bytes | None]
_MOST_A_TASK = 50  # One file a task costs more than reading one after the other, where there are many.
_TASKS_A_WORKER = 4
# Who would say in English what the errors say in Chinese.
_TALKERS = (
    "distributed",
    "distributed.client",
    "distributed.core",
    "distributed.comm",
    "tornado.application",
    "asyncio",
)
_SCHEMES = ("tcp", "tls")
_LONGEST_GREETING = 1 << 20
_LOOK_SECONDS = 2.0


@dataclass(frozen=True)
class Patience:
    """Seconds: for the scheduler's answer, for the first worker, and in mid-run for one to come back."""

    answer: float = 10.0
    first: float = 15.0
    again: float = 60.0


def read_on_cluster(
    books: Books, address: str, context: Context, patience: Patience = Patience()
) -> Iterator[Submission]:
    """Read and parse workbooks in order on a cluster; everything else is as `folder.read_submissions` does it.

    Raises:
        ClusterMissingError: Dask is not installed.
        ClusterUnreachableError: no scheduler answers.
        ClusterEmptyError: it has no workers, or lost them all.
        ClusterVersionError: workers run another version.
        ClusterBlindError: workers do not see the files.
        ClusterLostError: the scheduler went away in mid-run.

    """
    books = [(path.absolute(), name) for path, name in books]
    client = _connected(address, patience.answer)
    try:
        workers = refuse_unfit(client, address, books, patience)
        watch = _Watch(client, address, patience)
        executor: Executor = client.get_executor(pure=False)  # a file may have changed since the last run
        try:
            yield from read_through(executor, _chunks(books, workers), context, watch.look)
        finally:
            if not watch.is_lost:
                executor.shutdown(wait=False)
    finally:
        client.close(timeout=patience.answer)


def _chunks(books: Books, workers: int) -> list[Books]:
    size = max(1, min(_MOST_A_TASK, -(-len(books) // (workers * _TASKS_A_WORKER))))
    return [books[start : start + size] for start in range(0, len(books), size)]


def read_through(
    executor: Executor, chunks: Sequence[Books], context: Context, look: Callable[[], None]
) -> Iterator[Submission]:
    """Read chunks of workbooks through an executor, in order; `look` is called while one waits, and may raise."""
    # Paths go as text: a path of one system cannot be unpacked on another.
    parcels = [pack((context, [(str(path), name) for path, name in chunk])) for chunk in chunks]
    futures = [executor.submit(read_chunk, parcel) for parcel in parcels]
    for chunk, future in zip(chunks, futures, strict=True):
        yield from _sound(chunk, _outcome(future, look, len(chunk)), context)


def read_chunk(parcel: bytes) -> Chunk:
    """Read the files of a chunk, on a worker; None for one that must not be read in a process others need."""
    context, books = unpack(parcel)
    return [_read(Path(path), name, context) for path, name in books]


def _read(path: Path, name: str, context: Context) -> bytes | None:
    if not path.is_file() or not is_readable_here(path):
        return None
    try:
        return pack(submission_of(read_file(path, name), context))
    except MemoryError:
        return None


def _outcome(future: Future[Chunk], look: Callable[[], None], count: int) -> Chunk:
    """Return what came of a task; nothing of all its files when it died with its workers."""
    while True:
        try:
            return future.result(timeout=_LOOK_SECONDS)
        except (TimeoutError, CancelledError):
            look()
            if future.cancelled():
                return [None] * count
        except Exception:  # noqa: BLE001  # whatever ended it out there, its files are read here
            return [None] * count


def _sound(chunk: Books, parcels: Chunk, context: Context) -> Iterator[Submission]:
    """Yield what was read there when it is of the file that lies here; else what is read here."""
    made = [_trusted(parcel, path) for parcel, (path, _) in zip(parcels, chunk, strict=True)]
    left = [book for book, submission in zip(chunk, made, strict=True) if submission is None]
    here = iter(read_submissions(left, context) if left else ())
    for submission in made:
        yield next(here) if submission is None else submission


def _trusted(parcel: bytes | None, path: Path) -> Submission | None:
    submission: Submission | None = unpack(parcel) if parcel is not None else None
    return submission if submission is not None and submission.source.sha256 == _hash(path) else None


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


# The cluster.


def _connected(address: str, answer: float) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterMissingError from error
    _knock(address, answer)
    for name in _TALKERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        return Client(address, timeout=answer, set_as_default=False)  # type: ignore[no-untyped-call]
    except Exception as error:  # whatever stumbles over what answers there
        raise ClusterUnreachableError(address) from error


def _knock(address: str, answer: float) -> None:
    """Refuse an address at which no scheduler listens: sooner, and with fewer words than Dask would.

    A scheduler speaks first: eight bytes that say how long its greeting is. (Over TLS nobody
    speaks before the keys are exchanged.)
    """
    try:
        at = urlsplit(address)
        if at.scheme not in _SCHEMES or not at.hostname or not at.port:
            raise ValueError(address)
        with socket.create_connection((at.hostname, at.port), timeout=answer) as connection:
            if at.scheme == "tcp":
                begun = connection.makefile("rb").read(8)
                if len(begun) < 8 or not 0 < int.from_bytes(begun, "little") < _LONGEST_GREETING:
                    raise ValueError(address)
    except (OSError, ValueError) as error:
        raise ClusterUnreachableError(address) from error


def refuse_unfit(client: Any, address: str, books: Books, patience: Patience) -> int:
    """Return how many workers there are; refuse a cluster that would not read the same as this machine does."""
    try:
        client.wait_for_workers(1, timeout=patience.first)
    except TimeoutError as error:
        raise ClusterEmptyError(address) from error
    sizes = {path: size for path, size in _sizes([str(path) for path, _ in books]) if size >= 0}
    told = client.run(seen, list(sizes), on_error="return")
    if strangers := sorted(worker for worker, answer in told.items() if _version(answer) != fingerprint()):
        raise ClusterVersionError(strangers)
    missing = {worker: [path for path, size in answer[1] if size != sizes[path]] for worker, answer in told.items()}
    if blind := sorted(worker for worker, paths in missing.items() if paths):
        raise ClusterBlindError(blind, missing[blind[0]][0])
    return len(told)


def _version(answer: object) -> str:
    """Return the version a worker told; what went wrong there is no version."""
    return str(answer[0]) if isinstance(answer, (tuple, list)) else ""


def seen(paths: Sequence[str]) -> tuple[str, list[tuple[str, int]]]:
    """Return, on a worker, which version runs there and how large each file is there, -1 for none."""
    return fingerprint(), list(_sizes(paths))


def _sizes(paths: Sequence[str]) -> Iterator[tuple[str, int]]:
    for path in paths:
        try:
            yield path, Path(path).stat().st_size
        except OSError:
            yield path, -1


def fingerprint() -> str:
    """Return what tells one state of this program from another: its version, and a hash of its sources."""
    digest = hashlib.sha256()
    root = Path(__file__).parent.parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{__version__} {digest.hexdigest()}"


class _Watch:
    """Looks whether the cluster is still there while one waits for it."""

    def __init__(self, client: Any, address: str, patience: Patience) -> None:
        self._client, self._address, self._patience = client, address, patience
        self._last = time.monotonic()
        self.is_lost = False

    def look(self) -> None:
        """Do nothing while there are workers, or were until shortly.

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
