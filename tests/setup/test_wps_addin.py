"""`xhg addin install --wps`: the folder and the line, on Windows and Linux; what others have there stays."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.books import run
from tests.excel.windows import a_windows
from tests.setup.test_install import done
from tests.wps.standin import node_modules
from xhg_excel import __version__
from xhg_excel.errors.addin import FolderUnknownError, StorePythonError
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.errors.wps import NoWpsPlaceError, PublishListError
from xhg_excel.files.resources import resource
from xhg_excel.notice.words.shells import wps as words
from xhg_excel.notice.words.shells.doctor import State
from xhg_excel.notice.words.shells.install import WPS_ADDIN
from xhg_excel.setup import wps_addin
from xhg_excel.setup.machine import USER, Machine, Python
from xhg_excel.setup.wps_addin import examine_wps, install_wps, publish_line, remove_wps, wps_places, wps_status

FOREIGN = b'<jsplugins>\n  <jspluginonline name="oa" type="wps" url="http://oa/"/>\n</jsplugins>\n'
SHIPPED = resource(WPS_ADDIN)


@dataclass
class FakeLinux(Machine):
    """A user of 统信 or 麒麟 with a folder of their own."""

    home: Path = field(default_factory=Path)
    system: str = "Linux"

    def variable(self, name: str) -> str:
        return str(self.home) if name == "HOME" and self.home != Path() else ""


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(words, "LINUX_PROGRAMS", (str(tmp_path / "opt" / "wps-office-pro" / "office6"),))
    return tmp_path / "state" / "xhg_excel"


@pytest.fixture(params=["Windows", "Linux"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    if request.param == "Windows":
        return a_windows(tmp_path)
    return FakeLinux(home=tmp_path / "home 演练")


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def foreign(machine: Machine) -> Path:
    """Put other people's add-in there; return the folder of add-ins."""
    addons = wps_places(machine).addons
    (addons / "oa_1.0").mkdir(parents=True)
    (addons / "oa_1.0" / "main.js").write_text("oa", "utf-8")
    (addons / "xhg_excel_theirs").mkdir()
    (addons / "xhg_excel_theirs" / "manifest.xml").write_text("<Name>theirs</Name>", "utf-8")
    (addons / "publish.xml").write_bytes(FOREIGN)
    return addons


def test_the_places_are_those_of_kingsoft_s_packer(tmp_path: Path) -> None:
    windows, linux = a_windows(tmp_path), FakeLinux(home=tmp_path)

    assert wps_places(windows).addons == windows.home / "AppData" / "Roaming" / "kingsoft" / "wps" / "jsaddons"
    assert wps_places(linux).addons == tmp_path / ".local" / "share" / "Kingsoft" / "wps" / "jsaddons"


def test_the_folder_is_what_is_shipped_and_points_to_this_python(machine: Machine, own_folder: Path) -> None:
    said = done(install_wps(machine))

    places = wps_places(machine)
    installed, shipped = below(places.addin), below(SHIPPED)
    where = installed.pop("js/where.js")
    assert installed == {name: content for name, content in shipped.items() if name != "js/where.js"}
    facts = json.loads(where.decode("ascii").partition("XHG_WHERE = ")[2])
    assert facts == {"python": str(machine.python.program), "jobs": (own_folder / "wps").as_posix()}
    assert stat.S_IMODE((own_folder / "wps").stat().st_mode) == 0o700
    assert [step.fine for step in wps_status(machine)] == [True] * 3
    assert said[-1].endswith("右键菜单“发送到”。")


def test_on_windows_a_click_opens_no_window(tmp_path: Path) -> None:
    windows = a_windows(tmp_path)
    windowless = windows.python.program.with_name("pythonw.exe")
    windowless.touch()

    done(install_wps(windows))

    assert json.dumps(str(windowless)) in (wps_places(windows).addin / "js" / "where.js").read_text("ascii")


def test_what_others_have_there_stays_to_the_byte(machine: Machine) -> None:
    addons = foreign(machine)
    before = below(addons)

    done(install_wps(machine))
    done(install_wps(machine))
    listed = (addons / "publish.xml").read_bytes()
    done(remove_wps(machine))

    assert listed.count(b'name="xhg_excel"') == 1
    assert b'<jspluginonline name="oa" type="wps" url="http://oa/"/>' in listed
    assert below(addons) == before
    assert sorted(path.name for path in addons.iterdir()) == ["oa_1.0", "publish.xml", "xhg_excel_theirs"]
    assert done(remove_wps(machine)) == [words.WPS_NOT_INSTALLED]


