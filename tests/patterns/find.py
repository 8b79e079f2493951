"""Find every regular expression of the package: compiled ones, and those that a call of `re` compiles.

Compiled patterns are looked for in all modules, in what their containers and objects hold, and in the results of
functions that are annotated to return one and need no argument. Calls of `re.…(pattern, …)` are found in the sources;
their first argument is evaluated among the names of the module. What it takes from a local variable, `LOCALS` says.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType

import xhg_excel

# They run when they are imported, or need LibreOffice's own Python.
_NOT_IMPORTED = ("xhg_excel.__main__", "xhg_excel.setup.calc_registering", "xhg_excel.cli.window")
_LOOP = "pattern"  # what a variable is called that goes through several patterns
_METHODS = ("match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split")
_DEEPEST = 4
_FLAGS = re.compile(r"re\.[A-Z]+( \| re\.[A-Z]+)*")
# Module and function whose patterns are made of local names → expression for all that these may be.
_INSTALL = "__import__('xhg_excel.notice.words.shells.install', fromlist=['']).OWN_RESULT"
_REGISTRY = "__import__('xhg_excel.core.model.registry', fromlist=['']).Registry()"
LOCALS: dict[tuple[str, str], str] = {
    ("xhg_excel.cli.sendto", "is_own_result"): f"[{_INSTALL}]",
    ("xhg_excel.core.answers.normalize", "_read_date"): "words.DATE_PATTERNS",
    ("xhg_excel.core.answers.sentence", "_pairs_pattern"): "[_pairs_pattern(i).pattern for i in __import__('xhg_excel.notice', fromlist=['']).ANNEXES[1].items]",
    ("xhg_excel.core.model.identifiers", "doubt_about_id"): "words.ID_DAYS",
    ("xhg_excel.core.model.unit_names", "_after"): f"[UnitNames({_REGISTRY})._after.pattern]",
    ("xhg_excel.core.model.unit_names", "_between"): f"[UnitNames({_REGISTRY})._between.pattern]",
    ("xhg_excel.core.model.unit_names", "_full"): f"[UnitNames({_REGISTRY})._full.pattern]",
    ("xhg_excel.core.model.unit_names", "_is_plain_rest"): "[_either((*words.PROVINCES, *words.OFFICES)).join(['(?:', r'|[^\\w]|\\|)*'])]",
    ("xhg_excel.core.reading.personal_data", "__init__"): "[Secrets(['13800000000', '演练甲', '演练乙丙'])._pattern.pattern]",
    ("xhg_excel.core.reading.row_kinds", "_kind_in_register"): "[words.NAME_PART, r'\\w']",
    ("xhg_excel.core.retyped.labels", "_labelled"): "[]",  # the patterns of its callers are found
    ("xhg_excel.files.looks.sheet", "_styled_cells"): "[b' s=[\\x22\\x27](1|12|3)[\\x22\\x27]']",
    ("xhg_excel.files.write.shared_formulas", "_share"): "[]",  # over a worksheet that we wrote
    ("xhg_excel.wps.engine.ranges", "find"): "[]",  # what our own scripts look for
}  # fmt: skip


@dataclass
class Found:
    """A pattern: where it is used, and by which methods."""

    pattern: re.Pattern[str] | re.Pattern[bytes]
    places: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)


class Patterns(dict[tuple[object, int], Found]):
    """Patterns by text and flags."""

    def add(self, pattern: re.Pattern[str] | re.Pattern[bytes], place: str, methods: set[str]) -> None:
        """Add one, or a further place and method of one that is known."""
        found = self.setdefault((pattern.pattern, pattern.flags), Found(pattern))
        found.places.add(place)
        found.methods |= methods


def modules() -> list[ModuleType]:
    """Return every module of the package that can be imported here."""
    names = [module.name for module in pkgutil.walk_packages(xhg_excel.__path__, "xhg_excel.")]
    return [importlib.import_module(name) for name in names if name not in _NOT_IMPORTED]


def patterns() -> tuple[Patterns, list[str]]:
    """Return all patterns, and every call whose pattern could not be determined."""
    found, unknown = Patterns(), list[str]()
    for module in modules():
        tree = ast.parse(inspect.getsource(module) or "")
        used = _methods_by_name(tree)
        for name, value in list(vars(module).items()):
            for pattern in _inside(value, module, set(), 0):
                found.add(pattern, f"{module.__name__}.{name}", used.get(name) or used.get(_LOOP, set()))
        for call, method, function in _calls(tree):
            if function is not None and _gives_pattern(function):
                continue  # what it returns is found
            written = ast.unparse(call.args[0])
            flags = _flags(call, module)
            try:
                for text in _values(
                    LOCALS.get((module.__name__, function.name if function else ""), f"[{written}]"), module
                ):
                    methods = {method} & set(_METHODS) or used.get(function.name if function else "", set())
                    found.add(re.compile(text, flags), f"{module.__name__}: {written}", methods)
            except (NameError, TypeError, AttributeError) as error:
                unknown.append(f"{module.__name__}:{call.lineno} {written} ({error})")
    return found, unknown


def _inside(value: object, module: ModuleType, seen: set[int], depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
        return
    if depth > _DEEPEST or id(value) in seen:
        return
    seen.add(id(value))
    for inner in _parts(value, module):
        yield from _inside(inner, module, seen, depth + 1)


def _parts(value: object, module: ModuleType) -> list[object]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    if getattr(value, "__module__", None) != module.__name__:
        return []
    if callable(value) and not isinstance(value, type):
        return _returned(value)
    return list(vars(value).values()) if hasattr(value, "__dict__") else []


def _returned(function: object) -> list[object]:
    """Return what a function without arguments returns that is annotated to return a pattern."""
    inner = inspect.unwrap(function)  # type: ignore[arg-type]
    returns = str(getattr(inner, "__annotations__", {}).get("return", ""))
    if "Pattern" not in returns or inspect.signature(inner).parameters:
        return []
    return [function()]  # type: ignore[operator]


def _gives_pattern(function: ast.FunctionDef) -> bool:
    return function.returns is not None and "Pattern" in ast.unparse(function.returns) and not function.args.args


def _calls(
    tree: ast.AST, function: ast.FunctionDef | None = None
) -> Iterator[tuple[ast.Call, str, ast.FunctionDef | None]]:
    """Yield the calls of `re` with their method and the function around them."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in (*_METHODS, "compile"):
                yield node, node.func.attr, function
        yield from _calls(node, node if isinstance(node, ast.FunctionDef) else function)


