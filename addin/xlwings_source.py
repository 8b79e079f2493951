"""xlwings' own VBA, read from the installed wheel, without the branches that a received workbook could control.

As published it reads from the active workbook, and from files beside it, which Python to start and what to add to its
path, writes names of workbooks into the command line, and runs code from sheets named `*.py`. A received workbook must
decide nothing, so those branches are cut. Each cut names the lines it expects: another text of xlwings stops the
build instead of leaving a branch in.
"""

from __future__ import annotations

import re
from pathlib import Path

import xlwings

from addin.cuts import CUTS, EDITS, FORBIDDEN, NAME, PUBLIC, TO_THE_END, UNUSED, VERSION, Cut
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
    """xlwings' text is not the one for which these cuts were written."""


def xlwings_modules() -> tuple[Module, Module]:
    """Return xlwings' module after all cuts, and the class it uses.

    Raises:
        ChangedSourceError: another version is installed, a cut found other text, or a forbidden word is left.

    """
    if xlwings.__version__ != VERSION:
        raise ChangedSourceError(f"xlwings {xlwings.__version__} is installed; the cuts are made for {VERSION}")
    folder = Path(xlwings.__file__).parent
    text = (folder / "xlwings_custom_addin.bas").read_text("ascii")
    dictionary = (folder / "addin" / "Dictionary.cls").read_text("ascii")
    return Module(NAME, _crlf(cut_down(text))), Module("Dictionary", _crlf(_streamed(dictionary)), Kind.CLASS)


def cut_down(text: str) -> str:
    """Return xlwings' text after all cuts.

    Raises:
        ChangedSourceError: a cut found other text, or a forbidden word is left.

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
            raise ChangedSourceError(f"{found!r} occurs {text.count(found)} times")
        text = text.replace(found, instead)
    code = [line for line in text.splitlines() if not line.lstrip().startswith("'")]
    left = [line for line in code if any(word in line.lower() for word in FORBIDDEN)]
    if left:
        raise ChangedSourceError(f"still there: {left}")
    return text


def _private(text: str) -> str:
    """Make everything private that our own modules do not call: a cell formula can call any public function."""
    kinds = r"(?:Function|Sub|Const|Declare (?:PtrSafe )?Function)"
    heads = re.compile(rf"^( *)(?:Public )?({kinds} (\w+))", re.MULTILINE)
    return heads.sub(lambda head: head[0] if head[3] in PUBLIC else f"{head[1]}Private {head[2]}", text)


def _procedure(text: str, name: str) -> tuple[str, str, str]:
    """Return the text before a procedure, the procedure with the `#If App` around its head, and the text after it."""
    head = rf"(?:Public |Private )?(?:Function|Sub) {name}\("
    guarded = rf'(?:#If App = "Microsoft Excel" Then\n)?{head}.*\n(?:#Else\n{head}.*\n#End If\n)?'
    found = list(re.finditer(rf"^{guarded}(?s:.*?)^End (?:Function|Sub)\n(?:#End If\n)?", text, re.MULTILINE))
    if len(found) != 1:
        raise ChangedSourceError(f"{name} occurs {len(found)} times")
    return text[: found[0].start()], found[0].group(), text[found[0].end() :]


def _applied(cut: Cut, body: str) -> str:
    lines = body.splitlines()
    if lines.count(cut.first) != 1:
        raise ChangedSourceError(f"{cut.procedure}: {cut.first!r} occurs {lines.count(cut.first)} times")
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
    """Return a class as it is stored in its stream: without the VERSION block, with Excel's attributes."""
    first, _, rest = exported.partition("END\n")[2].partition("\n")
    own = r"^Attribute VB_(?:GlobalNameSpace|Creatable|PredeclaredId|Exposed|Description) .*\n"
    return "\n".join((first, *_CLASS, re.sub(own, "", rest, flags=re.MULTILINE)))


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")
