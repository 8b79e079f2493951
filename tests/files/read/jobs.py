"""Work that a worker can be handed in a test: some of it kills or hangs its process."""

from __future__ import annotations

import os
import time
from pathlib import Path

from xhg_excel.errors.files import NothingToReadError


def square(task: int) -> int:
    """Return the square; 13 kills the process, 17 never ends, 19 wants more memory than there is, 23 is our fault."""
    if task == 13:
        os.abort()
    while task == 17:
        pass
    if task == 19:
        bytearray(1 << 60)
    if task == 23:
        raise LookupError(task)
    return task * task


def only_once(task: tuple[int, str]) -> int:
    """Kill the process at the first try of 5; a mark in a folder remembers it."""
    number, folder = task
    mark = Path(folder) / "tried"
    if number == 5 and not mark.exists():
        mark.touch()
        os.abort()
    return number


def die_when_told(task: tuple[int, str]) -> int:
    """Kill the process at the first try of 1, once a file in a folder says so."""
    number, folder = task
    tried, go = Path(folder) / "tried", Path(folder) / "go"
    if number == 1 and not tried.exists():
        tried.touch()
        while not go.exists():
            time.sleep(0.01)
        os.abort()
    return number


def long(folder: str) -> str:
    """Say in a folder that it has begun, and take minutes."""
    (Path(folder) / f"{os.getpid()}").touch()
    time.sleep(600)
    return folder


def wait_for_ever(task: int) -> int:
    """Wait for what never comes, at 1; no processor is used."""
    while task == 1:
        time.sleep(600)
    return task


def refuse(path: Path, sentence: str) -> Path:
    """Raise what the program says to a user."""
    if sentence:
        raise NothingToReadError(sentence, exists=True)
    return path


def nap(task: int) -> int:
    """Return the task, after a moment in which everything else in the process has its turn."""
    time.sleep(0.3)
    return task


class Poison:
    """Work that ends the process which unpacks it."""

    def __call__(self, task: int) -> int:
        """Do nothing."""
        return task

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)
