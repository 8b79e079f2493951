"""`xhg addin`: the steps that put the add-in and the Send-to entries in place, tell of them, take them away.

A step says what it does and can be done; whoever only wants to know does not do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from xhg_excel.errors.addin import (
    AddinInUseError,
    FolderUnknownError,
    ForeignAddinError,
    NotWindowsError,
    StorePythonError,
)
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.files.resources import resource
from xhg_excel.notice.words.shells import install as words
from xhg_excel.notice.words.shells.addin_sheets import INTERPRETER_KEY
from xhg_excel.notice.words.shells.install import SEND_TO, SendTo
from xhg_excel.setup.addin_config import read_addin
from xhg_excel.setup.addin_interpreter import with_interpreter
from xhg_excel.setup.machine import COMPUTER, USER, WINDOWS, Machine, Shortcut, ThisMachine

_EXCEL_PATH = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"


def _nothing() -> None:
    """Do nothing: the step only tells."""


@dataclass(frozen=True)
class Step:
    """One thing that is done or told; `fine` is False where the user has to act."""

    text: str
    do: Callable[[], None] = _nothing
    fine: bool = True


@dataclass(frozen=True)
class Places:
    """Where on this machine the add-in and the Send-to entries go."""

    addin: Path
    send_to: Path

    def entry(self, entry: SendTo) -> Path:
        """Return the shortcut of a Send-to entry."""
        return self.send_to / entry.file


def this_machine() -> Machine:
    """Return the computer we run on."""
    return ThisMachine()


def places(machine: Machine) -> Places:
    """Return where things go.

    Raises:
        NotWindowsError: this is no Windows.
        FolderUnknownError: Windows does not say where the user's folders are.

    """
    if machine.system != WINDOWS:
        raise NotWindowsError(words.ELSEWHERE.format(system=machine.system))
    roaming = folder_of(machine, words.ROAMING, words.SHELL_ROAMING)
    sent = machine.registry(USER, words.SHELL_FOLDERS).get(words.SHELL_SEND_TO)
    send_to = Path(str(sent)) if sent else roaming.joinpath(*words.SEND_TO_FOLDER)
    return Places(roaming.joinpath(*words.STARTUP_FOLDER, words.ADDIN_FILE), send_to)


def addin_place(machine: Machine) -> str:
    """Return where the add-in goes; empty where there is no such place."""
    return str(places(machine).addin) if machine.system == WINDOWS else ""


def folder_of(machine: Machine, variable: str, shell_name: str) -> Path:
    """Return one of the user's folders, by its environment variable or by the registry.

    Raises:
        FolderUnknownError: neither knows it.

    """
    told = machine.variable(variable) or machine.registry(USER, words.SHELL_FOLDERS).get(shell_name)
    if not told:
        raise FolderUnknownError(variable)
    return Path(str(told))


def is_store_python(machine: Machine) -> bool:
    """Tell whether this Python is the Microsoft Store's, or was made from it."""
    python = machine.python
    return any(words.STORE_FOLDER in part.parts for part in (python.program, python.base))


def has_excel(machine: Machine) -> bool:
    """Tell whether Excel is installed, by where Windows would start it."""
    return any(machine.registry(root, _EXCEL_PATH) for root in (COMPUTER, USER))


def install(machine: Machine) -> Iterator[Step]:
    """Yield the steps that install: the Send-to entries, then the add-in, which Excel may hold.

    Raises:
        NotWindowsError, FolderUnknownError: as `places`.
        StorePythonError: nobody else would see what this Python writes.
        ForeignAddinError: another program's file has our name; it is not touched.
        AddinInUseError: Excel holds the add-in.

    """
    at = places(machine)
    if is_store_python(machine):
        raise StorePythonError(machine.python.program)
    for entry in SEND_TO:
        yield _send_to_step(machine, at.entry(entry), entry)
    content = with_interpreter(resource(words.ADDIN).read_bytes(), str(machine.python.program))
    yield _addin_step(machine, at.addin, content)
    if web_mark(at.addin).exists():
        yield Step(words.WEB_MARK_REMOVED, lambda: machine.remove(web_mark(at.addin)))
    yield Step(words.ADDIN_POINTS.format(interpreter=machine.python.program))
    yield _next_step(machine)


def _send_to_step(machine: Machine, path: Path, entry: SendTo) -> Step:
    if path.exists() and not is_ours(machine.read_shortcut(path)):
        return Step(words.SEND_TO_FOREIGN.format(path=path), fine=False)
    shortcut = shortcut_of(machine, entry)
    return Step(words.SENT.format(label=entry.label), lambda: machine.write_shortcut(path, shortcut))


