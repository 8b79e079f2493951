"""The toolbar for LibreOffice: install, update, examine and remove its extension for this user.

Clicks run inside LibreOffice's own Python, so this program must be installed in a Python of the same version.
The shipped extension names no Python; the installed one has `where.json` with the one that installed it.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xhg_excel import __version__
from xhg_excel.errors.office import ExtensionFailedError, NoOfficeError, OfficePythonError, OfficeRunningError
from xhg_excel.files.resources import PACKAGE, resource
from xhg_excel.notice.words.shells import calc as words
from xhg_excel.notice.words.shells.doctor import State
from xhg_excel.notice.words.shells.install import EXTENSION
from xhg_excel.setup import calc_registering as registering
from xhg_excel.setup.install import Step
from xhg_excel.setup.machine import output_of

# The earliest date a zip can hold.
_DATE = (1980, 1, 1, 0, 0, 0)
_CACHE = "user/uno_packages/cache/uno_packages"
_REGISTERED = "user/uno_packages/cache/uno_packages.pmap"
_LOCK = ".lock"
_PYTHONS = ("/usr/bin/python3",)
_ASK_VERSION = "import uno, sys; print('%d.%d' % sys.version_info[:2])"
_TIME = 180


@dataclass(frozen=True)
class Installation:
    """A LibreOffice: its program, the user's profile, its own Python and that Python's version."""

    program: Path
    profile: Path
    python: Path
    version: str


def this_version() -> str:
    """Return the version of the Python this program is installed in, such as `3.11`."""
    return ".".join(map(str, sys.version_info[:2]))


def find_office(profile: Path | None = None) -> Installation:
    """Return LibreOffice with its Python.

    Args:
        profile: the user's profile; None for the usual one.

    Raises:
        NoOfficeError: either is missing.
    """
    found = shutil.which(words.OFFICE_PROGRAM) or shutil.which("libreoffice")
    if not found:
        raise NoOfficeError("LibreOffice")
    program = Path(found).resolve()
    for python in (program.parent / "python", *map(Path, _PYTHONS)):
        if python.exists() and (version := _output(str(python), "-c", _ASK_VERSION)):
            return Installation(program, profile or usual_profile(), python, version)
    raise NoOfficeError("python3-uno")


def usual_profile() -> Path:
    """Return the folder in which LibreOffice keeps this user's settings on Linux."""
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "libreoffice" / "4"


def _output(*command: str) -> str:
    return output_of(*command, environment=_clean(), seconds=_TIME).strip()


