"""Wheels for Windows: what they need there, which fit, what is missing; asked as Windows would answer."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from xhg_excel.errors.addin import BundleError
from xhg_excel.setup.wheels import needs, repack, tags_of, take_prepared, unmet, version_of, wheels_in

ANY = "py3-none-any"


def a_wheel(folder: Path, stem: str, *requires: str, tag: str = ANY) -> Path:
    """Write a wheel of that name with these requirements, as an index would serve it."""
    path = folder / f"{stem}-{tag}.whl"
    metadata = f"Metadata-Version: 2.1\nName: {stem.split('-')[0]}\nVersion: {stem.split('-')[1]}\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{stem}.dist-info/METADATA", metadata + "".join(f"Requires-Dist: {r}\n" for r in requires))
        archive.writestr(f"{stem}.dist-info/licenses/METADATA", "not this one")
        archive.writestr(f"{stem}.dist-info/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n")
    return path


def names(folder: Path, python: str = "3.12") -> tuple[list[str], list[str]]:
    taken, missing = unmet(folder, python)
    return [wheel.path.name for wheel in taken], sorted(str(needed) for needed in missing)


def test_what_only_windows_needs_is_required_on_every_system(tmp_path: Path) -> None:
    """Another system's pip answers these conditions as that system and would leave pywin32 out."""
    a_wheel(tmp_path, "xhg_excel-1.0", "xlwings==0.37.8", "click>=8", 'appscript; platform_system == "Darwin"')
    a_wheel(tmp_path, "xlwings-0.37.8", 'pywin32>=224; platform_system == "Windows"', tag="cp312-cp312-win_amd64")
    a_wheel(tmp_path, "click-8.5", 'colorama; platform_system == "Windows"', 'tomli; python_version < "3.11"')

    taken, missing = names(tmp_path)

    assert [name.split("-")[0] for name in taken] == ["click", "xhg_excel", "xlwings"]
    assert missing == ['colorama; platform_system == "Windows"', 'pywin32>=224; platform_system == "Windows"']


def test_only_wheels_of_that_python_and_platform_count(tmp_path: Path) -> None:
    a_wheel(tmp_path, "xhg_excel-1.0", "numpy>=2")
    for tag in ("cp311-cp311-win_amd64", "cp312-cp312-manylinux_2_17_x86_64", "cp312-cp312-win32"):
        a_wheel(tmp_path, "numpy-2.4", tag=tag)

    assert names(tmp_path, "3.12")[1] == ["numpy>=2"]
    assert names(tmp_path, "3.11")[1] == []
    a_wheel(tmp_path, "numpy-2.5", tag="cp310-abi3-win_amd64")
    assert names(tmp_path, "3.12") == (["numpy-2.5-cp310-abi3-win_amd64.whl", f"xhg_excel-1.0-{ANY}.whl"], [])


def test_a_version_that_is_too_old_is_missing_and_extras_bring_their_own_needs(tmp_path: Path) -> None:
    a_wheel(tmp_path, "xhg_excel-1.0", "rich[term]>=13")
    a_wheel(tmp_path, "rich-12.0")
    assert names(tmp_path)[1] == ["rich[term]>=13"]
    a_wheel(tmp_path, "rich-15.0", 'shown; extra == "term"', 'other; extra == "html"')

    assert names(tmp_path)[1] == ['shown; extra == "term"']


def test_wheels_that_need_each_other_end(tmp_path: Path) -> None:
    a_wheel(tmp_path, "xhg_excel-1.0", "one")
    a_wheel(tmp_path, "one-1", "two")
    a_wheel(tmp_path, "two-1", "One")

    assert names(tmp_path)[1] == []


def test_a_prepared_folder_that_lacks_a_wheel_is_refused_by_its_name(tmp_path: Path) -> None:
    a_wheel(tmp_path, "xhg_excel-1.0", "pandas", "numpy>=2")

    with pytest.raises(BundleError, match="缺少 numpy, pandas 的 Windows 安装文件"):
        take_prepared(tmp_path, "3.12")


@pytest.mark.parametrize("word", ["3", "3.", "三.十二", "3.x", ""])
def test_a_misspelt_version_is_refused(word: str) -> None:
    with pytest.raises(BundleError, match=r"应写成 3.12 这样"):
        version_of(word)


def test_tags_are_those_of_a_64_bit_windows_python() -> None:
    told = {str(tag) for tag in tags_of("3.13")}

    assert {"cp313-cp313-win_amd64", "cp311-abi3-win_amd64", "py3-none-any", "py3-none-win_amd64"} <= told
    assert not [tag for tag in told if "linux" in tag or "win32" in tag or tag.startswith("cp314")]


def test_a_wheel_is_put_together_again_from_what_it_installed(tmp_path: Path) -> None:
    """From a wheel to an installation and back: the same files, a record that holds, and pip takes it."""
    built, site = tmp_path / "built", tmp_path / "site"
    root = Path(__file__).parents[2]
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", built, root], check=True)  # noqa: S603
    (wheel,) = built.iterdir()
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", site, wheel], check=True)  # noqa: S603
    (installed,) = importlib.metadata.distributions(path=[str(site)])

    again = repack(installed, tmp_path)

    with zipfile.ZipFile(wheel) as first, zipfile.ZipFile(again) as second:
        contents = {name: second.read(name) for name in second.namelist()}
        record = next(name for name in contents if name.endswith("RECORD"))
        assert {n: c for n, c in contents.items() if n != record} == {
            n: first.read(n) for n in first.namelist() if n != record
        }
        assert sorted(second.read(record).decode().splitlines()) == sorted(first.read(record).decode().splitlines())
    assert again.name == wheel.name
    assert repack(installed, built).read_bytes() == again.read_bytes()
    assert [need.name for need in needs(again, "3.12")][:2] == ["click", "openpyxl"]
    assert [found.version for found in wheels_in(tmp_path)] == [importlib.metadata.version("xhg-excel")]


def test_an_installation_without_a_list_of_files_cannot_be_packed(tmp_path: Path) -> None:
    (tmp_path / "x.dist-info").mkdir()
    (tmp_path / "x.dist-info" / "METADATA").write_text("Name: x\nVersion: 1\n")

    with pytest.raises(BundleError, match="RECORD"):
        repack(importlib.metadata.PathDistribution(tmp_path / "x.dist-info"), tmp_path)
