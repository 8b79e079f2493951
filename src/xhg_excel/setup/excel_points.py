"""What `xhg doctor` examines about Excel on Windows: program, add-in, Send-to menu, macro settings, policies."""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xhg_excel.errors.addin import FolderUnknownError, ResourceMissingError
from xhg_excel.files.addin_file import addin_settings
from xhg_excel.notice.words.shells import doctor as words
from xhg_excel.notice.words.shells import install as install_words
from xhg_excel.notice.words.shells.doctor import MACROS, OFFICE_VERSIONS, State
from xhg_excel.setup.install import Places, addin_status, has_excel, is_ours, places, user_folder, web_mark
from xhg_excel.setup.machine import COMPUTER, USER, WINDOWS, Machine


@dataclass(frozen=True)
class Point:
    """One thing that `xhg doctor` examined; `remedy` is '' where nothing needs doing."""

    key: str
    state: State
    found: str
    remedy: str = ""

    @property
    def title(self) -> str:
        """The point's name for the user."""
        return words.TITLES[self.key]


def fine(key: str, found: str) -> Point:
    """Return a point that is in order."""
    return Point(key, State.FINE, found)


def fault(key: str, found: str, remedy: str) -> Point:
    """Return a point that prevents something from working."""
    return Point(key, State.FAULT, found, remedy)


def advice(key: str, found: str, remedy: str = "") -> Point:
    """Return a point that is worth knowing but prevents nothing."""
    return Point(key, State.ADVICE, found, remedy)


_ALWAYS = ("addin", "send_to", "dll")
_NEED_EXCEL = ("macros", "blocked", "children")
_CLICK_TO_RUN = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_ROOT = r"SOFTWARE\Microsoft\Office\{version}\Excel\InstallRoot"
_ROOT_32 = r"SOFTWARE\WOW6432Node\Microsoft\Office\{version}\Excel\InstallRoot"
_OPTIONS = r"Software\Microsoft\Office\{version}\Excel\Options"
_DISABLED = r"Software\Microsoft\Office\{version}\Excel\Resiliency\DisabledItems"
_OWN, _POLICY = r"Software\Microsoft\Office\{version}", r"Software\Policies\Microsoft\Office\{version}"
# Key of an Office version, value name, value that blocks → which entry of MACROS explains it. Two settings are
# not here: the add-in needs no access to the VBA object model, and macros blocked because they come from the
# internet do not include the startup folder.
_BLOCKS = (
    (r"Common", "VBAOff", 1, "vba_off"),
    (r"Excel\Security", "DisableAllAddins", 1, "all_off"),
    (r"Excel\Security", "RequireAddinSig", 1, "signed_only"),
)
# With this value the startup folder is no trusted location; then VBAWarnings applies to the add-in.
_LOCATIONS = (r"Excel\Security\Trusted Locations", "AllLocationsDisabled", 1, "locations_off")
_WARNINGS = {4: "warnings_off", 3: "warnings_signed"}
# Defender's rule “block all Office applications from creating child processes”.
_RULES = r"SOFTWARE\{policies}Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_NO_CHILDREN = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
_BLOCK, _AUDIT, _WARN = "1", "2", "6"


def office_points(machine: Machine) -> Iterator[Point]:
    """Yield every point about Excel; each is 不适用 on other systems."""
    if machine.system != WINDOWS:
        found = words.NOT_WINDOWS.format(system=machine.system)
        yield from (Point(key, State.NOT_HERE, found) for key in ("excel", *_ALWAYS, *_NEED_EXCEL))
        return
    excel = _excel(machine)
    yield excel
    try:
        targets = places(machine)
    except FolderUnknownError as error:
        yield fault("addin", str(error), words.INSTALL_REMEDY)
        return
    yield _addin(machine, targets)
    yield _send_to(machine, targets)
    yield _dll(machine)
    if excel.state is State.FINE:
        yield from (_macros(machine), _blocked(machine), _children(machine))
    else:
        yield from (Point(key, State.NOT_HERE, words.EXCEL_NONE) for key in _NEED_EXCEL)


