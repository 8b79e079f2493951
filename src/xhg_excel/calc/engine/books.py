"""xlwings' `Books` and `Book`: the spreadsheet documents that are open in LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from xlwings import base_classes

from xhg_excel.calc.engine.cells import Formats
from xhg_excel.calc.engine.errors import StillOpen, check_document
from xhg_excel.calc.engine.formulas import Grammar
from xhg_excel.calc.engine.gaps import named_gaps
from xhg_excel.calc.engine.names import Names
from xhg_excel.calc.engine.office import PDF, SPREADSHEET, filter_for, path_of, properties, typed, url_of
from xhg_excel.calc.engine.sheets import Sheets

_UNSAVED = ".xlsx"


@named_gaps
class Book(base_classes.Book):
    """One open spreadsheet document."""

    def __init__(self, app: Any, document: Any) -> None:
        self.app: Any = app
        self._document = document
        self._known_as = ""

    @property
    def api(self) -> Any:
        """The UNO document."""
        return self._document

    @cached_property
    def formats(self) -> Formats:
        """Its number formats."""
        return Formats(self._document)

    @cached_property
    def grammar(self) -> Grammar:
        """Its formula parsers."""
        return Grammar(self._document)

    @property
    def controller(self) -> Any:
        """The UNO controller: the user's view of the document."""
        with StillOpen(self._document, self.name):
            return self._document.getCurrentController()

    def check(self) -> None:
        """Check that the document may be changed."""
        check_document(self._document, self._known_as or self.name)

    @property
    def name(self) -> str:
        """The file's name, or the title of a document never saved; stored for messages after it is closed."""
        if not self._known_as:
            self._known_as = Path(path_of(self._document.URL)).name or str(self._document.Title)
        return self._known_as

    @property
    def fullname(self) -> str:
        return path_of(self._document.URL) or self.name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        self.controller.getFrame().activate()

    def close(self) -> None:
        self._document.setModified(False)
        self._document.close(True)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save in place, or at another path in the format of its ending."""
        if path is None and self._document.URL:
            self.check()
            self._document.store()
            return
        goal = path or str(Path.cwd() / f"{self.name}{_UNSAVED}")
        extra = {"Password": password} if password else {}
        self._document.storeAsURL(url_of(goal), properties(FilterName=filter_for(goal), Overwrite=True, **extra))
        self._known_as = ""

    def save_copy(self, path: str) -> None:
        """Save as it stands to another file, in the format of its ending; the document stays what it is."""
        self._document.storeToURL(url_of(path), properties(FilterName=filter_for(path), Overwrite=True))

    def to_pdf(self, path: str, quality: str) -> None:
        self.print_to(url_of(path), quality)

    def print_to(self, url: str, quality: str, selection: Any = None) -> None:
        """Print all, or a selection, to a PDF."""
        chosen = {"Selection": selection} if selection is not None else {}
        data = properties(Quality=50 if quality == "minimum" else 90, **chosen)
        sequence = typed("[]com.sun.star.beans.PropertyValue", data)
        self._document.storeToURL(url, properties(FilterName=PDF, FilterData=sequence))


def is_spreadsheet(component: Any) -> bool:
    """Return whether an open UNO component is a spreadsheet document."""
    return hasattr(component, "supportsService") and bool(component.supportsService(SPREADSHEET))


@named_gaps
class Books(base_classes.Books):
    """The open spreadsheet documents."""

    def __init__(self, app: Any) -> None:
        self.app = app

    @property
    def api(self) -> Any:
        """The UNO desktop."""
        return self.app.office.desktop

    def __iter__(self) -> Iterator[Book]:
        found, components = [], self.api.getComponents().createEnumeration()
        while components.hasMoreElements():
            component = components.nextElement()
            if is_spreadsheet(component):
                found.append(Book(self.app, component))
        return iter(found)

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __call__(self, name_or_index: int | str) -> Book:
        for number, book in enumerate(self, start=1):
            if name_or_index in (number, book.name):
                return book
        raise KeyError(name_or_index)

    def __contains__(self, name: object) -> bool:
        return any(book.name == name for book in self)

    @property
    def active(self) -> Book:
        """The document in front, else the last opened."""
        component = self.api.getCurrentComponent()
        if component is not None and is_spreadsheet(component):
            return Book(self.app, component)
        return next(iter(self))

    def add(self) -> Book:
        return self._load("private:factory/scalc")

    def open(self, fullname: str, update_links: Any = None, read_only: Any = None, *rest: Any, **more: Any) -> Book:
        """Open a file; of xlwings' other arguments only the password is used."""
        _ = update_links
        password = more.get("password") or (rest[1] if len(rest) > 1 else None)
        extra = {"ReadOnly": True} if read_only else {}
        return self._load(url_of(fullname), **extra, **({"Password": password} if password else {}))

    def _load(self, url: str, **named: Any) -> Book:
        hidden = {} if self.app.visible else {"Hidden": True}
        document = self.api.loadComponentFromURL(url, "_blank", 0, properties(**named, **hidden))
        if document is None:
            raise FileNotFoundError(url)
        return Book(self.app, document)
