"""oletools' reader of VBA projects; importing it warns of its own future, which is not ours to mend."""

from __future__ import annotations

import warnings
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from oletools.olevba import VBA_Parser, decompress_stream


def decompressed(container: bytes) -> bytes:
    """Return what a compressed container holds."""
    return bytes(decompress_stream(bytearray(container)))


def sources(path: Path) -> dict[str, str]:
    """Return the source of every module of a workbook's VBA project, by the module's name."""
    parser = VBA_Parser(str(path))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return {Path(name).stem: text for _, _, name, text in parser.extract_macros()}
    finally:
        parser.close()
