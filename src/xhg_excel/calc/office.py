"""LibreOffice as this process reaches it, in-process or over a pipe: services, structs, constants.

`uno` comes with LibreOffice's own Python, so it is imported on use: the rest of the room loads without it.
"""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xhg_excel.errors.office import OfficeNotReachedError

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
}
PDF = "calc_pdf_Export"
SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"


@dataclass(frozen=True)
class Office:
    """One running LibreOffice; `number` stands for it where xlwings wants a process id."""

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
        at = properties(nodepath="/org.openoffice.Setup/Product")
        name = "com.sun.star.configuration.ConfigurationAccess"
        return str(provider.createInstanceWithArguments(name, at).getByName("ooSetupVersionAboutBox"))


def here() -> Office:
    """Return the LibreOffice this process is part of (a click on a button)."""
    import uno

    return Office(uno.getComponentContext(), os.getpid())


def connect(pipe: str) -> Office:
    """Return the LibreOffice that listens on a named pipe (`soffice --accept="pipe,name=…;urp;"`).

    Raises:
        OfficeNotReachedError: this Python has no `uno`, or nobody listens.

    """
    try:
        import uno

        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    except Exception as error:
        raise OfficeNotReachedError(pipe, str(error)) from error
    return Office(context, zlib.crc32(pipe.encode()))


def struct(name: str, **members: object) -> Any:
    """Return a UNO struct with these members."""
    import uno

    made = uno.createUnoStruct(f"com.sun.star.{name}")
    for member, value in members.items():
        setattr(made, member, value)
    return made


def enum(kind: str, value: str) -> Any:
    """Return a value of a UNO enum."""
    import uno

    return uno.Enum(f"com.sun.star.{kind}", value)


def properties(**named: object) -> tuple[Any, ...]:
    """Return UNO property values."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=value) for name, value in named.items())


def typed(kind: str, value: object) -> Any:
    """Return a value that UNO shall take for exactly this type, such as a sequence of structs."""
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
    """Return LibreOffice's name of the format a file name asks for.

    Raises:
        ValueError: no spreadsheet format.

    """
    suffix = Path(path).suffix.lower()
    if suffix not in _FILTERS:
        raise ValueError(suffix)
    return _FILTERS[suffix]


def is_disposed(error: BaseException) -> bool:
    """Whether an error says that the document or the program is gone."""
    return type(error).__name__ in ("DisposedException", "com.sun.star.lang.DisposedException")
