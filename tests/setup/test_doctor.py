"""`xhg doctor`: every point in order, and every point with the fault planted that it is there for."""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.books import run
from tests.excel.windows import FakeWindows, a_windows
from tests.processes import POSIX
from tests.setup.test_install import SHIPPED, done
from xhg_excel.files.addin_file import with_interpreter
from xhg_excel.files.resources import resource
from xhg_excel.notice.words.shells.doctor import TITLES, State
from xhg_excel.notice.words.shells.install import ADDIN, SEND_TO, TEMPLATES, Resource
from xhg_excel.setup.doctor import Patient, examine
from xhg_excel.setup.excel_points import Point
from xhg_excel.setup.install import install
from xhg_excel.setup.machine import COMPUTER, USER, Shortcut

XLWINGS = importlib.metadata.version("xlwings")
FONTS = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
OFFICE_POLICY = r"Software\Policies\Microsoft\Office\16.0"
OFFICE = r"Software\Microsoft\Office\16.0"
RULE = "{d4f940ab-401b-4efc-aadc-ad5f3c50688a}"
RULES = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"


@pytest.fixture
def machine(tmp_path: Path) -> FakeWindows:
    """A Windows where everything was installed and is in order."""
    made = a_windows(tmp_path)
    done(install(made))
    for bits in (32, 64):
        made.python.prefix.joinpath(f"xlwings{bits}-{XLWINGS}.dll").touch()
    names = ("FangSong (TrueType)", "SimHei & SimHei Mono (TrueType)", "方正小标宋简体 (TrueType)")
    made.set(COMPUTER, FONTS, dict.fromkeys(names, "x.ttf"))
    return made


def patient(machine: FakeWindows, settings: Path | None = None) -> Patient:
    """Examined without its templates, which take a second to write anew."""
    return Patient(machine, machine.home / "AppData" / "Local" / "xhg_excel", settings, blanks=lambda: ())


def points(examined: Patient | FakeWindows, settings: Path | None = None) -> dict[str, Point]:
    whom = examined if isinstance(examined, Patient) else patient(examined, settings)
    return {point.key: point for point in examine(whom)}


def states(machine: FakeWindows) -> dict[str, State]:
    return {key: point.state for key, point in points(machine).items()}


def test_where_everything_is_installed_every_point_is_fine(machine: FakeWindows) -> None:
    found = points(Patient(machine, machine.home / "AppData" / "Local" / "xhg_excel", None))

    assert list(found) == ["python", "packages", "addin_file", "templates", "log_folder", "settings", "fonts",
                           "libreoffice", "excel", "addin", "send_to", "dll", "macros", "blocked", "children"]  # fmt: skip
    assert set(found) == set(TITLES) - {"calc", "wps"}  # Excel knows nothing of the toolbar: the command adds it
    assert {key for key, point in found.items() if point.state is not State.FINE} == {"libreoffice"}
    assert found["excel"].found == "Excel 2016 以上，64 位"
    assert [point for point in found.values() if point.remedy] == []


