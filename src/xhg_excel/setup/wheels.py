"""The wheels that this program needs on Windows: what each requires there, and pip to download them.

pip evaluates conditions such as `platform_system == "Windows"` for the machine it runs on, so a bundle
made on another system would lack what only Windows needs (pywin32). This module reads the wheels' own
metadata and evaluates the conditions for Windows.
"""

from __future__ import annotations

import base64
import email
import hashlib
import importlib.metadata
import importlib.util
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

from xhg_excel.errors.addin import BundleError
from xhg_excel.files.resources import checkout_of, resource
from xhg_excel.notice.words.shells import bundle as words
from xhg_excel.notice.words.shells.install import LOCK
from xhg_excel.safe_path import python_command
from xhg_excel.setup.locked import lines_for, read_lock

DISTRIBUTION = "xhg-excel"
_DATE = (2020, 8, 3, 0, 0, 0)
_PASSES = 10
_ASKED = "asked.txt"


@dataclass(frozen=True)
class Wheel:
    """A wheel file and the parts of its name."""

    path: Path
    name: str
    version: str
    tags: frozenset[Tag]


def wheels_in(folder: Path) -> list[Wheel]:
    """Return the wheels of a folder, sorted by file name."""
    found = []
    for path in sorted(folder.glob("*.whl")):
        name, version, _, tags = parse_wheel_filename(path.name)
        found.append(Wheel(path, name, str(version), tags))
    return found


@cache
def tags_of(python: str) -> frozenset[Tag]:
    """Return the tags of the wheels that a 64-bit Windows Python of that version can install.

    >>> "cp312-cp312-win_amd64" in {str(tag) for tag in tags_of("3.12")}
    True
    """
    version = version_of(python)
    interpreter = f"cp{version[0]}{version[1]}"
    exact = cpython_tags(version, platforms=[words.PLATFORM])
    return frozenset((*exact, *compatible_tags(version, interpreter, [words.PLATFORM])))


def version_of(python: str) -> tuple[int, int]:
    """Return major and minor of a Python version.

    Raises:
        BundleError: it is no such version.

    >>> version_of("3.12")
    (3, 12)
    """
    major, dot, minor = python.partition(".")
    if not (dot and major.isdecimal() and minor.isdecimal()):
        raise BundleError(words.BAD_VERSION.format(version=python))
    return int(major), int(minor)


def needs(wheel: Path, python: str, extras: Iterable[str] = ()) -> list[Requirement]:
    """Return what a wheel requires on Windows with that Python."""
    with zipfile.ZipFile(wheel) as archive:
        (member,) = [n for n in archive.namelist() if n.endswith(".dist-info/METADATA") and n.count("/") == 1]
        metadata = email.message_from_bytes(archive.read(member))
    declared = [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]
    return [needed for needed in declared if is_due(needed, python, extras)]


def is_due(needed: Requirement, python: str, extras: Iterable[str] = ()) -> bool:
    """Return whether the condition of a requirement holds on Windows with that Python."""
    if needed.marker is None:
        return True
    facts = {**words.WINDOWS_MARKERS, "python_version": python}
    facts |= {"python_full_version": f"{python}.0", "implementation_version": f"{python}.0"}
    return any(needed.marker.evaluate({**facts, "extra": extra}) for extra in ("", *extras))


def unmet(folder: Path, python: str) -> tuple[list[Wheel], list[Requirement]]:
    """Return the wheels of a folder that this program needs with that Python, and the requirements without one."""
    fitting = [wheel for wheel in wheels_in(folder) if wheel.tags & tags_of(python)]
    taken: dict[tuple[str, frozenset[str]], Wheel] = {}
    missing: dict[str, Requirement] = {}
    todo = [Requirement(DISTRIBUTION)]
    while todo:
        needed = todo.pop()
        key = (canonicalize_name(needed.name), frozenset(needed.extras))
        if key in taken:
            continue
        able = [w for w in fitting if w.name == key[0] and needed.specifier.contains(w.version, prereleases=True)]
        if able:
            taken[key] = able[-1]
            todo += needs(able[-1].path, python, needed.extras)
        else:
            missing.setdefault(str(needed), needed)
    return sorted(set(taken.values()), key=lambda w: w.path.name), list(missing.values())