def _clean() -> dict[str, str]:
    """Return the environment without the variables of this Python: they would mislead LibreOffice's own."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}


def located(content: bytes, version: str, paths: tuple[str, ...]) -> bytes:
    """Return the extension with `where.json`: the version and the folders of the Python that its buttons run."""
    out = io.BytesIO()
    where = json.dumps({"python": version, "paths": paths}, ensure_ascii=False)
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for member in old.infolist():
            if member.filename != words.WHERE_MEMBER:
                new.writestr(member, old.read(member))
        new.writestr(zipfile.ZipInfo(words.WHERE_MEMBER, _DATE), where.encode())
    return out.getvalue()


def paths_here() -> tuple[str, ...]:
    """Return the folders from which this Python imports this program and its libraries."""
    own = [sysconfig.get_path(name) for name in ("purelib", "platlib")]
    return tuple(dict.fromkeys([*own, str(PACKAGE.parent)]))


def install_calc(office: Installation | None = None) -> Iterator[Step]:
    """Yield the steps that add the toolbar to LibreOffice for this user.

    Raises:
        NoOfficeError, OfficePythonError, OfficeRunningError: it cannot be added.
        ExtensionFailedError: LibreOffice refused it (when the step is done).
    """
    found = office or find_office()
    if found.version != this_version():
        raise OfficePythonError(found.version, this_version())
    _check_closed(found)
    content = located(resource(EXTENSION).read_bytes(), found.version, paths_here())
    line = words.CALC_UPDATED if installed_where(found) else words.CALC_INSTALLED
    yield Step(line.format(office=found.program), lambda: _register(found, "add", content))
    yield Step(words.CALC_POINTS.format(version=found.version, path=paths_here()[0]))
    yield Step(words.CALC_NEXT)


def remove_calc(office: Installation | None = None) -> Iterator[Step]:
    """Yield the steps that remove the toolbar from LibreOffice.

    Raises:
        NoOfficeError, OfficeRunningError: it cannot be removed.
        ExtensionFailedError: LibreOffice did not remove it (when the step is done).
    """
    found = office or find_office()
    if installed_where(found) is None:
        yield Step(words.CALC_NOT_INSTALLED)
        return
    _check_closed(found)
    yield Step(words.CALC_REMOVED, lambda: _register(found, "remove", b""))


def calc_status(office: Installation | None = None) -> Step:
    """Return the state of the toolbar; fine when a click runs this installation of the program.

    Raises:
        NoOfficeError: LibreOffice or its Python is missing.
    """
    found = office or find_office()
    folder = installed_where(found)
    if folder is None:
        return Step(words.CALC_NOT_INSTALLED, fine=False)
    where_file = folder / words.WHERE_MEMBER
    where = json.loads(where_file.read_text("utf-8")) if where_file.is_file() else {"paths": [""]}
    if where["paths"] != list(paths_here()):
        return Step(words.CALC_AWAY.format(path=where["paths"][0]), fine=False)
    if found.version != this_version():
        return Step(str(OfficePythonError(found.version, this_version())), fine=False)
    description = (folder / "description.xml").read_text("utf-8")
    if f'<version value="{__version__}"/>' not in description or not _same_members(folder):
        installed = description.partition('<version value="')[2].partition('"')[0]
        return Step(words.CALC_OLDER.format(installed=installed, current=__version__), fine=False)
    return Step(words.CALC_HERE)


def calc_steps(office: Installation | None = None) -> Iterator[Step]:
    """Yield the state of the toolbar as the only step.

    Raises:
        NoOfficeError: LibreOffice or its Python is missing.
    """
    yield calc_status(office)


def examine_calc(office: Installation | None = None) -> tuple[State, str]:
    """Return the toolbar's state for `xhg doctor`, and what was found; 不适用 without LibreOffice or the toolbar."""
    try:
        found = office or find_office()
        step = calc_status(found)
    except NoOfficeError as error:
        return State.NOT_HERE, str(error)
    if step.fine:
        return State.FINE, step.text
    return (State.FAULT if installed_where(found) else State.NOT_HERE), step.text


def _same_members(folder: Path) -> bool:
    with zipfile.ZipFile(resource(EXTENSION)) as shipped:
        return all(
            (folder / name).is_file() and (folder / name).read_bytes() == shipped.read(name)
            for name in shipped.namelist()
        )


def installed_where(office: Installation) -> Path | None:
    """Return the folder in which LibreOffice keeps the installed extension; None when there is none."""
    registered = office.profile / _REGISTERED
    listed = registered.read_bytes() if registered.is_file() else b""
    # The folder of a removed extension stays until LibreOffice starts again; the list is current.
    folders = (office.profile / _CACHE).glob(f"*/{words.EXTENSION_FILE}")
    found = [folder for folder in sorted(folders) if folder.parent.name.removesuffix("_").encode() in listed]
    return found[-1] if found else None


def _check_closed(office: Installation) -> None:
    lock = office.profile / _LOCK
    if lock.exists():
        raise OfficeRunningError(lock)


def _register(office: Installation, action: str, content: bytes) -> None:
    """Start LibreOffice without a window, add or remove the extension in it, and end it.

    Raises:
        ExtensionFailedError: that failed.
    """
    with tempfile.TemporaryDirectory(prefix="xhg-") as folder:
        file = Path(folder) / words.EXTENSION_FILE
        file.write_bytes(content)
        profile = f"-env:UserInstallation={office.profile.absolute().as_uri()}"
        pipe = f"xhg-{os.getpid()}"
        # LibreOffice ends after creating a new profile: this first start creates it.
        _output(str(office.program), "--headless", "--terminate_after_init", profile)
        accept = f"--accept=pipe,name={pipe};urp;"
        command = [str(office.program), "--headless", "--norestore", "--nologo", profile, accept]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(command, env=_clean(), **quiet) as running:  # type: ignore[call-overload]  # noqa: S603  # the program found above
            try:
                arguments = (action, pipe, str(file), words.EXTENSION_ID)
                done = subprocess.run(  # noqa: S603  # LibreOffice's Python and our own module
                    [str(office.python), registering.__file__, *arguments],
                    capture_output=True, text=True, timeout=_TIME, check=False, env=_clean(),
                )  # fmt: skip
            finally:
                try:
                    running.wait(20)
                except subprocess.TimeoutExpired:
                    running.terminate()
        if not done.stdout.startswith(registering.DONE):  # UNO may crash at exit when all is done
            raise ExtensionFailedError(done.stdout.strip() or done.stderr.strip()[-200:])