# fmt: off
FAULTS: list[tuple[str, State, str, Callable[[FakeWindows], object]]] = [
    ("python", State.FAULT, "3.11 以上", lambda m: setattr(m, "python", replace(m.python, version=(3, 10, 9)))),
    ("python", State.FAULT, "64 位", lambda m: setattr(m, "python", replace(m.python, bits=32))),
    ("python", State.FAULT, "python.org", lambda m: setattr(m, "python", replace(m.python, base=Path("C:/WindowsApps/x")))),
    ("fonts", State.ADVICE, "安装这些字体", lambda m: m.keys.pop((COMPUTER, FONTS.lower())) and m.set(COMPUTER, FONTS, {"SimHei (TrueType)": ""})),
    ("fonts", State.NOT_HERE, "", lambda m: m.keys.pop((COMPUTER, FONTS.lower()))),
    ("excel", State.ADVICE, "发送到", lambda m: m.forget()),
    ("excel", State.FAULT, "Excel 2010", lambda m: m.forget().set(COMPUTER, r"SOFTWARE\Microsoft\Office\12.0\Excel\InstallRoot", {"Path": "C:/"})),
    ("addin", State.FAULT, "xhg addin install", lambda m: m.addin.unlink()),
    ("addin", State.ADVICE, "xhg addin install", lambda m: m.without(m.addin).forget()),
    ("addin", State.FAULT, "改名或移走", lambda m: m.addin.write_bytes(b"foreign")),
    ("addin", State.FAULT, "关闭 Excel", lambda m: m.addin.write_bytes(with_interpreter(SHIPPED, "D:/other/python.exe"))),
    ("addin", State.FAULT, "关闭 Excel", lambda m: m.addin.write_bytes(m.addin.read_bytes() + b" ")),
    ("addin", State.FAULT, "关闭 Excel", lambda m: Path(f"{m.addin}:Zone.Identifier").touch()),
    ("addin", State.ADVICE, "删去另一份", lambda m: m.holding(m.home / "AppData/Roaming/Microsoft/AddIns/xhg_excel.xlam", SHIPPED)),
    ("addin", State.ADVICE, "删去另一份", lambda m: m.holding(m.home / "起动/xhg_excel.xlam", SHIPPED).set(USER, OFFICE + r"\Excel\Options", {"AltStartup": str(m.home / "起动")})),
    ("send_to", State.FAULT, "xhg addin install", lambda m: (m.send_to / SEND_TO[1].file).unlink()),
    ("send_to", State.FAULT, "xhg addin install", lambda m: m.write_shortcut(m.send_to / SEND_TO[1].file, Shortcut("C:/old/python.exe", SEND_TO[1].arguments))),
    ("dll", State.FAULT, XLWINGS, lambda m: (m.python.prefix / f"xlwings64-{XLWINGS}.dll").unlink()),
    ("macros", State.FAULT, "信息管理员", lambda m: m.set(COMPUTER, OFFICE_POLICY + r"\Common", {"VBAOff": 1})),
    ("macros", State.FAULT, "信息管理员", lambda m: m.set(USER, OFFICE_POLICY + r"\Excel\Security", {"DisableAllAddins": 1})),
    ("macros", State.FAULT, "信任中心", lambda m: m.set(USER, OFFICE + r"\Excel\Security", {"RequireAddinSig": 1})),
    ("macros", State.FAULT, "信任中心", lambda m: m.set(USER, OFFICE + r"\Excel\Security", {"VBAWarnings": 4}).set(USER, OFFICE + r"\Excel\Security\Trusted Locations", {"AllLocationsDisabled": 1})),
    ("blocked", State.FAULT, "禁用项目", lambda m: m.set(USER, OFFICE + r"\Excel\Resiliency\DisabledItems", {"1A2B": b"\x01\x00" + r"C:\X\XHG_EXCEL.XLAM".encode("utf-16-le")})),
    ("children", State.FAULT, "EXCEL.EXE", lambda m: m.set(COMPUTER, RULES, {RULE: "1"})),
    ("children", State.ADVICE, "EXCEL.EXE", lambda m: m.set(COMPUTER, RULES, {RULE: "2"})),
]
# fmt: on


@pytest.mark.parametrize(("key", "state", "remedy", "plant"), FAULTS, ids=[f"{n} {f[0]}" for n, f in enumerate(FAULTS)])
def test_each_planted_fault_is_found_at_its_point_with_its_remedy(
    machine: FakeWindows, key: str, state: State, remedy: str, plant: Callable[[FakeWindows], object]
) -> None:
    plant(machine)

    found = points(machine)[key]

    assert found.state is state
    assert remedy in found.remedy
    assert bool(found.remedy) == bool(remedy)
    assert found.found


