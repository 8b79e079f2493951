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
from tests.office import convert, shrink  # noqa: E402
from tests.window.test_typing import played  # noqa: E402

IMAGES = ROOT / "docs" / "images"
# Picture → sheet and cell shown in the window.
WINDOWS = {
    "cover": ("封面", "C5"),
    "annex1": ("附件1", "D4"),
    "register": ("附件2登记表", "B4"),
    "register-state": ("附件2登记表", "AL4"),
    "print-sheet": ("附件2打印", "A1"),
}
# Picture → workbook, sheet and cell: what the commands of the guide write, in a window.
RESULTS = {
    "returned": ("退回.xlsx", "校验结果", "A1"),
    "returned-form": ("退回.xlsx", "附件2登记表", "A9"),
    "totals-overview": ("市级汇总.xlsx", "总览", "A1"),
    "totals-annex1": ("市级汇总.xlsx", "附件1汇总", "A1"),
    "quota": ("抽样配额.xlsx", "抽样配额", "A1"),
    "plan": ("督导计划.xlsx", "计划总览", "A1"),
    "drawn": ("抽取名单.xlsx", "抽取名单", "A1"),
    "itinerary": ("督导计划.xlsx", "每日安排", "A1"),
    "progress": ("督导进度.xlsx", "进度总览", "A1"),
}
# Sheets of one row: the upper part of the window says it all.
SHORT = {"quota", "plan", "progress"}
SEED = "20200810123456789012"


def main() -> None:
    """Make every picture anew."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        run("rehearse", "--out", work, "--city", "南通市")
        results(work)
        book = work / "如东县.xlsx"
        shutil.copy(next(work.rglob("南通市如东县 填报表.xlsx")), book)
        steps = [["picture", *at, str(work / f"{name}.png")] for name, at in WINDOWS.items()]
        played({"workbook": str(book), "steps": steps}, work)
        for name in WINDOWS:
            shrink(work / f"{name}.png", IMAGES / f"{name}.png", "1200x")
        convert([book], "pdf", work / "pdf")
        subprocess.run(["pdftoppm", "-r", "70", "-png", work / "pdf" / "如东县.pdf", work / "page"], check=True)  # noqa: S603, S607
        pages = sorted(work.glob("page-*.png"))
        shrink(pages[1], IMAGES / "printed-annex1.png", "560x")
        shrink(pages[-2], IMAGES / "printed-annex2.png", "560x")
        shrink(pages[-1], IMAGES / "printed-annex3.png", "560x")


def results(work: Path) -> None:
    """Take pictures of what the commands write from the rehearsal data."""
    sent, ledgers = work / "报送", work / "台账"
    run("validate", sent, "--ledgers", ledgers, "--mark", work / "退回")
    shutil.copy(next((work / "退回").rglob("*如东县*.xlsx")), work / "退回.xlsx")
    run("merge", sent, "--ledgers", ledgers, "--out", work / "市级汇总.xlsx")
    run("quota", "--ledgers", ledgers, "--out", work / "抽样配额.xlsx")
    run("draw", "freeze", "--ledgers", ledgers, "--out", work / "冻结.xlsx")
    frozen, drawn = ["--freeze", work / "冻结.xlsx"], work / "抽取名单.xlsx"
    run("draw", "run", "--ledgers", ledgers, *frozen, "--seed", SEED, "--out", drawn)
    run("plan", "--ledgers", ledgers, "--drawn", drawn, "--out", work / "督导计划.xlsx")
    asked = ["--ledgers", ledgers, "--drawn", drawn, "--on", "2020-08-15"]
    run("progress", sent, *asked, "--out", work / "督导进度.xlsx")
    for book in sorted({file for file, _, _ in RESULTS.values()}):
        shown = {name: at for name, (file, *at) in RESULTS.items() if file == book}
        steps = [["picture", *at, str(work / f"{name}.png")] for name, at in shown.items()]
        played({"workbook": str(work / book), "steps": steps}, work)
        for name in shown:
            part = ["-crop", "1600x340+0+0", "+repage"] if name in SHORT else []
            shrink(work / f"{name}.png", IMAGES / f"{name}.png", "1200x", part)


if __name__ == "__main__":
    main()
