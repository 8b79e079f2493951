"""`xhg addin`: install, examine and remove the Excel add-in and the Send-to entries of this user.

Each function yields `Step`s. A step has the line shown to the user and does nothing until its `do` is called,
so a dry run prints the same lines and calls none.
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
from xhg_excel.files.addin_file import addin_settings, with_interpreter
from xhg_excel.files.resources import resource
from xhg_excel.notice.words.shells import install as words
from xhg_excel.notice.words.shells.addin_sheets import INTERPRETER_KEY
from xhg_excel.notice.words.shells.install import SEND_TO, SendTo
from xhg_excel.setup.machine import COMPUTER, USER, WINDOWS, Machine, Shortcut

_EXCEL_PATH = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"


def _nothing() -> None:
    """Do nothing: the step is only a line."""


@dataclass(frozen=True)
class Step:
    """One line for the user and what it announces; `fine` is False where the user has to act."""

    text: str
    do: Callable[[], None] = _nothing
    fine: bool = True


@dataclass(frozen=True)
class Places:
    """The file of the add-in and the folder of the Send-to entries."""

    addin: Path
    send_to: Path

    def entry(self, entry: SendTo) -> Path:
        """Return the path of the shortcut of a Send-to entry."""
        return self.send_to / entry.file


def this_machine() -> Machine:
    """Return the computer that this program runs on."""
    return Machine()


def places(machine: Machine) -> Places:
    """Return where the add-in and the Send-to entries are installed.

    Raises:
        NotWindowsError: the system is not Windows.
        FolderUnknownError: Windows does not name the user's folders.
    """
    if machine.system != WINDOWS:
        raise NotWindowsError(words.ELSEWHERE.format(system=machine.system))
    roaming = user_folder(machine, words.ROAMING, words.SHELL_ROAMING)
    registered = machine.registry(USER, words.SHELL_FOLDERS).get(words.SHELL_SEND_TO)
    send_to = Path(str(registered)) if registered else roaming.joinpath(*words.SEND_TO_FOLDER)
    return Places(roaming.joinpath(*words.STARTUP_FOLDER, words.ADDIN_FILE), send_to)


def addin_place(machine: Machine) -> str:
    """Return the path of the add-in; '' on systems other than Windows."""
    return str(places(machine).addin) if machine.system == WINDOWS else ""


def user_folder(machine: Machine, variable: str, shell_name: str) -> Path:
    """Return one of the user's folders, from an environment variable or else from the registry.

    Raises:
        FolderUnknownError: neither has it.
    """
    folder = machine.variable(variable) or machine.registry(USER, words.SHELL_FOLDERS).get(shell_name)
    if not folder:
        raise FolderUnknownError(variable)
    return Path(str(folder))


def is_store_python(machine: Machine) -> bool:
    """Return whether this Python, or the one behind its environment, is the Microsoft Store's."""
    python = machine.python
    return any(words.STORE_FOLDER in part.parts for part in (python.program, python.base))


def has_excel(machine: Machine) -> bool:
    """Return whether Windows has a path to start Excel from."""
    return any(machine.registry(root, _EXCEL_PATH) for root in (COMPUTER, USER))


def install(machine: Machine) -> Iterator[Step]:
    """Yield the steps of an installation: the Send-to entries, then the add-in, which may be open in Excel.

    Raises:
        NotWindowsError, FolderUnknownError: as `places`.
        StorePythonError: Windows hides what a Store Python writes from other programs.
        ForeignAddinError: another program's file has our name; it stays untouched.
        AddinInUseError: the add-in is open in Excel.
    """
    targets = places(machine)
    if is_store_python(machine):
        raise StorePythonError(machine.python.program)
    for entry in SEND_TO:
        yield _send_to_step(machine, targets.entry(entry), entry)
    content = with_interpreter(resource(words.ADDIN).read_bytes(), str(machine.python.program))
    yield _addin_step(machine, targets.addin, content)
    if web_mark(targets.addin).exists():
        yield Step(words.WEB_MARK_REMOVED, lambda: machine.remove(web_mark(targets.addin)))
    yield Step(words.ADDIN_POINTS.format(interpreter=machine.python.program))
    yield _next_step(machine)


def _send_to_step(machine: Machine, path: Path, entry: SendTo) -> Step:
    if path.exists() and not is_ours(machine.read_shortcut(path)):
        return Step(words.SEND_TO_FOREIGN.format(path=path), fine=False)
    shortcut = shortcut_of(machine, entry)
    return Step(words.SENT.format(label=entry.label), lambda: machine.write_shortcut(path, shortcut))


