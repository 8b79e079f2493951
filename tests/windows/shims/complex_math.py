"""Let numpy run under Wine 8, whose C library has C99's complex functions as stubs that end the program.

numpy's extensions import `api-ms-win-crt-math-l1-1-0.dll`. That name is replaced in them by one of a library
made here, which passes ordinary functions on to Wine's and has the complex ones from mingw.

usage: complex_math.py FOLDER OF PYTHON
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

THEIRS, OURS = b"api-ms-win-crt-math-l1-1-0.dll", b"xhg-ms-win-crt-math-l1-1-0.dll"
COMPLEX = {
    f"c{name}"
    for name in [
        "exp",
        "log",
        "sqrt",
        "cos",
        "cosh",
        "sin",
        "sinh",
        "tan",
        "tanh",
        "acos",
        "acosh",
        "asin",
        "asinh",
        "atan",
        "atanh",
    ]
}
COMPLEX |= {"conj", "cproj"}
TO_REAL = {"cabs", "carg", "creal", "cimag"}
TOOLS = "x86_64-w64-mingw32-"


def imported(extension: Path) -> set[str]:
    """Return the names that an extension imports from the library of mathematics."""
    printed = subprocess.run([f"{TOOLS}objdump", "-p", extension], capture_output=True, text=True, check=True).stdout  # noqa: S603
    names: set[str] = set()
    for block in re.split(r"\tDLL Name: ", printed)[1:]:
        library, _, rows = block.partition("\n")
        if library.encode() in (THEIRS, OURS):
            names |= set(re.findall(r"^\t[0-9a-f]+\t *\d+ +(\w+)", rows, re.MULTILINE))
    return names


def defined(name: str) -> str:
    """Return a complex function of that name in C, for Windows, where `long double` is `double`; "" for another."""
    single = name.endswith("f") and name[:-1] in COMPLEX | TO_REAL | {"cpow"}
    plain = name[:-1] if single or (name.endswith("l") and name not in COMPLEX | TO_REAL) else name
    number = "float" if single else "double"
    call = plain + ("f" if single else "")
    if plain == "cpow":
        return f"{number} _Complex x_{name}({number} _Complex a, {number} _Complex b) {{ return {call}(a, b); }}\n"
    if plain in COMPLEX | TO_REAL:
        result = f"{number} _Complex" if plain in COMPLEX else number
        return f"{result} x_{name}({number} _Complex a) {{ return {call}(a); }}\n"
    return ""


def main(python: Path) -> None:
    """Make the library and let every extension of numpy import it."""
    all_extensions = (python / "Lib/site-packages/numpy").rglob("*.pyd")
    extensions = [path for path in all_extensions if any(name in path.read_bytes() for name in (THEIRS, OURS))]
    names = sorted(set().union(*map(imported, extensions)))
    code = {name: defined(name) for name in names}
    lines = [f"  {name} = {f'x_{name}' if code[name] else f'ucrtbase.{name}'}" for name in names]
    with tempfile.TemporaryDirectory() as scratch:
        source, exports, made = (Path(scratch) / name for name in ("math.c", "math.def", OURS.decode()))
        source.write_text("#include <complex.h>\n" + "".join(code.values()))
        exports.write_text("\n".join([f"LIBRARY {OURS.decode()}", "EXPORTS", *lines, ""]))
        command: list[str | Path] = [
            f"{TOOLS}gcc",
            "-shared",
            "-O1",
            "-static-libgcc",
            "-o",
            made,
            source,
            exports,
            "-lmingwex",
        ]
        subprocess.run(command, check=True)  # noqa: S603
        for folder in (python, python.parent / "windows/system32"):
            shutil.copy(made, folder)
    for path in extensions:
        path.write_bytes(path.read_bytes().replace(THEIRS, OURS))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
