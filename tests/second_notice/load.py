"""Every module of the program imported; prints those that cannot be, as JSON."""

from __future__ import annotations

import importlib
import json
import pkgutil

import xhg_excel

# What other programs run, and what needs LibreOffice's Python.
ROOMS = ("notice", "core", "files", "excel", "cli")


def main() -> None:
    """Import them."""
    failed = []
    for module in pkgutil.walk_packages(xhg_excel.__path__, "xhg_excel."):
        if module.name.split(".")[1] in ROOMS:
            try:
                importlib.import_module(module.name)
            except ImportError:
                failed.append(module.name.removeprefix("xhg_excel."))
    print(json.dumps(failed))  # noqa: T201  # what the test reads


if __name__ == "__main__":
    main()
