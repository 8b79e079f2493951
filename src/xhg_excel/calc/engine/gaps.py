"""Members that xlwings documents and this engine lacks raise NotImplementedError with their name."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

Wrapped = TypeVar("Wrapped", bound=type)


def named_gaps(cls: Wrapped) -> Wrapped:
    """Return the class with its name in the message of every member that it inherits unimplemented.

    xlwings' base classes raise a bare NotImplementedError, which does not say what is missing.

    >>> class Base:
    ...     def fly(self):
    ...         raise NotImplementedError()
    >>> @named_gaps
    ... class Calc(Base):
    ...     pass
    >>> Calc().fly()
    Traceback (most recent call last):
    NotImplementedError: Calc.fly
    """
    for name in dir(cls):
        inherited = next(base.__dict__[name] for base in cls.__mro__ if name in base.__dict__)
        if name in cls.__dict__:
            continue
        if isinstance(inherited, property) and _is_gap(inherited.fget):
            read = _gap(f"{cls.__name__}.{name}")
            write = _gap(f"{cls.__name__}.{name} =")
            setattr(cls, name, property(read, write) if inherited.fset else _ReadGap(read))
        elif isinstance(inherited, FunctionType) and _is_gap(inherited):
            setattr(cls, name, _gap(f"{cls.__name__}.{name}"))
    return cls


class _ReadGap:
    """A missing property without a setter; an object may still store an attribute of that name."""

    def __init__(self, read: Callable[..., Any]) -> None:
        self._read = read

    def __get__(self, owner: object, kind: type | None = None) -> Any:
        return self if owner is None else self._read(owner)


def _is_gap(function: Any) -> bool:
    return isinstance(function, FunctionType) and "NotImplementedError" in function.__code__.co_names


def _gap(name: str) -> Callable[..., Any]:
    def missing(*_: object, **__: object) -> None:
        raise NotImplementedError(name)

    return missing
