"""Find the files shipped with the program, in the installed package or in a checkout."""

from __future__ import annotations

from pathlib import Path

from xhg_excel.errors.addin import ResourceMissingError
from xhg_excel.notice.words.shells.install import Resource

PACKAGE = Path(__file__).parents[1]


def resource(wanted: Resource, package: Path = PACKAGE) -> Path:
    """Return the path of a shipped file or folder.

    Raises:
        ResourceMissingError: it is neither in the package nor in a checkout.

    >>> from xhg_excel.notice.words.shells.install import GUIDE
    >>> resource(GUIDE).name
    'guide.html'

    """
    packed = package / wanted.packed
    if packed.exists():
        return packed
    checkout = checkout_of(package)
    if checkout is not None and (checkout / wanted.source).exists():
        return checkout / wanted.source
    raise ResourceMissingError(Path(wanted.source).name)


def checkout_of(package: Path = PACKAGE) -> Path | None:
    """Return the root of the checkout that contains the package; None if it was installed from a wheel."""
    root = package.parent.parent
    return root if package.parent.name == "src" and (root / "pyproject.toml").exists() else None