def _excel(machine: Machine) -> Point:
    """Examine the newest Excel that an installer registered."""
    installed = [version for version in OFFICE_VERSIONS if _bits(machine, version) or _is_installed(machine, version)]
    if not installed and not has_excel(machine):
        return advice("excel", words.EXCEL_NONE, words.EXCEL_NONE_REMEDY)
    newest = installed[0] if installed else next(iter(OFFICE_VERSIONS))
    if newest in words.TOO_OLD:
        return fault("excel", f"{OFFICE_VERSIONS[newest]} {words.EXCEL_OLD}", words.EXCEL_OLD_REMEDY)
    bits = _bits(machine, newest)
    bits_text = words.EXCEL_BITS.format(bits=bits) if bits else ""
    running = words.EXCEL_RUNNING if install_words.EXCEL_PROGRAM in machine.programs() else ""
    return fine("excel", words.EXCEL_FOUND.format(version=OFFICE_VERSIONS[newest], bits=bits_text) + running)


def _is_installed(machine: Machine, version: str) -> bool:
    roots = (_ROOT.format(version=version), _ROOT_32.format(version=version))
    return any("Path" in machine.registry(COMPUTER, root) for root in roots)


def _bits(machine: Machine, version: str) -> int:
    """Return 32 or 64; 0 where Office does not register it."""
    platform = str(machine.registry(COMPUTER, _CLICK_TO_RUN).get("Platform", ""))
    if version == next(iter(OFFICE_VERSIONS)) and platform:
        return 64 if platform == "x64" else 32
    return 32 if "Path" in machine.registry(COMPUTER, _ROOT_32.format(version=version)) else 0


def _addin(machine: Machine, targets: Places) -> Point:
    if not targets.addin.exists():
        state = fault if has_excel(machine) else advice
        return state("addin", next(addin_status(machine, targets.addin)).text, words.INSTALL_REMEDY)
    if addin_settings(targets.addin.read_bytes()) is None:
        return fault("addin", words.NOT_OURS.format(path=targets.addin), words.FOREIGN_REMEDY)
    try:
        wrong = [step.text for step in addin_status(machine, targets.addin) if not step.fine]
    except ResourceMissingError as error:
        return fault("addin", str(error), words.REINSTALL)
    if web_mark(targets.addin).exists():
        wrong.append(words.WEB_MARKED)
    if wrong:
        return fault("addin", "；".join(wrong), words.CLOSE_AND_INSTALL)
    if other := _second_copy(machine):
        return advice("addin", words.ADDIN_TWICE.format(path=other), words.ADDIN_TWICE_REMEDY)
    return fine("addin", words.SHIPPED.format(path=targets.addin))


def _second_copy(machine: Machine) -> Path | None:
    """Return another copy of the add-in that Excel would load too; None without one."""
    folders = [
        user_folder(machine, install_words.ROAMING, install_words.SHELL_ROAMING).joinpath(
            *install_words.OTHER_ADDIN_FOLDER
        )
    ]
    for version in OFFICE_VERSIONS:
        other = machine.registry(USER, _OPTIONS.format(version=version)).get("AltStartup")
        folders += [Path(str(other))] if other else []
    return next(
        (folder / install_words.ADDIN_FILE for folder in folders if (folder / install_words.ADDIN_FILE).exists()), None
    )


def _send_to(machine: Machine, targets: Places) -> Point:
    missing = []
    for entry in install_words.SEND_TO:
        shortcut = machine.read_shortcut(targets.entry(entry))
        if shortcut is None or not is_ours(shortcut) or Path(shortcut.program) != machine.python.program:
            missing.append(entry.label)
    if missing:
        return fault("send_to", words.SEND_TO_SOME.format(names="、".join(missing)), words.INSTALL_REMEDY)
    return fine("send_to", words.SEND_TO_ALL.format(count=len(install_words.SEND_TO)))


