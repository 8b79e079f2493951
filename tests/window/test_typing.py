"""The county workbook in a real LibreOffice window: what is typed wrong is refused, what is pasted is named."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.books import COMMITTED

PYTHON = "/usr/bin/python3"
REGISTER, FORM = "附件2登记表", "附件1"


def played(script: dict[str, object], folder: Path) -> list[object]:
    """Play a script in a window; what its steps say."""
    (folder / "script.json").write_text(json.dumps(script), "utf-8")
    session = Path(__file__).with_name("session.py")
    done = subprocess.run(  # noqa: S603  # Debian's own Python and our own script
        [PYTHON, str(session), str(folder / "script.json")], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    said: list[object] = json.loads(done.stdout)
    return said


@pytest.mark.slow
def test_typing_is_guided_and_pasted_faults_are_shown(tmp_path: Path) -> None:
    shutil.copy(COMMITTED / "县级填报表.xlsx", tmp_path / "县级填报表.xlsx")
    refused = [
        (REGISTER, "E4", "maybe"),  # 信访举报: not on the list
        (REGISTER, "AG4", "2020-9-9"),  # 时间: outside the window
        (FORM, "D13", "-5"),  # 宣传标语: a negative count
        (FORM, "D14", "300zhang"),  # 宣传海报: a text with a unit
    ]
    taken = [(REGISTER, "B4", "yanlian"), (REGISTER, "AG5", "2020-8-12"), (FORM, "D15", "7")]
    pasted = [(REGISTER, "AG4", "八月中旬"), (REGISTER, "E4", "有时"), (FORM, "D13", "约30"), (FORM, "D14", "300张")]
    steps: list[list[str]] = [["type", *case] for case in refused + taken]
    steps += [["paste", *case] for case in pasted]
    steps += [["read", FORM, "F13"], ["read", FORM, "H14"], ["read", REGISTER, "AJ4"], ["read", REGISTER, "AL4"]]
    steps += [["read", FORM, "G1"], ["read", "封面", "C13"]]

    said = played({"workbook": str(tmp_path / "县级填报表.xlsx"), "steps": steps}, tmp_path)

    assert [answer["now"] for answer in said[:4]] == ["", "", "", ""]  # type: ignore[index]
    assert [answer["now"] for answer in said[4:7]] == ["yanlian", "2020-8-12", "7"]  # type: ignore[index]
    state, hint, register_state, register_hint, counted, cover = said[-6:]
    assert (state, register_state) == ("强制", "强制")
    assert str(hint).startswith("第7项应填0或正整数。请只填数字")
    assert "第1项（信访举报）应填“是”、“否”。请从下拉列表中选择。" in str(register_hint)
    assert counted == cover
    assert str(counted).startswith("强制 ")
