"""Call one function that parses a file of strangers in a worker process."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from xhg_excel.errors.base import XhgError
from xhg_excel.errors.files import ReaderEndedError
from xhg_excel.files.places import refuse_device
from xhg_excel.files.read.workers import Job, Limits, Why, run_apart

R = TypeVar("R")
USUAL_LIMITS = Limits()
_BYTES_A_SECOND = 2_000_000


def call_apart(work: Callable[..., R], path: Path, *arguments: object, again: Callable[..., R] | None = None) -> R:
    """Return what `work(path, *arguments)` returns, called in a worker process.

    Args:
        work: a function of a module; it and all it is given and returns must be picklable.
        path: the file that it parses.
        arguments: its further arguments.
        again: called in place of `work` when a worker died of it, to say why; None: `work`.

    Raises:
        XhgError: what `work` raises.
        NotOpenedError: the path is a pipe or a device.
        ReaderEndedError: it took too long or too much memory, or failed through a fault of ours.
    """
    refuse_device(path)
    path = path.absolute()  # a worker that was kept is where the program was when it started it
    again = again or work
    job = Job(_told, lambda _: seconds_for(path, USUAL_LIMITS), partial(_refuse, path), partial(_told_again, again))
    ((value, error),) = run_apart([(work, path, arguments)], job, USUAL_LIMITS)
    if error is not None:
        raise error
    returned: R = value
    return returned


def _told(task: tuple[Callable[..., Any], Path, tuple[object, ...]]) -> tuple[Any, XhgError | None]:
    work, path, arguments = task
    try:
        return work(path, *arguments), None
    except XhgError as error:
        return None, error


def _told_again(
    again: Callable[..., Any], task: tuple[Callable[..., Any], Path, tuple[object, ...]]
) -> tuple[Any, XhgError | None]:
    return _told((again, *task[1:]))


def _refuse(path: Path, _: object, why: Why) -> NoReturn:
    raise ReaderEndedError(path.name, why)


def seconds_for(path: Path, limits: Limits) -> float:
    """Return the seconds of the processor that a file may take, by its size."""
    try:
        return limits.seconds + path.stat().st_size / _BYTES_A_SECOND
    except OSError:
        return limits.seconds