def _addin_step(machine: Machine, path: Path, content: bytes) -> Step:
    installed = path.read_bytes() if path.exists() else None
    if installed == content:
        return Step(words.ADDIN_SAME.format(path=path))
    if installed is not None and addin_settings(installed) is None:
        raise ForeignAddinError(path)
    line = words.ADDIN_COPIED if installed is None else words.ADDIN_REPLACED
    return Step(line.format(path=path), lambda: _unless_open(path, lambda: machine.write(path, content)))


def _next_step(machine: Machine) -> Step:
    if words.EXCEL_PROGRAM in machine.programs():
        return Step(words.RESTART_EXCEL)
    return Step(words.NEXT_STEP if has_excel(machine) else words.NO_EXCEL)


def _unless_open(path: Path, act: Callable[[], None]) -> None:
    """Change the add-in's file.

    Raises:
        AddinInUseError: the file cannot be changed: Excel has it open.
    """
    try:
        act()
    except TargetChangedError as error:
        raise AddinInUseError(path, str(error.__cause__ or error)) from error


def web_mark(addin: Path) -> Path:
    """Return the stream of the file in which Windows records that it came from the internet."""
    return Path(words.WEB_MARK.format(path=addin))


def shortcut_of(machine: Machine, entry: SendTo) -> Shortcut:
    """Return the shortcut of a Send-to entry.

    It starts Python itself with the chosen paths, so no command interpreter reads the name of a received file;
    `-P` in its arguments keeps modules beside received files from being imported.
    """
    return Shortcut(str(machine.python.program), entry.arguments, entry.tip)


def is_ours(shortcut: Shortcut | None) -> bool:
    """Return whether a shortcut starts this program."""
    return shortcut is not None and words.WINDOW_MODULE in shortcut.arguments


def status(machine: Machine) -> Iterator[Step]:
    """Yield the state of what is installed, as steps that do nothing.

    Raises:
        NotWindowsError, FolderUnknownError: as `places`.
    """
    targets = places(machine)
    yield from addin_status(machine, targets.addin)
    for entry in SEND_TO:
        yield _entry_status(machine, targets.entry(entry), entry)


def addin_status(machine: Machine, path: Path) -> Iterator[Step]:
    """Yield the state of the add-in's file: whose it is, its version, the Python it starts."""
    if not path.exists():
        yield Step(words.NOT_ADDED, fine=False)
        return
    content = path.read_bytes()
    settings = addin_settings(content)
    if settings is None:
        yield Step(words.FOREIGN_HERE.format(path=path), fine=False)
        return
    interpreter = settings.get(INTERPRETER_KEY, "")
    here = Path(interpreter) == machine.python.program
    line = words.ADDIN_POINTS_HERE if here else words.ADDIN_POINTS_AWAY
    current = content == with_interpreter(resource(words.ADDIN).read_bytes(), interpreter)
    yield Step(words.ADDIN_HERE.format(path=path))
    yield Step(words.ADDIN_CURRENT if current else words.ADDIN_OLDER, fine=current)
    yield Step(line.format(interpreter=interpreter), fine=here)


def _entry_status(machine: Machine, path: Path, entry: SendTo) -> Step:
    shortcut = machine.read_shortcut(path)
    if shortcut is None:
        return Step(words.SEND_TO_MISSING.format(label=entry.label), fine=False)
    if not is_ours(shortcut):
        return Step(words.FOREIGN_HERE.format(path=path), fine=False)
    here = Path(shortcut.program) == machine.python.program
    line = words.SEND_TO_HERE if here else words.SEND_TO_AWAY
    return Step(line.format(label=entry.label), fine=here)


def remove(machine: Machine) -> Iterator[Step]:
    """Yield the steps that remove what is ours, and nothing else.

    Raises:
        NotWindowsError, FolderUnknownError: as `places`.
        AddinInUseError: the add-in is open in Excel.
    """
    targets, count = places(machine), 0
    for entry in SEND_TO:
        if is_ours(machine.read_shortcut(targets.entry(entry))):
            count += 1
            yield _removal(machine, targets.entry(entry), entry)
    if targets.addin.exists():
        count += 1
        if addin_settings(targets.addin.read_bytes()) is None:
            yield Step(words.FOREIGN_HERE.format(path=targets.addin), fine=False)
            return
        removed = words.ADDIN_REMOVED.format(path=targets.addin)
        yield Step(removed, lambda: _unless_open(targets.addin, lambda: machine.remove(targets.addin)))
        if words.EXCEL_PROGRAM in machine.programs():
            yield Step(words.EXCEL_OPEN_REMOVED)
    if not count:
        yield Step(words.NOTHING_INSTALLED)


def _removal(machine: Machine, path: Path, entry: SendTo) -> Step:
    return Step(words.SEND_TO_REMOVED.format(label=entry.label), lambda: machine.remove(path))
