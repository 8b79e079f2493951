"""The buttons in WPS: install, update, examine and remove the add-in for this user.

The add-in is a folder beside those of others, named with its version as Kingsoft's packer names it, and a line in WPS'
list of add-ins. The installed `where.js` has the Python that installed it and the folder for the files of clicks.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xhg_excel import __version__
from xhg_excel.errors.addin import FolderUnknownError, StorePythonError
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.errors.wps import NoWpsPlaceError, PublishListError
from xhg_excel.files.places import own_folder
from xhg_excel.files.resources import resource
from xhg_excel.notice.words.shells import wps as words
from xhg_excel.notice.words.shells.doctor import State
from xhg_excel.notice.words.shells.install import ROAMING, SHELL_ROAMING, WPS_ADDIN
from xhg_excel.setup.install import Step, is_store_python, this_machine, user_folder
from xhg_excel.setup.machine import COMPUTER, USER, WINDOWS, Machine
from xhg_excel.setup.publish_xml import line_of, with_line, without_line

WHERE, MANIFEST = "js/where.js", "manifest.xml"
_LINUX, _JOBS, _PRIVATE = "Linux", "wps", 0o700
_WHERE_TEXT = "// Written by `xhg addin install --wps`.\nconst XHG_WHERE = {where}\n"
_OURS = f"<Name>{words.WPS_NAME}</Name>".encode()
# What opens a new workbook: its command names the folder of WPS.
_COMMAND = r"SOFTWARE\Classes\KET.Sheet.12\shell\new\command"
_PROGRAMS, _PRO = "office6", "-pro"
_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class WpsPlaces:
    """The user's folder of add-ins in WPS, our folder in it, the list; and the folder for the files of clicks."""

    addons: Path
    jobs: Path

    @property
    def addin(self) -> Path:
        """Our folder, named as Kingsoft's packer does."""
        return self.addons / f"{words.WPS_NAME}_{__version__}"

    @property
    def publish(self) -> Path:
        """WPS' list of add-ins."""
        return self.addons / words.PUBLISH_FILE


def wps_places(machine: Machine) -> WpsPlaces:
    """Return where the add-in is installed.

    Raises:
        NoWpsPlaceError: the system is neither Windows nor Linux.
        FolderUnknownError: the system does not name the user's folder.
    """
    jobs = own_folder() / _JOBS
    if machine.system == WINDOWS:
        return WpsPlaces(user_folder(machine, ROAMING, SHELL_ROAMING).joinpath(*words.WINDOWS_FOLDER), jobs)
    if machine.system != _LINUX:
        raise NoWpsPlaceError(machine.system)
    home = machine.variable("HOME")
    if not home:
        raise FolderUnknownError("HOME")
    return WpsPlaces(Path(home).joinpath(*words.LINUX_FOLDER), jobs)


def addin_files(machine: Machine, places: WpsPlaces) -> dict[str, bytes]:
    """Return the files of the add-in for this computer, by their paths in its folder."""
    shipped = resource(WPS_ADDIN)
    files = {path.relative_to(shipped).as_posix(): path.read_bytes() for path in _files_of(shipped)}
    where = json.dumps({"python": str(_interpreter(machine)), "jobs": places.jobs.as_posix()})
    return {**files, WHERE: _WHERE_TEXT.format(where=where).encode("ascii")}


def _interpreter(machine: Machine) -> Path:
    """Return this Python; on Windows the one that opens no window."""
    program = machine.python.program
    windowless = program.with_name("pythonw.exe")
    return windowless if machine.system == WINDOWS and windowless.exists() else program


def _files_of(folder: Path) -> list[Path]:
    """Return every file below a folder; links are not followed."""
    return sorted(Path(parent) / name for parent, _, names in os.walk(folder) for name in names)


def publish_line() -> dict[str, str]:
    """Return our line in the list, with the attributes and their order as Kingsoft's packer writes them."""
    named = {"name": words.WPS_NAME, "type": words.PUBLISH_LINE["type"]}
    named |= {"url": f"{words.WPS_NAME}_{__version__}", "version": __version__}
    return {**named, **words.PUBLISH_LINE}