def fetch(folder: Path, python: str) -> list[Wheel]:
    """Download with pip what our wheel in `folder` requires with that Python; return all wheels needed.

    Raises:
        BundleError: pip cannot find a wheel with a locked hash, or something is missing at the end.
    """
    for _ in range(_PASSES):
        taken, missing = unmet(folder, python)
        if not missing:
            return taken
        _download(folder, python, missing)
    raise BundleError(words.STILL_MISSING.format(names=_names(missing)))


def take_prepared(folder: Path, python: str) -> list[Wheel]:
    """Return the wheels of a prepared folder that this program needs with that Python.

    Raises:
        BundleError: something is missing.
    """
    taken, missing = unmet(folder, python)
    if missing:
        raise BundleError(words.STILL_MISSING.format(names=_names(missing)))
    return taken


def _names(missing: Iterable[Requirement]) -> str:
    return ", ".join(sorted(needed.name for needed in missing))


def _download(folder: Path, python: str, wanted: Iterable[Requirement]) -> None:
    """Download the locked version of each requirement; pip refuses a file whose hash is not in the lock."""
    lock = [one for one in read_lock(resource(LOCK).read_text("utf-8")) if is_due(one.needed, python)]
    asked = folder / _ASKED
    asked.write_text("\n".join(lines_for(wanted, lock)), "utf-8")
    target = ("--platform", words.PLATFORM, "--python-version", python, "--implementation", "cp")
    checked = ("--require-hashes", "--no-deps", "--requirement", str(asked))
    _pip("download", "--only-binary=:all:", *target, "--dest", str(folder), *checked)


def _pip(*arguments: str) -> None:
    """Run pip of this interpreter.

    Raises:
        BundleError: it fails; the message is its last error.
    """
    command = python_command("-m", "pip", arguments[0], "--quiet", "--disable-pip-version-check", *arguments[1:])
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("WARNING")]
        said = [line for line in lines if line.startswith("ERROR")] or lines
        raise BundleError(words.PIP_FAILED.format(reason=said[-1].strip() if said else done.returncode))


def put_own_wheel(folder: Path) -> None:
    """Write our own wheel to a folder: built from a checkout, else rebuilt from the installed files.

    Raises:
        BundleError: neither can be done.
    """
    checkout = checkout_of()
    if checkout is None:
        repack(importlib.metadata.distribution(DISTRIBUTION), folder)
        return
    isolated = [] if importlib.util.find_spec("hatchling") is None else ["--no-build-isolation"]
    try:
        _pip("wheel", "--no-deps", *isolated, "--wheel-dir", str(folder), str(checkout))
    except BundleError as error:
        raise BundleError(words.NO_OWN_WHEEL.format(reason=error.reason)) from error


def repack(installed: importlib.metadata.Distribution, folder: Path) -> Path:
    """Write the wheel from which a pure-Python distribution was installed; return its path.

    What the installer added is left out: scripts, compiled modules, its own records.

    Raises:
        BundleError: the installation does not list its files.
    """
    names = sorted(_own_files(installed))
    if not names:
        raise BundleError(words.NO_OWN_WHEEL.format(reason="RECORD"))
    record = next(name for name in names if name.endswith(".dist-info/RECORD"))
    contents = {n: Path(str(installed.locate_file(n))).read_bytes() for n in names if n != record}
    lines = [f"{name},{_sum(content)},{len(content)}" for name, content in contents.items()]
    contents[record] = "\n".join((*lines, f"{record},,", "")).encode()
    stem = installed.metadata["Name"].replace("-", "_")
    target = folder / f"{stem}-{installed.version}-py3-none-any.whl"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return target


def _own_files(installed: importlib.metadata.Distribution) -> Iterator[str]:
    added = {"INSTALLER", "REQUESTED", "direct_url.json"}
    for file in installed.files or ():
        if ".." not in file.parts and "__pycache__" not in file.parts and file.name not in added:
            yield file.as_posix()


def _sum(content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
    return f"sha256={digest.decode('ascii')}"
