"""A running LibreOffice, reached in-process or over a pipe: its services, structs, enums and message box.

`uno` comes with LibreOffice's own Python, so it is imported on use: everything else of the package loads without it.
"""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xhg_excel.calc.engine.errors import UnreachableError

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
}
PDF = "calc_pdf_Export"
SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
# com.sun.star.awt.MessageBoxButtons, and xlwings' name of each com.sun.star.awt.MessageBoxResults.
_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}


@dataclass(frozen=True)
class Office:
    """One running LibreOffice; `number` is what xlwings gets as its process id."""

    context: Any
    number: int

    def service(self, name: str) -> Any:
        """Return a new object of a service."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    @property
    def desktop(self) -> Any:
        """The desktop: its open documents and frames."""
        return self.service("com.sun.star.frame.Desktop")

    @property
    def version(self) -> str:
        """LibreOffice's version, such as `7.4.7.2`."""
        provider = self.service("com.sun.star.configuration.ConfigurationProvider")
        product = properties(nodepath="/org.openoffice.Setup/Product")
        name = "com.sun.star.configuration.ConfigurationAccess"
        return str(provider.createInstanceWithArguments(name, product).getByName("ooSetupVersionAboutBox"))


def here() -> Office:
    """Return the LibreOffice this process is part of (a click on a button)."""
    import uno

    return Office(uno.getComponentContext(), os.getpid())


def connect(pipe: str) -> Office:
    """Return the LibreOffice that listens on a named pipe (`soffice --accept="pipe,name=…;urp;"`).

    Raises:
        UnreachableError: this Python has no `uno`, or no LibreOffice listens.

    """
    try:
        import uno

        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    except Exception as error:
        raise UnreachableError(pipe, str(error)) from error
    return Office(context, zlib.crc32(pipe.encode()))


def struct(name: str, **members: object) -> Any:
    """Return a UNO struct with these members."""
    import uno

    created = uno.createUnoStruct(f"com.sun.star.{name}")
    for member, value in members.items():
        setattr(created, member, value)
    return created


def enum(kind: str, value: str) -> Any:
    """Return a value of a UNO enum."""
    import uno

    return uno.Enum(f"com.sun.star.{kind}", value)


def properties(**named: object) -> tuple[Any, ...]:
    """Return UNO property values."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=value) for name, value in named.items())


def typed(kind: str, value: object) -> Any:
    """Return a value with its UNO type, where UNO cannot guess it: `[]com.sun.star.beans.PropertyValue`."""
    import uno

    return uno.Any(kind, value)


def path_of(url: str) -> str:
    """Return the file path of a URL; '' for none."""
    import uno

    return str(uno.fileUrlToSystemPath(url)) if url.startswith("file:") else url


def url_of(path: str) -> str:
    """Return the URL of a file path."""
    return Path(path).resolve().as_uri()


def filter_for(path: str) -> str:
    """Return LibreOffice's name of the format that a file name's ending stands for.

    Raises:
        ValueError: it is no spreadsheet format.

    """
    suffix = Path(path).suffix.lower()
    if suffix not in _FILTERS:
        raise ValueError(suffix)
    return _FILTERS[suffix]


def message_box(
    office: Office, window: Any, *, title: str, text: str, buttons: str = "ok", failed: bool = False
) -> str:
    """Show a message over a UNO window; return the button that was pressed, by xlwings' name."""
    kind = enum("awt.MessageBoxType", "ERRORBOX" if failed else "INFOBOX" if buttons == "ok" else "QUERYBOX")
    toolkit = office.service("com.sun.star.awt.Toolkit")
    box = toolkit.createMessageBox(window, kind, _BUTTONS[buttons], title, text)
    try:
        return _ANSWERS.get(box.execute(), "ok")
    finally:
        box.dispose()
