"""`xhg doctor`: each thing a click needs, with its state, what was found, and a remedy."""

from __future__ import annotations

import importlib.metadata
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from packaging.requirements import Requirement

from xhg_excel.core.model.registry import Registry
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.templates.workbooks import blank_books
from xhg_excel.errors.addin import ResourceMissingError
from xhg_excel.errors.base import XhgError
from xhg_excel.files.addin_file import addin_settings
from xhg_excel.files.places import own_folder
from xhg_excel.files.read.folder import read_settings
from xhg_excel.files.read.read_file import read_file
from xhg_excel.files.resources import resource
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE
from xhg_excel.notice.words.shells import doctor as words
from xhg_excel.notice.words.shells.doctor import FONT_NAMES, State
from xhg_excel.notice.words.shells.install import ADDIN, TEMPLATES, Resource
from xhg_excel.setup.excel_points import Point, advice, fault, fine, office_points
from xhg_excel.setup.install import is_store_python, this_machine
from xhg_excel.setup.machine import COMPUTER, USER, WINDOWS, Machine
from xhg_excel.setup.wheels import DISTRIBUTION

_FONT_KEY = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
_OFFICE_KEY = r"SOFTWARE\LibreOffice\UNO\InstallPath"
_LEAST = (3, 11)
_XLWINGS = "xlwings"


@dataclass(frozen=True)
class Patient:
    """What is examined, and where to look for packages, shipped files and templates (tests pass others).

    `settings` is the user's settings file; None for none.
    """

    machine: Machine
    log_folder: Path
    settings: Path | None
    blanks: Callable[[], Iterable[tuple[str, BookLayout]]] = field(default=lambda: blank_books(NOTICE, Registry()))
    find: Callable[[Resource], Path] = resource
    distribution: Callable[[str], importlib.metadata.Distribution] = importlib.metadata.distribution


def examine(patient: Patient) -> Iterator[Point]:
    """Yield every point; points that need Windows or Excel are 不适用 elsewhere."""
    machine = patient.machine
    yield _python(machine)
    yield _packages(patient)
    yield _addin_file(patient)
    yield _templates(patient)
    yield _log(patient.log_folder)
    yield _settings(patient.settings)
    yield _fonts(machine)
    yield _libreoffice(machine)
    yield from office_points(machine)


def examine_here(settings: Path | None) -> list[dict[str, str]]:
    """Return every point of this computer: `key`, `title`, `state`, `found`, `remedy`."""
    points = examine(Patient(this_machine(), own_folder(), settings))
    return [{**dict(vars(point)), "title": point.title, "state": point.state.value} for point in points]


def _python(machine: Machine) -> Point:
    python = machine.python
    version = ".".join(map(str, python.version))
    found = words.PYTHON_FOUND.format(version=version, bits=python.bits, program=python.program)
    if python.version < _LEAST:
        return fault("python", found, words.PYTHON_OLD.format(least=".".join(map(str, _LEAST))))
    if machine.system == WINDOWS and is_store_python(machine):
        return fault("python", words.PYTHON_STORE, words.PYTHON_STORE_REMEDY)
    return fine("python", found) if python.bits == 64 else fault("python", found, words.PYTHON_32)


def _packages(patient: Patient) -> Point:
    """Compare the installed packages with the requirements of this version."""
    try:
        wanted = [Requirement(line) for line in patient.distribution(DISTRIBUTION).requires or ()]
    except importlib.metadata.PackageNotFoundError:
        return fault("packages", words.NOT_INSTALLED_AS_PACKAGE, words.REINSTALL)
    due = [need for need in wanted if need.marker is None or need.marker.evaluate({"extra": ""})]
    if wrong := [reason for need in due if (reason := _unfit(patient, need))]:
        remedy = words.PACKAGES_REMEDY.format(program=patient.machine.python.program)
        return fault("packages", "；".join(wrong), remedy)
    xlwings = patient.distribution(_XLWINGS).version
    return fine("packages", words.PACKAGES_FOUND.format(count=len(due), xlwings=xlwings))


