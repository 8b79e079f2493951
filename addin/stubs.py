"""A VBA function for each worksheet function of `xhg_excel.excel.functions`, so no user has to import functions."""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import xlwings

SOURCE = "xhg_excel.excel.functions"
MODULE = "XhgFunctions"
_HEAD = f"""Attribute VB_Name = "{MODULE}"
Option Explicit

' Made by addin/build.py from {SOURCE}: one function for each of its worksheet functions.
' The workbook handed on is the add-in, which no received workbook can change.
"""
# Names that an argument may not have in VBA ([MS-VBAL] 3.3.5.2).
_WORDS = """
abs addressof and any array as boolean byref byte byval call case cbool cbyte ccur cdate cdbl cdec cdecl cint circle
clng clnglng clngptr close const csng cstr currency cvar cverr date debug decimal declare defbool defbyte defcur defdate
defdbl defdec defint deflng deflnglng deflngptr defobj defsng defstr defvar dim do doevents double each else elseif
empty end endif enum eqv erase event exit false fix for friend function get global gosub goto if imp implements in input
inputb int integer is lbound len lenb let like lock long longlong longptr loop lset me mod new next not nothing null
object on open option optional or paramarray preserve print private property pset public put raiseevent redim rem resume
return rset scale seek select set sgn shared single spc static step stop string sub tab then to true type typeof ubound
unlock until variant wend while with withevents write xor
"""
RESERVED = frozenset(_WORDS.split())


@dataclass(frozen=True)
class Argument:
    """One argument; `doc` is its help in the function wizard."""

    name: str
    optional: bool
    doc: str = ""


@dataclass(frozen=True)
class Function:
    """One worksheet function; Excel calculates a volatile one at every calculation."""

    name: str
    arguments: tuple[Argument, ...]
    volatile: bool = False


def functions() -> list[Function]:
    """Return the worksheet functions in the order of their module, read from the arguments of xlwings' decorators.

    On systems other than Windows those decorators do nothing, so the module is run again with decorators that record.
    """
    spec = importlib.util.find_spec(SOURCE)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(SOURCE)
    module = importlib.util.module_from_spec(spec)
    with _recording() as found:
        spec.loader.exec_module(module)
    return list(found.values())


@contextmanager
def _recording() -> Iterator[dict[str, Function]]:
    """Replace xlwings' decorators in a block; yield the functions they decorate, by name."""
    found: dict[str, Function] = {}
    docs: dict[tuple[str, str], str] = {}

    def func(decorated: Any = None, **options: Any) -> Any:
        if decorated is None:
            return lambda late: func(late, **options)
        found[decorated.__name__] = _read(decorated, docs, bool(options.get("volatile", False)))
        return decorated

    def arg(name: str, *_: object, doc: str = "", **__: object) -> Callable[[Any], Any]:
        def inner(decorated: Any) -> Any:
            docs[decorated.__name__, name] = doc
            return decorated

        return inner

    def ret(*_: object, **__: object) -> Callable[[Any], Any]:
        return lambda decorated: decorated

    recording = {"func": func, "arg": arg, "ret": ret}
    published = {name: getattr(xlwings, name) for name in recording}
    try:
        for name, decorator in recording.items():
            setattr(xlwings, name, decorator)
        yield found
    finally:
        for name, decorator in published.items():
            setattr(xlwings, name, decorator)


def _read(decorated: Callable[..., object], docs: dict[tuple[str, str], str], volatile: bool) -> Function:
    name = decorated.__name__
    arguments = []
    for parameter in inspect.signature(decorated).parameters.values():
        if parameter.kind is not parameter.POSITIONAL_OR_KEYWORD or parameter.name.lower() in RESERVED:
            raise ValueError(f"{name}: VBA cannot pass the argument {parameter.name}")
        optional = parameter.default is not parameter.empty
        arguments.append(Argument(parameter.name, optional, docs.get((name, parameter.name), "")))
    return Function(name, tuple(arguments), volatile)


def stubs() -> str:
    """Return the module of the functions; lines end with LF."""
    return _HEAD + "".join(f"\n{_stub(function)}" for function in functions())


def _stub(function: Function) -> str:
    head = ", ".join(f"Optional {a.name}" if a.optional else a.name for a in function.arguments)
    passed = ", ".join(argument.name for argument in function.arguments)
    volatile = "    Application.Volatile\n" if function.volatile else ""
    return (
        f"Public Function {function.name}({head})\n{volatile}"
        "    On Error GoTo failed\n"
        f'    {function.name} = XLPy.CallUDF("{SOURCE}", "{function.name}", Array({passed}), _\n'
        "        ThisWorkbook, Application.Caller)\n"
        "    Exit Function\n"
        "failed:\n"
        f'    {function.name} = XhgText("function_failed")\n'
        "End Function\n"
    )