# fmt: off
HARMLESS: list[Callable[[FakeWindows], object]] = [
    lambda m: m.set(USER, OFFICE + r"\Excel\Security", {"VBAWarnings": 4}),
    lambda m: m.set(USER, OFFICE + r"\Excel\Security", {"VBAWarnings": 2, "AccessVBOM": 0}),
    lambda m: m.set(USER, OFFICE_POLICY + r"\Excel\Security", {"blockcontentexecutionfrominternet": 1}),
    lambda m: m.set(USER, OFFICE + r"\Excel\Security\Trusted Locations", {"AllLocationsDisabled": 1}),
    lambda m: m.set(USER, OFFICE + r"\Excel\Security", {"DisableAllAddins": 1}).set(USER, OFFICE_POLICY + r"\Excel\Security", {"DisableAllAddins": 0}),
    lambda m: m.set(COMPUTER, RULES, {RULE: "0", "{11111111-401b-4efc-aadc-ad5f3c50688a}": "1"}),
    lambda m: m.set(USER, OFFICE + r"\Excel\Resiliency\DisabledItems", {"1": "other.xlam".encode("utf-16-le"), "2": 7}),
]
# fmt: on


@pytest.mark.parametrize("set_up", HARMLESS)
def test_settings_that_do_not_touch_the_startup_folder_are_fine(
    machine: FakeWindows, set_up: Callable[[FakeWindows], object]
) -> None:
    """Excel trusts the user's startup folder, whatever it asks about other files."""
    set_up(machine)

    assert {key for key, state in states(machine).items() if state is State.FAULT} == set()


def test_an_open_excel_and_a_32_bit_one_are_reported_with_their_own_library(machine: FakeWindows) -> None:
    machine.keys[COMPUTER, r"software\microsoft\office\clicktorun\configuration"]["Platform"] = "x86"
    machine.running.add("excel.exe")

    found = points(machine)

    assert found["excel"].found == "Excel 2016 以上，32 位，正开着"
    assert found["dll"].found == f"xlwings32-{XLWINGS}.dll"


def test_an_excel_that_was_not_click_to_run_is_found_by_its_folder(machine: FakeWindows) -> None:
    machine.keys.clear()
    machine.set(COMPUTER, r"SOFTWARE\WOW6432Node\Microsoft\Office\14.0\Excel\InstallRoot", {"Path": "C:/Office14"})

    assert points(machine)["excel"].found == "Excel 2010，32 位"


def test_a_windows_without_folders_of_the_user_is_one_fault(machine: FakeWindows) -> None:
    machine.variables.clear()

    found = points(machine)

    assert (found["addin"].state, "APPDATA" in found["addin"].found) == (State.FAULT, True)
    assert "send_to" not in found


class Installed:
    """What `importlib.metadata` would tell of other packages than ours."""

    def __init__(self, versions: dict[str, str], requires: list[str]) -> None:
        self.versions, self.requires = versions, requires

    def __call__(self, name: str) -> importlib.metadata.Distribution:
        if name not in self.versions:
            raise importlib.metadata.PackageNotFoundError(name)
        told = importlib.metadata.PathDistribution(Path("nowhere"))
        version, requires = self.versions[name], self.requires if name == "xhg-excel" else []
        kind = type("Told", (type(told),), {"version": version, "requires": requires})
        return kind(Path("nowhere"))  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        ({"xhg-excel": "1", "xlwings": "0.37.8"}, ""),
        ({"xhg-excel": "1"}, "缺 xlwings"),
        ({"xhg-excel": "1", "xlwings": "0.38.0"}, "xlwings 是 0.38.0，应为 ==0.37.8"),
        ({}, "程序没有作为程序包安装"),
    ],
)
def test_packages_are_held_against_what_this_version_declares(
    machine: FakeWindows, versions: dict[str, str], said: str
) -> None:
    """The add-in's VBA is that of one xlwings, so another version is a fault."""
    wanted = Installed(versions, ["xlwings==0.37.8", 'other>=1; sys_platform == "nowhere"'])

    found = points(replace(patient(machine), distribution=wanted))["packages"]

    assert (found.state is State.FINE) == (said == "")
    assert said in found.found


def test_the_real_installation_declares_and_has_its_packages(machine: FakeWindows) -> None:
    found = points(machine)["packages"]

    assert found.state is State.FINE, found.found
    assert f"xlwings {XLWINGS}" in found.found


