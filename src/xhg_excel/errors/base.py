"""`XhgError`: what the program cannot go on from."""

from __future__ import annotations


class XhgError(Exception):
    """The program cannot go on; the message says why, and how to mend it."""

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the message, not the facts that it was made of: a worker process sends what it raises."""
        return _restored, (type(self), *self.args), self.__dict__


class ProgramFaultError(XhgError):
    """A fault of ours, wherever it was; `log` is the file that has the details."""

    def __init__(self, log: object) -> None:
        super().__init__(
            f"程序内部出错，没有做完，已经写好的文件是完整的；详情记在日志“{log}”里，请连同命令发给技术支持。"
        )


def _restored(kind: type[XhgError], *arguments: object) -> XhgError:
    return kind.__new__(kind, *arguments)


def likely(word: str) -> str:
    """Return the question whether `word` was meant; '' for ''.

    >>> likely("merge"), likely("")
    ('您是不是要“merge”？', '')
    """
    return f"您是不是要“{word}”？" if word else ""