def test_an_older_version_gives_way(machine: Machine) -> None:
    done(install_wps(machine))
    places = wps_places(machine)
    old = places.addin.with_name("xhg_excel_0.0.1")
    places.addin.rename(old)
    (old / "js" / "gone.js").write_text("", "utf-8")
    places.publish.write_bytes(places.publish.read_bytes().replace(__version__.encode(), b"0.0.1"))
    assert not all(step.fine for step in wps_status(machine))

    done(install_wps(machine))

    assert sorted(path.name for path in places.addons.iterdir()) == ["publish.xml", places.addin.name]
    assert all(step.fine for step in wps_status(machine))


def test_a_changed_file_another_python_or_a_missing_line_is_seen(machine: Machine) -> None:
    done(install_wps(machine))
    places = wps_places(machine)
    (places.addin / "main.js").write_text("// other", "utf-8")
    (places.addin / "js" / "where.js").write_text('const XHG_WHERE = {"python": "/other"}', "utf-8")
    (places.addin / "js" / "more.js").write_text("", "utf-8")
    places.publish.write_bytes(FOREIGN)

    said = [step.text for step in wps_status(machine) if not step.fine]

    assert [said[0], said[2]] == [words.WPS_OLDER, words.WPS_UNLISTED_HERE.format(path=places.publish)]
    assert said[1] == words.WPS_AWAY.format(interpreter="/other")
    done(install_wps(machine))
    assert not (places.addin / "js" / "more.js").exists()


def test_a_dry_run_and_a_damaged_list_change_nothing(machine: Machine) -> None:
    addons = foreign(machine)
    (addons / "publish.xml").write_bytes(b"<jsplugins>")
    before = below(addons)

    with pytest.raises(PublishListError):
        done(install_wps(machine))
    assert below(addons) == before
    (addons / "publish.xml").write_bytes(FOREIGN)
    before = below(addons)
    list(install_wps(machine))
    assert below(addons) == before


def test_a_list_that_changes_meanwhile_is_not_overwritten(machine: Machine) -> None:
    addons = foreign(machine)
    steps = list(install_wps(machine))
    (addons / "publish.xml").write_bytes(b"<jsplugins></jsplugins>")

    with pytest.raises(TargetChangedError):
        done(steps)

    assert (addons / "publish.xml").read_bytes() == b"<jsplugins></jsplugins>"


def test_where_it_cannot_be_installed_it_is_said(tmp_path: Path) -> None:
    store = a_windows(tmp_path)
    store.python = Python(Path("C:/WindowsApps/python.exe"), Path("C:/x"), Path("C:/x"), 64, (3, 12, 0))

    with pytest.raises(StorePythonError):
        list(install_wps(store))
    with pytest.raises(NoWpsPlaceError):
        list(install_wps(FakeLinux(system="Darwin")))
    with pytest.raises(FolderUnknownError):
        list(install_wps(FakeLinux()))


# The doctor.


def test_the_doctor_tells_what_wps_keeps_of_the_add_in(machine: Machine) -> None:
    assert examine_wps(machine) == (State.NOT_HERE, "没有找到 WPS；按钮没有装", "")
    done(install_wps(machine))
    addons = wps_places(machine).addons
    trust = addons / "authaddin.json"

    assert examine_wps(machine)[0] is State.ADVICE
    for entry, state, said in (
        ({"enable": True, "isload": True}, State.FINE, words.WPS_TRUSTED),
        ({"enable": True, "isload": False}, State.ADVICE, words.WPS_NOT_LOADED),
        ({"enable": False, "isload": False}, State.ADVICE, words.WPS_REFUSED),
    ):
        other = {"name": "oa", "enable": False}
        trust.write_text(json.dumps({"et": {"a1": {**entry, "name": "xhg_excel"}, "b2": other}}), "utf-8")
        found = examine_wps(machine)
        assert (found[0], said in found[1]) == (state, True)
    trust.write_text("[" * 100_000, "utf-8")
    assert words.WPS_TRUST_UNKNOWN in examine_wps(machine)[1]
    (addons / "jsaddinblockhost.ini").touch()
    assert words.WPS_BLOCKED in examine_wps(machine)[1]
    assert examine_wps(machine)[2] == words.WPS_PERSONAL
    (addons / "publish.xml").write_bytes(b"<")
    assert examine_wps(machine)[0] is State.FAULT
    (addons / "publish.xml").unlink()
    assert examine_wps(machine)[0] is State.FAULT


