"""Work that a worker can be handed in a test: some of it kills or hangs its process."""

from __future__ import annotations

import os
import time
from pathlib import Path


def square(task: int) -> int:
    """Return the square; 13 kills the process, 17 never ends, 19 wants more memory than there is."""
    if task == 13:
        os.abort()
    if task == 17:
        time.sleep(600)
    if task == 19:
        bytearray(1 << 60)
    return task * task


def only_once(task: tuple[int, str]) -> int:
    """Kill the process at the first try of 5; a mark in a folder remembers it."""
    number, folder = task
    mark = Path(folder) / "tried"
    if number == 5 and not mark.exists():
        mark.touch()
        os.abort()
    return number


def long(folder: str) -> str:
    """Say in a folder that it has begun, and take minutes."""
    (Path(folder) / f"{os.getpid()}").touch()
    time.sleep(600)
    return folder


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
