"""docs/api.md: the public interface, made from its docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import xhg_excel
from xhg_excel.api import results
from xhg_excel.api.result import Result

_HEAD = """\
# 在自己的脚本里用（Python）

`import xhg_excel` offers {count} names. Each function does what the command of the same name does and returns a value
with `.to_frame()` (pandas), `.to_json()` and `.write(path)`. What a function is given may be a file, a folder, a list of
paths, or an open `xlwings.Book`; sources are never changed. What stops a run is an `XhgError`, whose text is a Chinese
sentence that says how to mend it; what is wrong in a form is a `Finding`.

The examples run in a folder where `xhg rehearse --out 演练` was run; a test runs them.

## 例：本单位自己的 xlwings 脚本 (an office's own script)

It validates the workbook that calls it and puts the findings on its own sheet 核对, wherever it likes. Run it from a
button through `RunPython`, or with any open workbook: `check(xw.books.active)`.

```python
{recipe}```
"""
RECIPE = '''\
import xhg_excel
import xlwings as xw


def check(book: xw.Book) -> bool:
    """Put what is wrong in a workbook onto its sheet 核对; return whether nothing must be mended."""
    found = xhg_excel.validate(book)
    table = found.to_frame(labels=True)[["级别", "工作表", "单元格", "发现的问题", "怎样改"]]
    if "核对" not in [sheet.name for sheet in book.sheets]:
        book.sheets.add("核对", after=book.sheets[-1])
    book.sheets["核对"]["A1"].value = [table.columns.to_list(), *table.to_numpy().tolist()]
    return found.ok


def main() -> None:
    check(xw.Book.caller())
'''
_SECTIONS = ("Args", "Returns", "Raises")


def api_page() -> str:
    """Return the page as Markdown."""
    names = list(xhg_excel.NAMES)
    functions = [name for name in names if inspect.isfunction(getattr(xhg_excel, name))]
    parts = [_HEAD.format(count=len(names), recipe=RECIPE), "## Functions\n"]
    parts += [_entry(f"xhg_excel.{name}", getattr(xhg_excel, name)) for name in functions]
    parts.append("## Results\n")
    kinds = [kind for _, kind in inspect.getmembers(results, inspect.isclass) if issubclass(kind, Result)]
    for kind in sorted(kinds, key=lambda kind: (kind is not Result, kind.__name__)):
        parts.append(_class(kind))
    parts.append("## Values\n")
    for name in names:
        if name not in functions:
            parts.append(f"### `xhg_excel.{name}`\n\n{_text(inspect.getdoc(getattr(xhg_excel, name)) or '')}\n")
    return "\n".join(parts)


def _entry(name: str, function: object) -> str:
    return f"### `{name}{_signature(function)}`\n\n{_text(inspect.getdoc(function) or '')}\n"


def _signature(function: Any) -> str:
    """Return a signature with its annotations as they are written."""
    shown, keywords = [], False
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not keywords:
            keywords = True
            shown.append("*")
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        shown.append(f"{parameter.name}: {parameter.annotation}{default}")
    return f"({', '.join(shown)}) -> {function.__annotations__['return']}"


def _class(kind: type) -> str:
    lines = [f"### `{kind.__name__}`\n\n{_text(inspect.getdoc(kind) or '')}\n"]
    for name, member in vars(kind).items():
        function = member.fget if isinstance(member, property) else member
        if name.startswith("_") or not inspect.isfunction(function) or name in ("rows", "columns"):
            continue
        call = name if isinstance(member, property) else f"{name}()"
        lines.append(f"- `.{call}`: {(inspect.getdoc(function) or '').splitlines()[0]}")
    if isinstance(columns := vars(kind).get("columns"), dict):
        lines.append(f"- columns: {', '.join(f'`{key}` {label}' for key, label in columns.items())}")
    return "\n".join(lines) + "\n"


def _text(doc: str) -> str:
    """Return a docstring as Markdown: its sections as lists, its examples as code."""
    return "\n\n".join(_paragraphs(doc))


def _paragraphs(doc: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", doc):
        head, *rest = paragraph.splitlines()
        if head.rstrip(":") in _SECTIONS and head.endswith(":"):
            yield f"**{head.rstrip(':')}**\n\n" + "\n".join(_items(rest))
        elif head.startswith(">>>"):
            yield f"```pycon\n{paragraph}\n```"
        else:
            yield paragraph


def _items(lines: list[str]) -> Iterator[str]:
    """Yield the entries of a section, each in one line."""
    entries: list[list[str]] = []
    for line in lines:
        if line.startswith(" " * 8):
            entries[-1].append(line.strip())
        else:
            entries.append([line.strip()])
    for entry in entries:
        name, _, text = " ".join(entry).partition(": ")
        yield f"- `{name}`: {text}"
