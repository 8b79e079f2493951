"""The versions and hashes of the lock file, which the package carries: what is downloaded for a bundle is checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from xhg_excel.errors.addin import BundleError
from xhg_excel.notice.words.shells import bundle as words


@dataclass(frozen=True)
class Locked:
    """A line of the lock file: the one version of a package, under what condition, and the hashes of its files."""

    needed: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the package's name as all programs compare it."""
        return canonicalize_name(self.needed.name)

    @property
    def version(self) -> str:
        """Return the version."""
        return next(iter(self.needed.specifier)).version

    def line(self) -> str:
        """Return what pip checks a download by; the condition is evaluated already."""
        return " ".join((f"{self.needed.name}=={self.version}", *(f"--hash={one}" for one in self.hashes)))


def read_lock(text: str) -> list[Locked]:
    r"""Return the lines of a lock file.

    >>> [one.line() for one in read_lock("# by hand\na==1 ; sys_platform == 'win32' \\\n    --hash=sha256:0f\n")]
    ['a==1 --hash=sha256:0f']
    """
    lines = text.replace("\\\n", " ").splitlines()
    parted = [line.split("--hash=") for line in lines if line.strip() and not line.startswith("#")]
    return [Locked(Requirement(head.strip()), tuple(one.strip() for one in hashes)) for head, *hashes in parted]


def lines_for(wanted: Iterable[Requirement], lock: Iterable[Locked]) -> list[str]:
    """Return the lines by which pip downloads what is wanted.

    Args:
        wanted: the requirements, whose conditions hold.
        lock: the locked versions whose conditions hold.

    Raises:
        BundleError: one is not locked, or at a version that is not wanted.
    """
    by_name = {one.name: one for one in lock}
    found = []
    for needed in wanted:
        one = by_name.get(canonicalize_name(needed.name))
        if one is None or not one.hashes or not needed.specifier.contains(one.version, prereleases=True):
            raise BundleError(words.NOT_LOCKED.format(name=needed.name))
        found.append(one.line())
    return found
