"""The offline bundle: what is inside, the same bytes each time, and enough for a Windows without network."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.books import run
from tests.setup.test_wheels import a_wheel
from xhg_excel.errors.addin import BundleError
from xhg_excel.files.resources import resource
from xhg_excel.notice.words.shells.bundle import ASCII_TEMPLATES, INSTALL_TEXTS, PYTHONS
from xhg_excel.notice.words.shells.install import ADDIN, TEMPLATES
from xhg_excel.setup.bundle import write_bundle
from xhg_excel.setup.wheels import tags_of, wheels_in


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A folder of wheels that somebody downloaded: enough for 3.12, not for 3.13."""
    folder = tmp_path / "prepared wheels"
    folder.mkdir()
    a_wheel(folder, "xhg_excel-1.0", "numpy>=2", "pywin32; sys_platform == 'win32'")
    a_wheel(folder, "numpy-2.5", tag="cp312-cp312-win_amd64")
    a_wheel(folder, "pywin32-312", tag="cp312-cp312-win_amd64")
    a_wheel(folder, "unneeded-1")
    return folder


def read(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_bundle_holds_everything_under_ascii_names_with_its_sums(prepared: Path, tmp_path: Path) -> None:
    out = tmp_path / "离线 安装包.zip"

    said = list(write_bundle(out, ["3.12"], prepared))

    files = read(out)
    assert all(name.isascii() and " " not in name for name in files)
    assert list(files) == sorted(files)
    wheels = [name for name in files if name.startswith("wheels/")]
    assert wheels == [
        "wheels/numpy-2.5-cp312-cp312-win_amd64.whl",
        "wheels/pywin32-312-cp312-cp312-win_amd64.whl",
        "wheels/xhg_excel-1.0-py3-none-any.whl",
    ]
    assert files["addin/xhg_excel.xlam"] == resource(ADDIN).read_bytes()
    assert {name for name in files if name.startswith("text/")} == {f"text/{name}" for name in INSTALL_TEXTS}
    lines = files.pop("SHA256SUMS.txt").decode("ascii").splitlines()
    assert lines == [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in files.items()]
    assert said == [
        "Python 3.12：3 个安装文件",
        f"离线安装包：{out}（{out.stat().st_size / 1e6:.0f} MB，{len(files) + 1} 个文件，"
        f"SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}）",
    ]


def test_every_template_is_inside_under_an_ascii_name_that_the_readme_explains(prepared: Path, tmp_path: Path) -> None:
    list(write_bundle(tmp_path / "b.zip", ["3.12"], prepared))

    files, templates = read(tmp_path / "b.zip"), resource(TEMPLATES)
    readme = files["README.txt"].decode("utf-8-sig")
    assert {path.name for path in templates.iterdir()} == set(ASCII_TEMPLATES)
    for name, ascii_name in ASCII_TEMPLATES.items():
        assert files[f"templates/{ascii_name}"] == (templates / name).read_bytes()
        assert f"{ascii_name} = {name}" in readme
    assert "64 位 Python 3.12 中的一个" in readme
    assert "\n" not in readme.replace("\r\n", "")


def test_the_same_wheels_give_the_same_bytes(prepared: Path, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        list(write_bundle(tmp_path / name, ["3.12"], prepared))

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_python_without_its_wheels_is_left_out_and_reported(prepared: Path, tmp_path: Path) -> None:
    said = list(write_bundle(tmp_path / "b.zip", ["3.13", "3.12"], prepared))

    assert said[:2] == [
        "Python 3.12：3 个安装文件",
        "Python 3.13：没有做（缺少 numpy, pywin32 的 Windows 安装文件）",
    ]
    files = read(tmp_path / "b.zip")
    assert b"py -3.13" not in files["install.cmd"]
    assert "3.13" not in files["text/no_python.txt"].decode()


@pytest.mark.parametrize(("pythons", "why"), [(["3.13"], "缺少 numpy, pywin32"), (["latest"], "“latest”不是")])
def test_without_any_complete_python_nothing_is_written(
    prepared: Path, tmp_path: Path, pythons: list[str], why: str
) -> None:
    with pytest.raises(BundleError, match=why):
        list(write_bundle(tmp_path / "b.zip", pythons, prepared))

    assert not (tmp_path / "b.zip").exists()


def test_the_prepared_folder_is_only_read(prepared: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in prepared.iterdir()}

    done = run("addin", "bundle", "--wheels", prepared, "--python", "3.12", "--out", tmp_path / "b.zip")

    assert done.exit_code == 0, done.exception
    assert {path.name: path.read_bytes() for path in prepared.iterdir()} == before


def offline(wheels: Path, python: str, target: Path, wanted: Iterable[str]) -> subprocess.CompletedProcess[str]:
    """Let pip choose from a folder alone for a Windows Python."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-index", "--find-links", str(wheels)]
    kind = ["--only-binary=:all:", "--platform", "win_amd64", "--python-version", python, "--implementation", "cp"]
    return subprocess.run([*command, *kind, "-d", str(target), *wanted], capture_output=True, text=True, check=False)  # noqa: S603


@pytest.mark.slow
def test_a_real_bundle_installs_on_every_named_python_without_network(tmp_path: Path) -> None:
    """Downloads for Windows; then pip itself resolves from the folder alone, with pywin32 asked for by name."""
    done = run("addin", "bundle", "--out", tmp_path / "b.zip")

    assert done.exit_code == 0, done.exception
    assert [f"Python {python}：没有做" in done.output for python in PYTHONS] == [False] * len(PYTHONS)
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        archive.extractall(tmp_path / "b")
    wheels = tmp_path / "b" / "wheels"
    allowed = frozenset().union(*(tags_of(python) for python in PYTHONS))
    assert [wheel.path.name for wheel in wheels_in(wheels) if not wheel.tags & allowed] == []
    for python in PYTHONS:
        resolved = offline(wheels, python, tmp_path / python, ["xhg-excel", "pywin32"])
        assert resolved.returncode == 0, resolved.stderr
        taken = {wheel.name for wheel in wheels_in(tmp_path / python)}
        assert {"xhg-excel", "xlwings", "pywin32", "pandas", "tzdata"} <= taken
    with zipfile.ZipFile(next(wheels.glob("xlwings-*cp312*"))) as archive:
        assert [n for n in archive.namelist() if n.endswith(".dll")] == [
            "xlwings-0.37.8.data/data/xlwings32-0.37.8.dll",
            "xlwings-0.37.8.data/data/xlwings64-0.37.8.dll",
        ]