def install_wps(machine: Machine | None = None) -> Iterator[Step]:
    """Yield the steps that add the buttons to WPS for this user.

    Raises:
        NoWpsPlaceError, FolderUnknownError: as `wps_places`.
        StorePythonError: Windows hides what a Store Python writes from other programs.
        PublishListError: WPS' list cannot be parsed; nothing is changed.
        TargetChangedError: a file cannot be written (when the step is done).
    """
    machine = machine or this_machine()
    places = wps_places(machine)
    if machine.system == WINDOWS and is_store_python(machine):
        raise StorePythonError(machine.python.program)
    before = _read(places.publish)
    listed = with_line(before, publish_line())
    files = addin_files(machine, places)
    if _installed(places.addin) == files:
        yield Step(words.WPS_SAME.format(path=places.addin), lambda: _make_jobs(places.jobs))
    else:
        yield Step(words.WPS_COPIED.format(path=places.addin), lambda: _write(machine, places, files))
    for old in _folders(places):
        if old != places.addin:
            yield Step(words.WPS_OLD_REMOVED.format(path=old), lambda old=old: _remove(machine, old))  # type: ignore[misc]
    yield Step(words.WPS_LISTED.format(path=places.publish), lambda: _put(machine, places.publish, before, listed))
    yield Step(words.WPS_POINTS.format(interpreter=_interpreter(machine)))
    yield Step(words.WPS_NEXT)


def _write(machine: Machine, places: WpsPlaces, files: Mapping[str, bytes]) -> None:
    _make_jobs(places.jobs)
    for name, content in files.items():
        machine.write(places.addin / name, content)
    for path in _files_of(places.addin):
        if path.relative_to(places.addin).as_posix() not in files:
            machine.remove(path)


def _make_jobs(jobs: Path) -> None:
    """Make the folder for the files of clicks, closed to others."""
    try:
        jobs.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        jobs.chmod(_PRIVATE)
    except OSError as error:
        raise TargetChangedError(jobs, error.strerror or str(error)) from error


def _put(machine: Machine, path: Path, before: bytes, after: bytes) -> None:
    """Write the list, unless it is as wanted or was changed since it was read."""
    if _read(path) != before:
        raise TargetChangedError(path, path.name)
    if after != before:
        machine.write(path, after)


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _installed(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files_of(folder)}


def _folders(places: WpsPlaces) -> list[Path]:
    """Return the folders of this add-in, of every version: named so, and with our manifest."""
    found = sorted(places.addons.glob(f"{words.WPS_NAME}_*")) if places.addons.is_dir() else []
    return [path for path in found if not path.is_symlink() and _OURS in _read(path / MANIFEST)]


def _remove(machine: Machine, folder: Path) -> None:
    for path in _files_of(folder):
        machine.remove(path)
    for parent, _, _ in os.walk(folder, topdown=False):
        os.rmdir(parent)


def remove_wps(machine: Machine | None = None) -> Iterator[Step]:
    """Yield the steps that remove the buttons from WPS, and nothing else.

    Raises:
        NoWpsPlaceError, FolderUnknownError, PublishListError, TargetChangedError: as `install_wps`.
    """
    machine = machine or this_machine()
    places = wps_places(machine)
    before = _read(places.publish)
    listed = before and line_of(before, words.WPS_NAME) is not None
    folders = _folders(places)
    if listed:
        after = without_line(before, words.WPS_NAME)
        yield Step(words.WPS_UNLISTED.format(path=places.publish), lambda: _put(machine, places.publish, before, after))
    for folder in folders:
        yield Step(words.WPS_REMOVED.format(path=folder), lambda folder=folder: _remove(machine, folder))  # type: ignore[misc]
    if not listed and not folders:
        yield Step(words.WPS_NOT_INSTALLED)


def wps_status(machine: Machine | None = None) -> Iterator[Step]:
    """Yield the state of the add-in, as steps that do nothing.

    Raises:
        NoWpsPlaceError, FolderUnknownError, PublishListError: as `install_wps`.
    """
    machine = machine or this_machine()
    places = wps_places(machine)
    if not (folders := _folders(places)):
        yield Step(words.WPS_NOT_INSTALLED, fine=False)
        return
    yield Step(words.WPS_HERE.format(path=folders[-1]))
    installed, expected = _installed(places.addin), addin_files(machine, places)
    where = installed.pop(WHERE, b"")
    wanted = expected.pop(WHERE)
    yield Step(words.WPS_CURRENT) if installed == expected else Step(words.WPS_OLDER, fine=False)
    line = words.WPS_POINTS_HERE if where == wanted else words.WPS_AWAY
    yield Step(line.format(interpreter=_python_of(where)), fine=where == wanted)
    content = _read(places.publish)
    if not content or line_of(content, words.WPS_NAME) != publish_line():
        yield Step(words.WPS_UNLISTED_HERE.format(path=places.publish), fine=False)


