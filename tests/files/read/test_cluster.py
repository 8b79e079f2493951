"""Reading on a cluster: the same as here, whatever becomes of its workers."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import click
import pytest

from tests.books import cells, run
from tests.conftest import CONTEXT
from tests.files.read.hostile import broken_xls, far_cell
from tests.processes import POSIX
from tests.records import CLEAN
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.templates.workbooks import form_book
from xhg_excel.errors.base import XhgError
from xhg_excel.errors.cluster import (
    ClusterBlindError,
    ClusterEmptyError,
    ClusterLostError,
    ClusterMissingError,
    ClusterUnreachableError,
    ClusterVersionError,
)
from xhg_excel.files.read.cluster import (
    Patience,
    fingerprint,
    read_chunk,
    read_on_cluster,
    read_through,
    refuse_unfit,
    seen,
)
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.read.pickling import pack, unpack
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE
from xhg_excel.notice.small_chemical.annexes import ANNEX2

T = TypeVar("T")
SHORT = Patience(answer=3, first=3, again=1)


def nothing_to_see() -> None:
    """The cluster is as it was."""


def same(one: Submission, two: Submission) -> bool:
    two.source.read_at = one.source.read_at
    return one == two


class Broken(Executor):
    """An executor whose tasks die, or read a file as it is not."""

    def __init__(self, after: Callable[[], object]) -> None:
        self.after = after

    def submit(self, fn: Callable[..., T], /, *args: object, **_: object) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args))
            self.after()
        except RuntimeError as error:
            future = Future()
            future.set_exception(error)
        return future


def forms(folder: Path, count: int, county: str = "如东县") -> list[tuple[Path, str]]:
    """Write so many forms of one site each."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        answers = CLEAN["annex2"] | {"unit_city": "南通市", "unit_county": county, "problem_id": f"P{number:03}"}
        book = form_book(NOTICE, ANNEX2, answers | {"address": f"演练镇{number}号"}, CONTEXT.registry)
        write_book(book, folder / f"{number:02}.xlsx")
    return list_workbooks([folder])


@pytest.fixture
def two(tmp_path: Path) -> list[tuple[Path, str]]:
    """Two files."""
    return forms(tmp_path, 2)


def test_what_an_executor_reads_is_what_is_read_here(two: list[tuple[Path, str]], context: Context) -> None:
    with ThreadPoolExecutor(1) as executor:
        there = list(read_through(executor, [two], context, nothing_to_see))

    assert [one.source.file for one in there] == [name for _, name in two]
    assert all(same(one, other) for one, other in zip(read_submissions(two, context), there, strict=True))


def test_a_task_that_died_is_read_here(two: list[tuple[Path, str]], context: Context) -> None:
    def die() -> None:
        raise RuntimeError

    there = list(read_through(Broken(die), [two], context, nothing_to_see))

    assert all(same(one, other) for one, other in zip(read_submissions(two, context), there, strict=True))


def test_a_bad_file_is_a_finding_there_and_a_missing_one_is_left_to_this_machine(
    tmp_path: Path, context: Context
) -> None:
    """A worker of the cluster reads in a process of ours, as this machine does."""
    far_cell(tmp_path / "far.xlsx")
    broken_xls(tmp_path / "broken.xls")
    names = ["far.xlsx", "broken.xls", "gone.xlsx"]

    far, broken, gone = read_chunk(pack((context, [(str(tmp_path / name), name) for name in names])))

    assert gone is None
    assert [[f.code for f in unpack(made).findings] for made in (far, broken) if made] == [["F11"], ["F01"]]


def test_a_file_that_lies_otherwise_here_is_read_here(two: list[tuple[Path, str]], context: Context) -> None:
    """Shared storage may lag behind: what a worker saw counts only where the hash is the same."""
    books, (second, _) = two[:1], two[1]

    (there,) = read_through(Broken(lambda: shutil.copy(second, books[0][0])), [books], context, nothing_to_see)

    assert same(next(iter(read_submissions(books, context))), there)


@dataclass
class FakeClient:
    """A cluster as far as it is asked before a run."""

    told: Mapping[str, object] = field(default_factory=dict)

    def wait_for_workers(self, count: int, timeout: float) -> None:
        if len(self.told) < count:
            raise TimeoutError(timeout)

    def run(self, *_: object, **__: object) -> Mapping[str, object]:
        return self.told


def test_workers_that_would_read_otherwise_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"12345")
    books = [(tmp_path / "a.xlsx", "a.xlsx")]
    path = str(tmp_path / "a.xlsx")
    good = seen([path])

    def said(**told: object) -> XhgError:
        with pytest.raises(XhgError) as raised:
            refuse_unfit(FakeClient(told), "tcp://a:1", books, SHORT)
        return raised.value

    assert good == (fingerprint(), [(path, 5)])
    assert isinstance(said(), ClusterEmptyError)
    assert isinstance(said(one=good, two=ModuleNotFoundError("xhg_excel")), ClusterVersionError)
    assert isinstance(said(one=("0.0.1 abc", [(path, 5)])), ClusterVersionError)
    assert isinstance(said(one=good, two=(fingerprint(), [(path, 4)])), ClusterBlindError)
    assert "two" in str(said(one=good, two=(fingerprint(), [(path, -1)])))
    assert refuse_unfit(FakeClient({"one": good}), "tcp://a:1", books, SHORT) == 1


