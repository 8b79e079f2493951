"""LibreOffice's extension: built from text, the ribbon's buttons, installed and removed for the user."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from addin.calc.build import COMPONENT, EXTENSION_PATH, HERE, addons, built, members
from tests.calc.office import profile
from tests.processes import POSIX
from xhg_excel import __version__
from xhg_excel.errors.office import ExtensionFailedError, NoOfficeError, OfficePythonError, OfficeRunningError
from xhg_excel.notice.words.shells import calc as words
from xhg_excel.notice.words.shells.buttons import BUTTONS, GROUPS
from xhg_excel.notice.words.shells.doctor import State
from xhg_excel.setup import calc_extension as extension
from xhg_excel.setup.calc_extension import (
    Installation,
    calc_status,
    install_calc,
    installed_where,
    located,
    remove_calc,
)

OOR = "{http://openoffice.org/2001/registry}"


def entries(place: str) -> list[tuple[str, str]]:
    """Return address and title of each entry of the toolbar or the menu; a line between groups has no title."""
    node = next(n for n in ElementTree.fromstring(addons()).iter("node") if n.get(f"{OOR}name") == place)  # noqa: S314  # our own text
    found = []
    for entry in node.iter("node"):
        said = {p.get(f"{OOR}name"): p.findtext("value") for p in entry.findall("prop")}
        if said.get("URL"):
            found.append((said["URL"] or "", said.get("Title") or ""))
    return found


def test_the_committed_extension_is_built_from_the_committed_sources() -> None:
    """Fix the source and run `python addin/calc/build.py`, never the product."""
    assert built() == EXTENSION_PATH.read_bytes()


def test_the_toolbar_has_the_buttons_of_the_ribbon_in_its_order() -> None:
    shown = entries("OfficeToolBar")

    assert [entry for entry in shown if entry[1]] == [(f"xhg.excel:{b.key}", b.label) for b in BUTTONS]
    assert len(shown) == len(BUTTONS) + len(GROUPS) - 1


def test_the_menu_explains_each_button() -> None:
    """LibreOffice shows no tips on an extension's toolbar."""
    shown = [title for _, title in entries("OfficeMenuBar") if title]

    assert shown == [*(f"{button.label}：{button.tip}" for button in BUTTONS), words.EXPLAIN_LABEL]


def test_every_member_is_well_formed_and_in_the_manifest() -> None:
    made = members()
    listed = ElementTree.fromstring(made["META-INF/manifest.xml"])  # noqa: S314  # our own text
    paths = {entry.get("{http://openoffice.org/2001/manifest}full-path") for entry in listed}

    for name, text in made.items():
        if name.endswith((".xml", ".xcu")):
            ElementTree.fromstring(text)  # noqa: S314  # our own text
    assert paths == {name for name in made if name.endswith((".xcu", ".py"))}
    assert f'<version value="{__version__}"/>' in made["description.xml"]


def test_the_installed_extension_differs_only_by_the_python_it_runs() -> None:
    content = located(built(), "3.11", ("/演 练/site-packages",))

    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(EXTENSION_PATH) as shipped:
        assert json.loads(archive.read("where.json")) == {"python": "3.11", "paths": ["/演 练/site-packages"]}
        assert {n: archive.read(n) for n in shipped.namelist()} == {n: shipped.read(n) for n in shipped.namelist()}
    assert located(content, "3.11", ("/演 练/site-packages",)) == content


