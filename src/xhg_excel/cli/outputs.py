"""Write one output for each of several files: what goes wrong with one is a line about it, and the run goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from xhg_excel.errors.base import XhgError
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.files.places import free_path, log_fault
from xhg_excel.notice.words import outputs as words


@dataclass
class Outputs:
    """What became of the outputs of a run.

    Attributes:
        lines: one about each file, for the user.
        failed: how many could not be written.
        targets: the paths written, none of them twice.
    """

    lines: list[str] = field(default_factory=list)
    failed: int = 0
    targets: set[Path] = field(default_factory=set)

    def free(self, target: Path) -> Path:
        """Return `target`, or a numbered one where another file of this run already went there; remember it."""
        target = free_path(target) if target in self.targets else target
        self.targets.add(target)
        return target


def write_each(outputs: Outputs, tasks: Iterable[tuple[str, Callable[[], str]]], refused: str) -> Outputs:
    """Do every task and add its line to `outputs`; this is where one bad file is kept from ending a run.

    Args:
        outputs: of this run so far.
        tasks: the name of each file and what writes its output, which returns the line for the user.
        refused: the line for a file whose output cannot be written, with `{file}` and `{why}`.

    Raises:
        TargetChangedError: nothing at all could be written (the disk is full, the folder is read-only).
    """
    unwritten: list[TargetChangedError] = []
    done = 0
    for file, write in tasks:
        try:
            outputs.lines.append(write())
            done += 1
        except XhgError as error:
            outputs.failed += 1
            outputs.lines.append(refused.format(file=file, why=error))
            unwritten += [error] if isinstance(error, TargetChangedError) else []
        except Exception as error:  # noqa: BLE001  # a fault of ours with this file; the others are written
            outputs.failed += 1
            outputs.lines.append(refused.format(file=file, why=words.FAULT.format(log=log_fault(error, "output"))))
    if unwritten and not done:
        raise unwritten[0]
    return outputs