def test_the_doctor_reads_version_and_settings_of_wps(tmp_path: Path) -> None:
    windows, program = a_windows(tmp_path), tmp_path / "WPS Office" / "12.1.0.1" / "office6"
    (program / "cfgs").mkdir(parents=True)
    command = r"SOFTWARE\Classes\KET.Sheet.12\shell\new\command"
    windows.set(USER, command, {"": f'"{program}/et.exe" /et "%1"'})

    assert examine_wps(windows)[1] == "WPS 12.1.0.1；按钮没有装；没有 oem.ini"
    for text, said in (
        (
            "[Support]\nJsApiPlugin = true\n[Server]\nJSPluginsServer=file:///x",
            "JsApiPlugin=true，JSPluginsServer=file:///x",
        ),
        ("[Support]\nJsApiPlugin=false", words.WPS_OEM_OFF),
        ("# JsApiPlugin=false", words.WPS_OEM_PLAIN),
    ):
        (program / "cfgs" / "oem.ini").write_text(text, "utf-8")
        assert examine_wps(windows)[1] == f"WPS 12.1.0.1；按钮没有装；oem.ini：{said}"


def test_the_professional_edition_on_linux_is_told(tmp_path: Path) -> None:
    (tmp_path / "opt" / "wps-office-pro" / "office6").mkdir(parents=True)

    found = examine_wps(FakeLinux(home=tmp_path))

    assert found == (State.NOT_HERE, "WPS 专业版；按钮没有装；没有 oem.ini", words.WPS_REMEDY)
    assert examine_wps(FakeLinux(system="Darwin"))[0] is State.NOT_HERE


def test_the_command_installs_tells_and_removes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    linux = FakeLinux(home=tmp_path)
    monkeypatch.setattr(wps_addin, "this_machine", lambda: linux)

    assert run("addin", "status", "--wps").return_value == 1
    assert "没有改动任何文件" in run("addin", "install", "--wps", "--dry-run").output
    assert not wps_places(linux).addons.exists()
    assert run("addin", "install", "--wps").return_value == 0
    assert run("addin", "status", "--wps").return_value == 0
    assert run("addin", "remove", "--wps").return_value == 0
    assert below(wps_places(linux).addons) == {"publish.xml": b"<jsplugins>\n</jsplugins>\n"}


# Kingsoft's packer.

_PACK = """
const Module = require("module"), fs = require("fs"), path = require("path"), [modules, out] = process.argv.slice(1)
// Its packer of archives is replaced: what would be packed is copied out instead.
const load = Module._load, exists = fs.existsSync
Module._load = function (name, ...rest) {
  if (name === "7zip-bin") return { path7za: "" }
  if (name !== "node-7z") return load.call(this, name, ...rest)
  return { add(_, inputs) {
    // It packs before its own files are written: a real packer starts later.
    const copy = () => inputs.every((input) => exists(input) && fs.statSync(input).size)
      ? inputs.forEach((input) => fs.cpSync(input, path.join(out, path.basename(input)), { recursive: true }))
      : setTimeout(copy, 20)
    copy()
    const made = { on: () => made }
    return made
  } }
}
// It looks for its head of an .exe under a name in other case; what would be packed behind it is all that is wanted.
fs.existsSync = (file) => String(file).endsWith("7zsd.sfx") || exists(file)
process.argv = [process.argv[0], "wpsjs", "build", "--exe"]
const { build } = require(path.join(modules, "wpsjs", "src", "lib", "build.js"))
build({ parent: { rawArgs: ["exe"] } }).catch((error) => { console.error(error); process.exit(1) })
"""


@pytest.mark.slow
def test_it_is_laid_out_as_kingsoft_s_packer_does(tmp_path: Path) -> None:
    """The packer of wpsjs makes the folder, the list and a script that copies both below `jsaddons`."""
    modules = node_modules()
    if not (modules / "wpsjs").is_dir():
        pytest.skip(f"npm package wpsjs is not in {modules}")
    project = tmp_path / "project"
    shutil.copytree(SHIPPED, project)
    facts = {"name": words.WPS_NAME, "addonType": "et", "version": __version__}
    (project / "package.json").write_text(json.dumps(facts), "utf-8")
    packed = tmp_path / "packed"
    packed.mkdir()
    command = [str(shutil.which("node")), "-e", _PACK, str(modules), str(packed)]
    subprocess.run(command, cwd=project, check=True, capture_output=True, timeout=120)  # noqa: S603  # the packer
    linux = FakeLinux(home=tmp_path)
    done(install_wps(linux))
    places = wps_places(linux)

    kingsoft = below(packed / places.addin.name)
    ours = below(places.addin)
    assert {name: content for name, content in ours.items() if name != "js/where.js"} == {
        name: content for name, content in kingsoft.items() if name != "js/where.js"
    }
    assert places.publish.read_bytes().split() == (packed / "publish.xml").read_bytes().split()
    assert b"%appdata%/kingsoft/wps/jsaddons" in (packed / "copy.bat").read_bytes()
    assert publish_line()["url"] == places.addin.name
    assert sys.platform != "win32"