def _python_of(where: bytes) -> str:
    """Return the Python in a `where.js`."""
    try:
        return str(json.loads(where.partition(b"XHG_WHERE =")[2])["python"])
    except (ValueError, KeyError, TypeError):
        return ""


def examine_wps(machine: Machine | None = None) -> tuple[State, str, str]:
    """Return the state for `xhg doctor`, what was found, and a remedy: edition, version, and WPS' own files."""
    machine = machine or this_machine()
    program = _program(machine)
    try:
        places = wps_places(machine)
        steps = list(wps_status(machine))
    except (NoWpsPlaceError, FolderUnknownError) as error:
        return State.NOT_HERE, str(error), ""
    except PublishListError as error:
        return State.FAULT, str(error), words.WPS_REMEDY
    has_buttons = bool(_folders(places))
    found = [_edition(program), words.WPS_WITH_BUTTONS if has_buttons else words.WPS_WITHOUT_BUTTONS]
    found += [_oem(program)] if program else []
    if not has_buttons:
        return State.NOT_HERE, "；".join(found), words.WPS_REMEDY if program else ""
    if bad := [step.text for step in steps if not step.fine]:
        return State.FAULT, "；".join([*found, *bad]), words.WPS_REMEDY
    trust = _trust(places.addons / words.TRUST_FILE)
    found.append(trust)
    if (places.addons / words.BLOCK_FILE).exists():
        found.append(words.WPS_BLOCKED)
    if trust == words.WPS_REFUSED or words.WPS_BLOCKED in found:
        return State.ADVICE, "；".join(found), words.WPS_PERSONAL
    if trust == words.WPS_TRUSTED:
        return State.FINE, "；".join(found), ""
    return State.ADVICE, "；".join(found), f"{words.WPS_RESTART}{words.WPS_PERSONAL}"


def _program(machine: Machine) -> str:
    """Return the folder of WPS; '' without one."""
    if machine.system != WINDOWS:
        return next((path for path in words.LINUX_PROGRAMS if Path(path).is_dir()), "")
    for root in (USER, COMPUTER):
        command = str(machine.registry(root, _COMMAND).get("", "")).strip().lstrip('"')
        head, found, _ = command.partition(_PROGRAMS)
        if found:
            return head + found
    return ""


def _edition(program: str) -> str:
    """Return edition and version as the folder of WPS tells them: `…/WPS Office/12.1.0.1/office6`."""
    if not program:
        return words.WPS_NONE
    edition = words.WPS_EDITION_PRO if _PRO in program else words.WPS_EDITION_UNKNOWN
    above = program.replace("\\", "/").rstrip("/").split("/")[-2]
    return words.WPS_FOUND.format(edition=edition, version=above if above[:1].isdigit() else "").strip()


def _oem(program: str) -> str:
    """Return what the administrator's `oem.ini` says of add-ins."""
    path = Path(program).joinpath(*words.OEM_FILE)
    try:
        text = path.read_bytes()[:_MOST_BYTES].decode("utf-8", "replace")
    except OSError:
        return words.WPS_OEM_NONE
    pairs = (line.partition("=") for line in text.splitlines() if not line.lstrip().startswith(("#", ";")))
    known = {key.strip().lower(): value.strip() for key, sign, value in pairs if sign}
    if known.get(words.WPS_OEM_KEYS[0].lower(), "true").lower() == "false":
        return words.WPS_OEM.format(what=words.WPS_OEM_OFF)
    shown = [f"{key}={known[key.lower()]}" for key in words.WPS_OEM_KEYS if key.lower() in known]
    return words.WPS_OEM.format(what="，".join(shown) or words.WPS_OEM_PLAIN)


def _trust(path: Path) -> str:
    """Return what WPS' own record of trusted add-ins says of ours; its layout differs between versions."""
    try:
        record = json.loads(path.read_bytes()[:_MOST_BYTES])
    except (OSError, ValueError, RecursionError):
        return words.WPS_TRUST_UNKNOWN
    ours = [entry for entry in _entries(record) if words.WPS_NAME in str(entry.get("name") or entry.get("path"))]
    if not ours:
        return words.WPS_TRUST_UNKNOWN
    if any(entry.get("enable") is False for entry in ours):
        return words.WPS_REFUSED
    return words.WPS_NOT_LOADED if any(entry.get("isload") is False for entry in ours) else words.WPS_TRUSTED


def _entries(record: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every object with `enable` in a JSON value."""
    waiting = [record]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "enable" in one:
                yield one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
