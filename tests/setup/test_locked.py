"""What is downloaded for a bundle: the locked versions alone, each by its hash."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.setup.test_wheels import a_wheel
from xhg_excel.errors.addin import BundleError
from xhg_excel.files.resources import resource
from xhg_excel.notice.words.shells.bundle import PYTHONS
from xhg_excel.notice.words.shells.install import LOCK
from xhg_excel.setup import wheels
from xhg_excel.setup.locked import lines_for, read_lock
from xhg_excel.setup.wheels import fetch, is_due

TEXT = "a==1 ; python_full_version < '3.12' \\\n    --hash=sha256:aa\na==2 ; python_full_version >= '3.12' \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\nb==1\n"


@pytest.mark.parametrize(
    ("python", "line"), [("3.11", "a==1 --hash=sha256:aa"), ("3.13", "a==2 --hash=sha256:bb --hash=sha256:cc")]
)
def test_a_version_is_chosen_for_the_python_that_it_is_for(python: str, line: str) -> None:
    lock = [one for one in read_lock(TEXT) if is_due(one.needed, python)]

    assert lines_for([Requirement("A>=1")], lock) == [line]


@pytest.mark.parametrize("wanted", ["c", "b", "a>=3"])
def test_what_is_not_locked_with_a_hash_is_not_downloaded(wanted: str) -> None:
    with pytest.raises(BundleError, match=f"没有合用的 {wanted[0]}"):
        lines_for([Requirement(wanted)], [one for one in read_lock(TEXT) if is_due(one.needed, "3.12")])


@pytest.mark.parametrize("python", PYTHONS)
def test_the_shipped_lock_has_one_version_of_each_package_for_each_python(python: str) -> None:
    due = [one for one in read_lock(resource(LOCK).read_text("utf-8")) if is_due(one.needed, python)]

    assert len({one.name for one in due}) == len(due)
    assert {"numpy", "pandas", "pywin32", "xlwings", "tzdata"} <= {one.name for one in due}
    assert all(one.hashes and all(hashed.startswith("sha256:") for hashed in one.hashes) for one in due)


def test_pip_is_asked_for_hashes_and_for_nothing_but_what_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_wheel(tmp_path, "xhg_excel-1.0", "click>=8")
    asked: list[tuple[str, ...]] = []

    def pip(*arguments: str) -> None:
        asked.append(arguments)
        assert "--hash=sha256:" in Path(arguments[arguments.index("--requirement") + 1]).read_text("utf-8")
        a_wheel(tmp_path, "click-8.9")

    monkeypatch.setattr(wheels, "_pip", pip)

    taken = fetch(tmp_path, "3.12")

    assert [wheel.name for wheel in taken] == ["click", "xhg-excel"]
    assert len(asked) == 1
    assert {"--require-hashes", "--no-deps", "--only-binary=:all:"} <= set(asked[0])


@pytest.mark.parametrize("is_locked", [True, False])
def test_a_file_with_another_hash_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_locked: bool
) -> None:
    """Pip itself refuses it: here a wheel that an index offers in place of the locked one."""
    index = tmp_path / "index"
    index.mkdir()
    a_wheel(index, "click-1.0")
    (offered,) = index.iterdir()
    digest = hashlib.sha256(offered.read_bytes()).hexdigest() if is_locked else "0" * 64
    a_wheel(tmp_path, "xhg_excel-1.0", "click")
    (tmp_path / "lock").write_text(f"click==1.0 \\\n    --hash=sha256:{digest}\n", "utf-8")
    monkeypatch.setattr(wheels, "resource", lambda _: tmp_path / "lock")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))

    with nullcontext() if is_locked else pytest.raises(BundleError, match="HASHES"):
        fetch(tmp_path, "3.12")

    assert len(list(tmp_path.glob("click*"))) == is_locked
