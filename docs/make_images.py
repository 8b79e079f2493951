"""Pictures for the guide: sheets in a real LibreOffice window, and printed A4 pages.

Needs what the slow tests need, and ImageMagick: `python docs/make_images.py`.
Rehearsal data only. Look at every picture before it is committed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.cli.test_demo import run  # noqa: E402
from tests.office import convert  # noqa: E402
from tests.window.test_typing import played  # noqa: E402

IMAGES = ROOT / "docs" / "images"
# Picture → sheet and cell shown in the window.
WINDOWS = {
    "封面": ("封面", "C5"),
    "附件1": ("附件1", "D4"),
    "附件2登记表": ("附件2登记表", "B4"),
    "附件2登记表-状态": ("附件2登记表", "AL4"),
    "附件2打印": ("附件2打印", "A1"),
}


def main() -> None:
    """Make every picture anew."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        run("rehearse", "--out", work, "--city", "南通市")
        book = work / "如东县.xlsx"
        shutil.copy(next(work.rglob("南通市如东县 填报表.xlsx")), book)
        steps = [["picture", *at, str(work / f"{name}.png")] for name, at in WINDOWS.items()]
        played({"workbook": str(book), "steps": steps}, work)
        for name in WINDOWS:
            shrink(work / f"{name}.png", IMAGES / f"{name}.png", "1200x")
        convert([book], "pdf", work / "pdf")
        subprocess.run(["pdftoppm", "-r", "70", "-png", work / "pdf" / "如东县.pdf", work / "page"], check=True)  # noqa: S603, S607
        pages = sorted(work.glob("page-*.png"))
        shrink(pages[1], IMAGES / "打印-附件1.png", "560x")
        shrink(pages[-2], IMAGES / "打印-附件2.png", "560x")
        shrink(pages[-1], IMAGES / "打印-附件3.png", "560x")


def shrink(source: Path, target: Path, size: str) -> None:
    """Write a smaller picture with few colours."""
    subprocess.run(["convert", source, "-resize", size, "-strip", "-colors", "64", f"PNG8:{target}"], check=True)  # noqa: S603, S607


if __name__ == "__main__":
    main()