@pytest.fixture
def component(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The component as LibreOffice loads it, from a folder of its own, over a stand-in for `uno`."""
    names = ("uno", "unohelper", "com", "com.sun", "com.sun.star", "com.sun.star.frame", "com.sun.star.lang")
    for name in names:
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    for name in ("XDispatch", "XDispatchProvider"):
        setattr(sys.modules["com.sun.star.frame"], name, type(name, (), {}))
    for name in ("XInitialization", "XServiceInfo"):
        setattr(sys.modules["com.sun.star.lang"], name, type(name, (), {}))
    helper = type("Helper", (), {"addImplementation": lambda *_: None})
    sys.modules["unohelper"].Base = type("Base", (), {})  # type: ignore[attr-defined]  # a stand-in
    sys.modules["unohelper"].ImplementationHelper = helper  # type: ignore[attr-defined]  # a stand-in
    path = tmp_path / COMPONENT
    path.write_text((HERE / COMPONENT).read_text("utf-8"), "utf-8")
    space: dict[str, object] = {"__file__": str(path), "__name__": "xhg_calc"}
    exec(compile(path.read_text("utf-8"), str(path), "exec"), space)  # noqa: S102  # our own file, as LibreOffice does
    return space


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (None, "工具栏还不知道程序装在哪里"),
        ({"python": "3.6", "paths": []}, "本程序装在 Python 3.6 里"),
    ],
)
def test_a_toolbar_that_cannot_reach_the_program_shows_why(
    component: dict[str, object], tmp_path: Path, where: dict[str, object] | None, said: str
) -> None:
    """Before the installer ran, and where LibreOffice's Python is another one."""
    if where is not None:
        (tmp_path / "where.json").write_text(json.dumps(where), "utf-8")

    trouble = component["trouble"](words.COMPONENT_TEXTS)  # type: ignore[operator]  # a function of the component

    assert said in trouble
    assert "xhg addin install --calc" in trouble


def test_packages_of_the_program_come_before_those_of_the_system(
    component: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = ".".join(map(str, sys.version_info[:2]))
    (tmp_path / "程序").mkdir()
    (tmp_path / "where.json").write_text(json.dumps({"python": version, "paths": [str(tmp_path / "程序")]}), "utf-8")
    monkeypatch.setattr(sys, "path", ["/usr/lib/python3/dist-packages"])

    assert component["trouble"](words.COMPONENT_TEXTS) == ""  # type: ignore[operator]  # a function of the component
    assert sys.path == [str(tmp_path / "程序"), "/usr/lib/python3/dist-packages"]


@pytest.fixture
def office(tmp_path: Path) -> Installation:
    """A LibreOffice that was never started."""
    return Installation(tmp_path / "soffice", tmp_path / "profile", tmp_path / "python", extension.this_version())


def test_a_python_of_another_version_is_refused(office: Installation) -> None:
    with pytest.raises(OfficePythonError, match=r"Python 3\.6"):
        next(install_calc(replace(office, version="3.6")))


def test_a_running_libreoffice_is_not_changed(office: Installation) -> None:
    office.profile.mkdir()
    (office.profile / ".lock").touch()

    with pytest.raises(OfficeRunningError):
        next(install_calc(office))


def test_without_libreoffice_the_error_names_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NoOfficeError, match="libreoffice-calc"):
        extension.find_office()
    assert extension.examine_calc()[0] is State.NOT_HERE


def _installed(office: Installation, content: bytes) -> Path:
    """Lay an extension where LibreOffice keeps it."""
    cache = office.profile / "user/uno_packages/cache"
    folder = cache / "uno_packages" / "lu1.tmp_" / words.EXTENSION_FILE
    folder.mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    (cache / "uno_packages.pmap").write_bytes(b"Pmp1 cn.xhg.excel lu1.tmp")
    return folder


def test_status_distinguishes_this_python_another_one_and_an_older_version(office: Installation) -> None:
    assert calc_status(office).fine is False
    folder = _installed(office, located(built(), office.version, extension.paths_here()))
    states = [calc_status(office).text]
    (folder / "Addons.xcu").write_text("older", "utf-8")
    states.append(calc_status(office).text)
    (folder / "where.json").write_text(json.dumps({"python": office.version, "paths": ["/another"]}), "utf-8")
    states.append(calc_status(office).text)
    (folder / "where.json").unlink()
    states.append(calc_status(office).text)
    (office.profile / "user/uno_packages/cache/uno_packages.pmap").write_bytes(b"Pmp1")

    assert states == [
        words.CALC_HERE,
        words.CALC_OLDER.format(installed=__version__, current=__version__),
        words.CALC_AWAY.format(path="/another"),
        words.CALC_AWAY.format(path=""),
    ]
    assert installed_where(office) is None
    assert [step.text for step in remove_calc(office)] == [words.CALC_NOT_INSTALLED]


@POSIX
@pytest.mark.parametrize(("said", "taken"), [("done", True), ("refused", False)])
def test_installing_is_judged_by_what_was_done_not_by_how_it_ended(
    office: Installation, said: str, taken: bool
) -> None:
    """UNO's threads may crash LibreOffice's Python at its end, when the extension is in its place."""
    for path, body in ((office.program, "exit 0"), (office.python, f"echo {said}; kill -SEGV $$")):
        path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        path.chmod(0o755)
    first = next(install_calc(office))

    with nullcontext() if taken else pytest.raises(ExtensionFailedError, match=said):
        first.do()


@pytest.mark.slow
def test_installed_updated_examined_and_removed(tmp_path: Path) -> None:
    """Through LibreOffice itself, in a fresh profile, root or not."""
    found = profile(tmp_path)

    for step in install_calc(found):
        step.do()
    first = calc_status(found)
    again = [step.text for step in install_calc(found)]
    for step in install_calc(found):
        step.do()
    second = calc_status(found)
    for step in remove_calc(found):
        step.do()

    assert (first.text, second.text) == (words.CALC_HERE, words.CALC_HERE)
    assert again[0] == words.CALC_UPDATED.format(office=found.program)
    assert calc_status(found).text == words.CALC_NOT_INSTALLED


@pytest.mark.slow
def test_a_refusal_of_libreoffice_is_reported_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extension, "located", lambda *_: b"no zip")

    first = next(install_calc(profile(tmp_path)))

    with pytest.raises(ExtensionFailedError):
        first.do()


def test_the_module_that_registers_runs_without_the_program() -> None:
    """LibreOffice's own Python knows nothing of xhg_excel."""
    program = "import ast, sys; print([n.module for n in ast.walk(ast.parse(open(sys.argv[1]).read())) if isinstance(n, ast.ImportFrom)])"
    from xhg_excel.setup import calc_registering as registering

    done = subprocess.run(  # noqa: S603  # this very Python
        [sys.executable, "-c", program, registering.__file__], capture_output=True, text=True, check=True
    )
    assert "xhg_excel" not in done.stdout