def _methods_by_name(tree: ast.AST) -> dict[str, set[str]]:
    """Return by the name of a compiled pattern the methods called on it."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _METHODS:
            owner = node.value.func if isinstance(node.value, ast.Call) else node.value
            if isinstance(owner, (ast.Name, ast.Attribute)):
                name = owner.id if isinstance(owner, ast.Name) else owner.attr
                found.setdefault(name, set()).add(node.attr)
    return found


def _flags(call: ast.Call, module: ModuleType) -> int:
    written = [ast.unparse(word.value) for word in call.keywords if word.arg == "flags"]
    written += [text for text in map(ast.unparse, call.args[1:]) if _FLAGS.fullmatch(text)]
    flags = 0
    for text in written:
        flags |= int(eval(text, vars(module)))  # noqa: S307  # our own source
    return flags


def _values(expression: str, module: ModuleType) -> list[str]:
    is_name = expression.strip("[]").isidentifier()
    return list(eval(expression, dict(vars(module)), {} if is_name else _Words(module)))  # noqa: S307  # our own source


class _Words(dict[str, str]):
    """Local names in a pattern that is put together: words that are declared somewhere."""

    def __init__(self, module: ModuleType) -> None:
        super().__init__()
        self._module = module

    def __missing__(self, name: str) -> str:
        if hasattr(self._module, name) or hasattr(builtins, name):
            raise KeyError(name)
        return "甲|乙丙"