def _addin_step(machine: Machine, path: Path, content: bytes) -> Step:
    there = path.read_bytes() if path.exists() else None
    if there == content:
        return Step(words.ADDIN_SAME.format(path=path))
    if there is not None and read_addin(there) is None:
        raise ForeignAddinError(path)
    said = words.ADDIN_COPIED if there is None else words.ADDIN_REPLACED
    return Step(said.format(path=path), lambda: _held(path, lambda: machine.write(path, content)))


def _next_step(machine: Machine) -> Step:
    if words.EXCEL_PROGRAM in machine.programs():
        return Step(words.RESTART_EXCEL)
    return Step(words.NEXT_STEP if has_excel(machine) else words.NO_EXCEL)


def _held(path: Path, act: Callable[[], None]) -> None:
    """Do something to the add-in; say that Excel holds it when it cannot be done."""
    try:
        act()
    except TargetChangedError as error:
        raise AddinInUseError(path, str(error.__cause__ or error)) from error


def web_mark(addin: Path) -> Path:
    """Return the stream in which Windows would note that the add-in came from the internet."""
    return Path(words.WEB_MARK.format(path=addin))


def shortcut_of(machine: Machine, entry: SendTo) -> Shortcut:
    """Return what a Send-to entry starts on this machine: Python itself, so that no shell reads file names."""
    return Shortcut(str(machine.python.program), entry.arguments, entry.tip)


def is_ours(shortcut: Shortcut | None) -> bool:
    """Tell whether a shortcut starts this program."""
    return shortcut is not None and words.WINDOW_MODULE in shortcut.arguments


def status(machine: Machine) -> Iterator[Step]:
    """Yield what is installed; nothing is changed.

    Raises:
        NotWindowsError, FolderUnknownError: as `places`.

    """
    at = places(machine)
    yield from addin_status(machine, at.addin)
    for entry in SEND_TO:
        yield _entry_status(machine, at.entry(entry), entry)


def addin_status(machine: Machine, path: Path) -> Iterator[Step]:
    """Yield what stands where the add-in should: whose it is, which Python it runs, which version it is."""
    if not path.exists():
        yield Step(words.NOT_ADDED, fine=False)
        return
    content = path.read_bytes()
    found = read_addin(content)
    if found is None:
        yield Step(words.FOREIGN_HERE.format(path=path), fine=False)
        return
    interpreter = found.settings.get(INTERPRETER_KEY, "")
    here = Path(interpreter) == machine.python.program
    said = words.ADDIN_POINTS_HERE if here else words.ADDIN_POINTS_AWAY
    current = content == with_interpreter(resource(words.ADDIN).read_bytes(), interpreter)
    yield Step(words.ADDIN_HERE.format(path=path))
    yield Step(words.ADDIN_CURRENT if current else words.ADDIN_OLDER, fine=current)
    yield Step(said.format(interpreter=interpreter), fine=here)


def _entry_status(machine: Machine, path: Path, entry: SendTo) -> Step:
    there = machine.read_shortcut(path)
    if there is None:
        return Step(words.SEND_TO_MISSING.format(label=entry.label), fine=False)
    if not is_ours(there):
        return Step(words.FOREIGN_HERE.format(path=path), fine=False)
    here = Path(there.program) == machine.python.program
    said = words.SEND_TO_HERE if here else words.SEND_TO_AWAY
    return Step(said.format(label=entry.label), fine=here)


def remove(machine: Machine) -> Iterator[Step]:
    """Yield the steps that take away what is ours, and nothing else.

    Raises:
        NotWindowsError, FolderUnknownError: as `places`.
        AddinInUseError: Excel holds the add-in.

    """
    at, gone = places(machine), 0
    for entry in SEND_TO:
        if is_ours(machine.read_shortcut(at.entry(entry))):
            gone += 1
            yield _removal(machine, at.entry(entry), words.SEND_TO_REMOVED.format(label=entry.label))
    if at.addin.exists():
        gone += 1
        if read_addin(at.addin.read_bytes()) is None:
            yield Step(words.FOREIGN_HERE.format(path=at.addin), fine=False)
            return
        act = _removal(machine, at.addin, words.ADDIN_REMOVED.format(path=at.addin))
        yield Step(act.text, lambda: _held(at.addin, act.do))
        if words.EXCEL_PROGRAM in machine.programs():
            yield Step(words.EXCEL_OPEN_REMOVED)
    if not gone:
        yield Step(words.NOTHING_INSTALLED)


def _removal(machine: Machine, path: Path, said: str) -> Step:
    return Step(said, lambda: machine.remove(path))
