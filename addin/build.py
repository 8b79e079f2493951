"""Build the Excel add-in: `python addin/build.py` writes the generated sources and `addin/xhg_excel.xlam`."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:
    sys.path.insert(0, str(HERE.parent))  # `python addin/build.py` starts without the repository on its path

from addin.callbacks import callbacks, ribbon  # noqa: E402
from addin.stubs import functions, stubs  # noqa: E402
from addin.vba_project import Module, vba_project  # noqa: E402
from addin.workbook import WORKBOOK_MODULE, document_module, packed, sheets  # noqa: E402
from addin.xlwings_source import xlwings_modules  # noqa: E402

ADDIN = HERE / "xhg_excel.xlam"
WRITTEN = ("XhgStart", "XhgHost", "XhgTexts")


def generated() -> dict[str, str]:
    """Return the sources generated from declarations in the package, by file name."""
    return {"ribbon.xml": ribbon(), "XhgButtons.bas": callbacks(), "XhgFunctions.bas": stubs()}


def modules() -> list[Module]:
    """Return every module of the VBA project, the workbook's first."""
    worksheet_functions = functions()
    generated_modules = {name.removesuffix(".bas"): text for name, text in generated().items() if name.endswith(".bas")}
    sources = {name: (HERE / f"{name}.bas").read_text("ascii") for name in WRITTEN}
    sources |= generated_modules
    return [
        document_module(WORKBOOK_MODULE, _crlf((HERE / f"{WORKBOOK_MODULE}.cls").read_text("ascii"))),
        *(document_module(module) for module, _ in sheets(worksheet_functions).values()),
        *(Module(name, _crlf(text)) for name, text in sources.items()),
        *xlwings_modules(),
    ]


def built() -> bytes:
    """Return the add-in, byte for byte the same each time."""
    return packed(vba_project(modules()), functions())


def main() -> None:
    """Write the generated sources, then the add-in."""
    for name, text in generated().items():
        (HERE / name).write_text(text, "utf-8", newline="\n")
    ADDIN.write_bytes(built())
    sys.stdout.write(f"{ADDIN.name}: {ADDIN.stat().st_size} bytes\n")


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


if __name__ == "__main__":
    main()