def finding(wanted: Resource, path: Path) -> Callable[[Resource], Path]:
    """Find shipped files as ever, but `wanted` at another path."""
    return lambda asked: path if asked is wanted else resource(asked)


def test_templates_that_are_stale_or_missing_are_named(machine: FakeWindows, tmp_path: Path) -> None:
    """An old template in circulation is what users suffer from most."""
    copies = shutil.copytree(resource(TEMPLATES), tmp_path / "templates")
    shutil.copy(copies / "问题清单.xlsx", copies / "县级填报表.xlsx")
    (copies / "抽样配额.xlsx").unlink()

    found = points(Patient(machine, tmp_path, None, find=finding(TEMPLATES, copies)))["templates"]

    assert found.state is State.FAULT
    assert found.found == "与本版本不一致或缺少：县级填报表.xlsx、抽样配额.xlsx"


def test_a_template_packed_otherwise_is_the_same_template(machine: FakeWindows, tmp_path: Path) -> None:
    """Another release of the writing library may pack the same cells differently."""
    copies = shutil.copytree(resource(TEMPLATES), tmp_path / "templates")
    with zipfile.ZipFile(copies / "问题清单.xlsx", "a") as archive:
        archive.writestr("docProps/other.xml", "<other/>")

    assert points(Patient(machine, tmp_path, None, find=finding(TEMPLATES, copies)))["templates"].state is State.FINE


@pytest.mark.parametrize(("key", "lacking"), [("addin_file", ADDIN), ("templates", TEMPLATES)])
def test_a_missing_part_of_the_program_is_a_fault(machine: FakeWindows, key: str, lacking: Resource) -> None:
    def find(asked: Resource) -> Path:
        return resource(Resource("nowhere", "nowhere") if asked is lacking else asked)

    assert points(replace(patient(machine), find=find))[key].state is State.FAULT


def test_a_damaged_addin_in_the_package_is_a_fault(machine: FakeWindows, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.xlam"
    damaged.write_bytes(b"PK")

    assert points(replace(patient(machine), find=finding(ADDIN, damaged)))["addin_file"].state is State.FAULT


def test_a_log_folder_that_cannot_be_made_is_a_fault(machine: FakeWindows, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file where the folder should be")

    found = points(replace(patient(machine), log_folder=taken))["log_folder"]

    assert found.state is State.FAULT
    assert str(taken) in found.found


@pytest.mark.parametrize(("text", "state"), [("groups = 13", State.FINE), ("group = 13", State.FAULT)])
def test_a_settings_file_is_read(machine: FakeWindows, tmp_path: Path, text: str, state: State) -> None:
    settings = tmp_path / "设置.toml"
    settings.write_text(text, "utf-8")

    assert points(machine, settings)["settings"].state is state


def test_elsewhere_what_needs_excel_does_not_apply(machine: FakeWindows) -> None:
    machine.system = "Linux"
    machine.fonts = "仿宋,FangSong\nSimHei\n方正小标宋简体\n"

    found = states(machine)

    here = ("python", "packages", "addin_file", "templates", "log_folder", "settings", "fonts")
    assert {key for key, state in found.items() if state is State.NOT_HERE} == set(TITLES) - {*here, "calc", "wps"}
    assert {found[key] for key in here} == {State.FINE}


@POSIX
def test_the_command_prints_a_table_and_json_and_ends_with_0_where_nothing_is_wrong() -> None:
    table, plain = run("doctor"), run("doctor", "--json")

    assert (table.return_value, plain.return_value) == (0, 0), table.output
    listed = json.loads(plain.output)
    assert [point["key"] for point in listed] == list(TITLES)
    assert set(listed[0]) == {"key", "title", "state", "found", "remedy"}
    assert all(title in table.output for title in TITLES.values())


@POSIX
def test_the_command_ends_with_1_when_something_is_wrong(tmp_path: Path) -> None:
    settings = tmp_path / "s.toml"
    settings.write_text("unknown = 1")

    done = run("doctor", "--settings", settings)

    assert done.return_value == 1
    assert "1 处不行，请按“怎样改”处理后再运行 xhg doctor。" in done.output