def test_without_dask_the_remedy_is_said(
    two: list[tuple[Path, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    error = run("merge", tmp_path, "--out", tmp_path / "o.xlsx", "--cluster", "tcp://127.0.0.1:1").exception

    assert isinstance(error, ClusterMissingError)
    assert "pip install 'xhg-excel[cluster]'" in str(error)
    assert sorted(tmp_path.iterdir()) == [path for path, _ in two]


@POSIX
@pytest.mark.parametrize("greeting", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"12", None])
def test_something_else_at_the_address_is_no_scheduler(
    two: list[tuple[Path, str]], context: Context, greeting: bytes | None
) -> None:
    """It hangs up, speaks another language, stops in mid-word or (None) keeps silent: one sentence, no traceback."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(greeting or b"")
                if greeting is None:
                    stop.wait(10)

        other = threading.Thread(target=speak, daemon=True)
        other.start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(ClusterUnreachableError, match=address):
            list(read_on_cluster(two, address, context, Patience(answer=0.2)))
        stop.set()
        other.join(10)


def test_workers_and_cluster_exclude_each_other(tmp_path: Path) -> None:
    more = ("--workers", 2, "--cluster", "tcp://127.0.0.1:1")

    assert isinstance(
        run("merge", forms(tmp_path, 1)[0][0], "--out", tmp_path / "a.xlsx", *more).exception, click.UsageError
    )


# With a scheduler and workers in processes of their own.


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


class Cluster:
    """A scheduler and its workers, each a process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"tcp://127.0.0.1:{free_port()}"
        host, port = "127.0.0.1", self.address.rpartition(":")[2]
        self.scheduler = self._start("scheduler", "--host", host, "--port", port, "--no-dashboard")
        self.workers: list[subprocess.Popen[bytes]] = []
        self._await_scheduler(host, int(port))

    def _await_scheduler(self, host: str, port: int) -> None:
        """Return when the scheduler listens; a process of its own needs some seconds to come up."""
        for _ in range(600):
            try:
                socket.create_connection((host, port), timeout=1).close()
            except OSError:
                assert self.scheduler.poll() is None, (self.folder / "scheduler.log").read_text("utf-8")
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self.folder / "scheduler.log").read_text("utf-8"))

    def _start(self, role: str, *more: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-W", "ignore", "-m", f"distributed.cli.dask_{role}", *more]
        with (self.folder / f"{role}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)  # noqa: S603  # our interpreter

    def add_worker(self) -> subprocess.Popen[bytes]:
        limits = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self.folder))
        worker = self._start("worker", self.address, *limits)
        self.workers.append(worker)
        return worker

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    for _ in range(3):
        started.add_worker()
    yield started
    started.stop()


@pytest.mark.slow
def test_a_cluster_gives_the_same_totals_cell_for_cell(cluster: Cluster, nantong_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    shutil.copytree(nantong_folder, folder)
    far_cell(folder / "far.xlsx")
    broken_xls(folder / "broken.xls")

    there = run("merge", folder, "--out", tmp_path / "there.xlsx", "--cluster", cluster.address)
    here = run("merge", folder, "--out", tmp_path / "here.xlsx", "--workers", 2)

    assert (there.exception, there.return_value, there.output.replace("there", "here")) == (None, 1, here.output)
    one, two = (cells(tmp_path / name, without=("来源", "_xhg")) for name in ("here.xlsx", "there.xlsx"))
    assert one == two


def kill_after_the_first(
    books: Any, cluster: Cluster, context: Context, *victims: subprocess.Popen[bytes]
) -> list[Submission]:
    reading = read_on_cluster(books, cluster.address, context, SHORT)
    first = next(reading)
    for victim in victims:
        victim.send_signal(signal.SIGKILL)
        victim.wait()
    return [first, *reading]


@pytest.mark.slow
def test_a_worker_killed_in_mid_run_loses_nothing(cluster: Cluster, tmp_path: Path, context: Context) -> None:
    books = forms(tmp_path, 24)

    there = kill_after_the_first(books, cluster, context, cluster.workers[0])

    assert all(same(one, two) for one, two in zip(read_submissions(books, context), there, strict=True))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Dask's futures end unheard.
def test_losing_every_worker_or_the_scheduler_is_said(cluster: Cluster, tmp_path: Path, context: Context) -> None:
    """The last test of this cluster."""
    books = forms(tmp_path, 24)

    with pytest.raises(ClusterEmptyError):
        kill_after_the_first(books, cluster, context, *cluster.workers)
    cluster.add_worker()
    with pytest.raises(ClusterLostError):
        kill_after_the_first(books, cluster, context, cluster.scheduler)
    with pytest.raises(ClusterUnreachableError):
        next(read_on_cluster(books, cluster.address, context, SHORT))
    with pytest.raises(ClusterUnreachableError):
        next(read_on_cluster(books, "http://没有这种写法", context, SHORT))
