"""Shipped files: one declaration, found in a checkout and in an installed wheel."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from xhg_excel.errors.addin import ResourceMissingError
from xhg_excel.files.resources import checkout_of, resource
from xhg_excel.notice.words.shells.install import ADDIN, RESOURCES, TEMPLATES, Resource

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our wheel, built without network."""
    out = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(out),
        ".",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return next(out.glob("xhg_excel-*-py3-none-any.whl"))


def test_the_build_puts_every_declared_file_into_the_package() -> None:
    """pyproject.toml repeats the declaration, as the build knows no other way."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    forced = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert forced == {r.source: f"xhg_excel/{r.packed}" for r in RESOURCES}


@pytest.mark.parametrize("wanted", RESOURCES, ids=lambda r: r.source)
def test_the_wheel_holds_what_the_checkout_holds(wheel: Path, wanted: Resource) -> None:
    source = ROOT / wanted.source
    files = [source] if source.is_file() else sorted(path for path in source.rglob("*") if path.is_file())

    with zipfile.ZipFile(wheel) as archive:
        for file in files:
            name = f"xhg_excel/{wanted.packed}" + (
                "" if source.is_file() else f"/{file.relative_to(source).as_posix()}"
            )
            assert archive.read(name) == file.read_bytes()


def test_what_builds_the_addin_is_not_installed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    assert {name.split("/")[0] for name in names} == {
        "xhg_excel",
        next(n for n in names if "dist-info" in n).split("/")[0],
    }
    assert [name for name in names if name.endswith((".bas", ".pyc"))] == []


@pytest.mark.parametrize("wanted", RESOURCES, ids=lambda r: r.source)
def test_files_are_found_in_the_checkout_and_in_an_unpacked_wheel(
    wheel: Path, tmp_path: Path, wanted: Resource
) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    package = tmp_path / "xhg_excel"

    assert resource(wanted) == ROOT / wanted.source
    assert resource(wanted, package) == package / wanted.packed
    assert checkout_of(package) is None


def test_a_file_in_neither_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceMissingError, match=r"xhg_excel.xlam"):
        resource(ADDIN, tmp_path / "xhg_excel")


def test_a_folder_called_src_alone_is_no_checkout(tmp_path: Path) -> None:
    package = tmp_path / "src" / "xhg_excel"

    assert checkout_of(package) is None
    (tmp_path / "pyproject.toml").touch()
    assert checkout_of(package) == tmp_path
    with pytest.raises(ResourceMissingError, match="workbook_templates"):
        resource(TEMPLATES, package)
