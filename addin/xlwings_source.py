"""xlwings' own VBA, read from the installed wheel, with every way closed by which a workbook could steer it.

As published it asks the active workbook, and files beside it, which Python to start and what to put on its path, pastes
names of workbooks into the command line, and runs code that stands in sheets named `*.py`. A received workbook must
decide nothing: those branches are cut out here. Each cut says what it expects to find, so another text of xlwings stops
the build instead of opening a door.
"""

from __future__ import annotations

import re
from pathlib import Path

import xlwings

from addin.cuts import CUTS, DOORS, EDITS, NAME, PUBLIC, TO_THE_END, UNUSED, VERSION, Cut
from addin.vba_project import Kind, Module

_CLASS = (
    'Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"',
    "Attribute VB_GlobalNameSpace = False",
    "Attribute VB_Creatable = False",
    "Attribute VB_PredeclaredId = False",
    "Attribute VB_Exposed = True",
    "Attribute VB_TemplateDerived = False",
    "Attribute VB_Customizable = False",
)


class ChangedSourceError(Exception):
    """xlwings' text is not the one these cuts were made for."""


def xlwings_modules() -> tuple[Module, Module]:
    """Return xlwings' module with its doors closed, and the class it uses.

    Raises:
        ChangedSourceError: another version is installed, a cut found other text, or a door is still open.

    """
    if xlwings.__version__ != VERSION:
        raise ChangedSourceError(f"xlwings {xlwings.__version__} is installed; the cuts are made for {VERSION}")
    folder = Path(xlwings.__file__).parent
    text = (folder / "xlwings_custom_addin.bas").read_text("ascii")
    dictionary = (folder / "addin" / "Dictionary.cls").read_text("ascii")
    return Module(NAME, _crlf(closed(text))), Module("Dictionary", _crlf(_streamed(dictionary)), Kind.CLASS)


def closed(text: str) -> str:
    """Return xlwings' text with its doors closed.

    Raises:
        ChangedSourceError: a cut found other text, or a door is still open.

    """
    for procedure in UNUSED:
        head, _, tail = _procedure(text, procedure)
        text = head + tail
    for cut in CUTS:
        head, body, tail = _procedure(text, cut.procedure)
        text = head + _applied(cut, body) + tail
    text = _private(text)
    for found, instead in EDITS:
        if text.count(found) != 1:
            raise ChangedSourceError(f"{found!r} stands {text.count(found)} times")
        text = text.replace(found, instead)
    code = [line for line in text.splitlines() if not line.lstrip().startswith("'")]
    still = [line for line in code if any(door in line.lower() for door in DOORS)]
    if still:
        raise ChangedSourceError(f"still open: {still}")
    return text


def _private(text: str) -> str:
    """Hide all but what our own modules call: a formula of a received workbook can call any public function."""
    kinds = r"(?:Function|Sub|Const|Declare (?:PtrSafe )?Function)"
    heads = re.compile(rf"^( *)(?:Public )?({kinds} (\w+))", re.MULTILINE)
    return heads.sub(lambda head: head[0] if head[3] in PUBLIC else f"{head[1]}Private {head[2]}", text)


def _procedure(text: str, name: str) -> tuple[str, str, str]:
    """Return what stands before a procedure, the procedure with the `#If App` around its head, and what follows."""
    head = rf"(?:Public |Private )?(?:Function|Sub) {name}\("
    guarded = rf'(?:#If App = "Microsoft Excel" Then\n)?{head}.*\n(?:#Else\n{head}.*\n#End If\n)?'
    found = list(re.finditer(rf"^{guarded}(?s:.*?)^End (?:Function|Sub)\n(?:#End If\n)?", text, re.MULTILINE))
    if len(found) != 1:
        raise ChangedSourceError(f"{name} stands {len(found)} times")
    return text[: found[0].start()], found[0].group(), text[found[0].end() :]


def _applied(cut: Cut, body: str) -> str:
    lines = body.splitlines()
    if lines.count(cut.first) != 1:
        raise ChangedSourceError(f"{cut.procedure}: {cut.first!r} stands {lines.count(cut.first)} times")
    start = lines.index(cut.first)
    stop = next((at for at in range(start, len(lines)) if _ends(cut, lines[at])), None)
    if stop is None:
        raise ChangedSourceError(f"{cut.procedure}: {cut.last!r} does not follow")
    kept = lines[stop:] if cut.last == TO_THE_END else lines[stop + 1 :]
    return "".join(f"{line}\n" for line in (*lines[:start], *cut.instead, *kept))


def _ends(cut: Cut, line: str) -> bool:
    if cut.last is None:
        return line == cut.first
    return line.startswith("End ") if cut.last == TO_THE_END else line == cut.last


def _streamed(exported: str) -> str:
    """Return a class as its stream holds it: no VERSION block, and the attributes Excel gives it."""
    first, _, rest = exported.partition("END\n")[2].partition("\n")
    own = r"^Attribute VB_(?:GlobalNameSpace|Creatable|PredeclaredId|Exposed|Description) .*\n"
    return "\n".join((first, *_CLASS, re.sub(own, "", rest, flags=re.MULTILINE)))


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")