def _unfit(patient: Patient, need: Requirement) -> str:
    """Return why an installed package does not meet a requirement; '' when it does."""
    try:
        version = patient.distribution(need.name).version
    except importlib.metadata.PackageNotFoundError:
        return words.PACKAGE_MISSING.format(name=need.name)
    if need.specifier.contains(version, prereleases=True):
        return ""
    return words.PACKAGE_WRONG.format(name=need.name, version=version, wanted=need.specifier)


def _addin_file(patient: Patient) -> Point:
    try:
        path = patient.find(ADDIN)
    except ResourceMissingError as error:
        return fault("addin_file", str(error), words.REINSTALL)
    if addin_settings(path.read_bytes()) is None:
        return fault("addin_file", words.NOT_OURS.format(path=path), words.REINSTALL)
    return fine("addin_file", words.SHIPPED.format(path=path))


def _templates(patient: Patient) -> Point:
    try:
        folder = patient.find(TEMPLATES)
    except ResourceMissingError as error:
        return fault("templates", str(error), words.TEMPLATES_REMEDY)
    books = list(patient.blanks())
    with tempfile.TemporaryDirectory(prefix="xhg-") as temporary:
        differing = [name for name, book in books if not _same(folder / name, book, Path(temporary) / name)]
    if differing:
        found = words.TEMPLATES_DIFFER.format(names="、".join(differing))
        return fault("templates", found, words.TEMPLATES_REMEDY)
    return fine("templates", words.TEMPLATES_EQUAL.format(count=len(books)))


def _same(shipped: Path, book: BookLayout, rebuilt: Path) -> bool:
    """Return whether a shipped template equals what this version writes.

    Cells are compared where bytes differ: another XlsxWriter may order parts differently.
    """
    if not shipped.is_file():
        return False
    write_book(book, rebuilt)
    if shipped.read_bytes() == rebuilt.read_bytes():
        return True
    one, other = (read_file(path, path.name) for path in (shipped, rebuilt))
    return one.fault is None and one.grids == other.grids


def _log(folder: Path) -> Point:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        found = words.LOG_NOT_WRITABLE.format(path=folder, reason=error.strerror or error)
        return fault("log_folder", found, words.LOG_REMEDY)
    return fine("log_folder", words.LOG_WRITABLE.format(path=folder))


def _settings(path: Path | None) -> Point:
    try:
        read_settings(path)
    except XhgError as error:
        return fault("settings", str(error), words.SETTINGS_REMEDY)
    return fine("settings", words.SETTINGS_READ.format(path=path) if path else words.SETTINGS_NOTICE)


def _fonts(machine: Machine) -> Point:
    listed = [name for root in (COMPUTER, USER) for name in machine.registry(root, _FONT_KEY)]
    known = {part for line in (*machine.font_list().splitlines(), *listed) for part in _font_names(line)}
    if not known:
        return Point("fonts", State.NOT_HERE, words.FONTS_UNKNOWN)
    missing = [font for font, names in FONT_NAMES.items() if known.isdisjoint(name.lower() for name in names)]
    if missing:
        return advice("fonts", words.FONTS_MISSING.format(names="、".join(missing)), words.FONTS_REMEDY)
    return fine("fonts", words.FONTS_ALL.format(names="、".join(FONT_NAMES)))


def _font_names(listed: str) -> Iterator[str]:
    """Yield the names in one line of a font list.

    >>> sorted(_font_names("FangSong & SimHei (TrueType)")), sorted(_font_names("黑体,SimHei"))
    (['fangsong', 'simhei'], ['simhei', '黑体'])
    """
    for name in re.split(r"[,&]", re.sub(r"\(.*\)\s*$", "", listed)):
        yield name.strip().lower()


def _libreoffice(machine: Machine) -> Point:
    path = machine.registry(COMPUTER, _OFFICE_KEY).get("") or machine.find_program(words.LIBREOFFICE_PROGRAM)
    if not path:
        return Point("libreoffice", State.NOT_HERE, words.OFFICE_NONE)
    return fine("libreoffice", words.OFFICE_FOUND.format(path=path))