def _dll(machine: Machine) -> Point:
    """Examine the DLL of xlwings that worksheet functions need, for the 32 or 64 bits of Excel."""
    version = importlib.metadata.version("xlwings")
    bits = _bits(machine, next(iter(OFFICE_VERSIONS))) or 64
    name = f"xlwings{bits}-{version}.dll"
    folders = (machine.python.program.parent, machine.python.program.parent.parent)
    if any((folder / name).exists() for folder in folders):
        return fine("dll", words.DLL_FOUND.format(name=name))
    return fault("dll", words.DLL_MISSING.format(name=name), words.DLL_REMEDY.format(version=version))


def _macros(machine: Machine) -> Point:
    """Examine the settings that prevent an add-in in the startup folder from running."""
    blocking = next(_blocking(machine), None)
    if blocking is None:
        return fine("macros", words.MACROS_FINE)
    reason, by_policy = blocking
    if by_policy:
        return fault("macros", words.MACROS_BY_POLICY.format(what=MACROS[reason]), words.MACROS_REMEDY)
    return fault("macros", MACROS[reason], words.MACROS_OWN_REMEDY)


def _blocking(machine: Machine) -> Iterator[tuple[str, bool]]:
    """Yield each setting that blocks, as key of MACROS, and whether a policy sets it."""
    for version in OFFICE_VERSIONS:
        for key, name, number, reason in _BLOCKS:
            value, by_policy = _setting(machine, version, key, name)
            if value == number:
                yield reason, by_policy
        key, name, number, reason = _LOCATIONS
        if _setting(machine, version, key, name)[0] == number:
            warnings, by_policy = _setting(machine, version, r"Excel\Security", "VBAWarnings")
            if warnings in _WARNINGS:
                yield reason, _setting(machine, version, key, name)[1]
                yield _WARNINGS[warnings], by_policy


def _setting(machine: Machine, version: str, key: str, name: str) -> tuple[int | None, bool]:
    """Return the number of a setting, None when it is not set, and whether a policy sets it: a policy comes first."""
    for base, by_policy in ((_POLICY, True), (_OWN, False)):
        for root in (COMPUTER, USER):
            value = machine.registry(root, base.format(version=version) + "\\" + key).get(name)
            if isinstance(value, int):
                return value, by_policy
    return None, False


def _blocked(machine: Machine) -> Point:
    """Look for the add-in in the list of files that Excel disabled after a failed start."""
    wanted = install_words.ADDIN_FILE.lower().encode("utf-16-le")
    for version in OFFICE_VERSIONS:
        for value in machine.registry(USER, _DISABLED.format(version=version)).values():
            if isinstance(value, bytes) and wanted in _small_letters(value):
                return fault("blocked", words.BLOCKED, words.BLOCKED_REMEDY)
    return fine("blocked", words.BLOCKED_NONE)


def _small_letters(content: bytes) -> bytes:
    """Return UTF-16-LE text with ASCII capitals in lower case."""
    return re.sub(rb"[A-Z]\x00", lambda found: found.group().lower(), content)


def _children(machine: Machine) -> Point:
    """Look for the Defender rule that prevents Office from starting Python."""
    for policies in ("Policies\\", ""):
        rules = machine.registry(COMPUTER, _RULES.format(policies=policies))
        state = next((str(v) for name, v in rules.items() if name.strip("{}").upper() == _NO_CHILDREN), "")
        if state == _BLOCK:
            return fault("children", words.CHILDREN_BLOCKED, words.CHILDREN_REMEDY)
        if state in (_AUDIT, _WARN):
            return advice("children", words.CHILDREN_AUDITED, words.CHILDREN_REMEDY)
    return fine("children", words.CHILDREN_FINE)
