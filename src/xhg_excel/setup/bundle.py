"""The offline bundle: one zip with wheels, installer, add-in, templates and guide.

The same wheels give the same bytes each time; names inside are ASCII, which every unzip program reads alike.
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from xhg_excel import __version__
from xhg_excel.errors.addin import BundleError
from xhg_excel.files.resources import resource
from xhg_excel.files.write.workbook import write_beside
from xhg_excel.notice.words.shells import bundle as words
from xhg_excel.notice.words.shells import install as install_words
from xhg_excel.setup.install_cmd import install_cmd
from xhg_excel.setup.wheels import Wheel, fetch, put_own_wheel, take_prepared, version_of

_DATE = (2020, 8, 3, 0, 0, 0)
_BOM = "\ufeff"
_STORED = ".whl"


def write_bundle(out: Path, pythons: Sequence[str], prepared: Path | None = None) -> Iterator[str]:
    """Write the bundle for these Pythons to `out`; yield the lines for the user.

    Args:
        out: the zip.
        pythons: versions such as `3.12`; a line names each one that has no wheels and is left out.
        prepared: a folder of wheels to use instead of downloading; it is only read.

    Raises:
        BundleError: no version has all its wheels, or a version is misspelt.
        ResourceMissingError: the add-in or the templates are missing.
        TargetChangedError: the zip cannot be written.
    """
    resource(install_words.ADDIN)  # Before anything is downloaded.
    with tempfile.TemporaryDirectory(prefix="xhg-") as temporary:
        if prepared is None:
            put_own_wheel(Path(temporary))
        taken: dict[str, list[Wheel]] = {}
        for python in sorted(set(pythons), key=version_of):
            try:
                taken[python] = take_prepared(prepared, python) if prepared else fetch(Path(temporary), python)
            except BundleError as error:
                reason = error.reason
                yield words.TOLD_SKIPPED.format(version=python, reason=reason)
            else:
                yield words.TOLD_WHEELS.format(version=python, count=len(taken[python]))
        if not taken:
            raise BundleError(words.NO_VERSION.format(reason=reason))
        paths = {wheel.path for wheels in taken.values() for wheel in wheels}
        wheels = {f"{words.WHEEL_FOLDER}/{path.name}": path.read_bytes() for path in paths}
    files = {**shipped_files(list(taken)), **wheels}
    content = zipped(files)
    write_beside(out, lambda target: target.write(content))
    facts = {"size": len(content) / 1e6, "count": len(files) + 1}
    yield words.TOLD_DONE.format(path=out, sha256=hashlib.sha256(content).hexdigest(), **facts)


def shipped_files(pythons: Sequence[str]) -> dict[str, bytes]:
    """Return the files of the bundle except the wheels, by name in the zip."""
    versions = "、".join(pythons)
    templates = resource(install_words.TEMPLATES)
    files = {
        words.INSTALLER: install_cmd(pythons).encode("ascii"),
        words.README_FILE: _readme(versions),
        **{f"{words.TEXT_FOLDER}/{name}": _text(t.format(pythons=versions)) for name, t in words.INSTALL_TEXTS.items()},
        **{
            f"{words.ADDIN_FOLDER}/{Path(r.source).name}": resource(r).read_bytes()
            for r in (install_words.ADDIN, install_words.SMOKE_TEST)
        },
    }
    for name, ascii_name in words.ASCII_TEMPLATES.items():
        files[f"{words.TEMPLATE_FOLDER}/{ascii_name}"] = (templates / name).read_bytes()
    files |= {
        f"{words.GUIDE_FOLDER}/{r.packed.rpartition('/')[2]}": resource(r).read_bytes()
        for r in (install_words.GUIDE, install_words.SCHEMA)
    }
    images = resource(install_words.GUIDE_IMAGES)
    files |= {f"{words.GUIDE_FOLDER}/{images.name}/{p.name}": p.read_bytes() for p in sorted(images.iterdir())}
    return files


def _readme(pythons: str) -> bytes:
    lines = [words.README_TEMPLATE_LINE.format(ascii=a, name=n) for n, a in words.ASCII_TEMPLATES.items()]
    text = words.README_TEXT.format(version=__version__, pythons=pythons, templates="\n".join(lines))
    return (_BOM + text).replace("\n", "\r\n").encode()


def _text(line: str) -> bytes:
    return f"{line}\r\n".encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip of these files, by name, and of a file with their SHA-256 sums."""
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\r\n" for name in sorted(files))
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in sorted({**files, words.SUMS_FILE: sums.encode("ascii")}.items()):
            method = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, method)
    return out.getvalue()
