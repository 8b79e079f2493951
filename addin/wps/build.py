"""Build the add-in for WPS: `python addin/wps/build.py` writes the generated files of `addin/wps/folder`.

The folder is what WPS loads. Its JavaScript is written by hand; the ribbon, the texts, the drawings, the page that
loads the scripts and the manifest are made here from the declared buttons and words.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

HERE = Path(__file__).resolve().parent
if str(HERE.parents[1]) not in sys.path:
    sys.path.insert(0, str(HERE.parents[1]))  # `python addin/wps/build.py` starts without the repository on its path

from addin.wps.icons import icon  # noqa: E402
from xhg_excel.notice.words.shells import wps as words  # noqa: E402
from xhg_excel.notice.words.shells.buttons import BUTTONS, GROUPS, TAB, TAB_KEY, Button  # noqa: E402

FOLDER = HERE / "folder"
# In the order in which the page loads them: a script uses what earlier ones and itself define, and at a click all.
SCRIPTS = ("js/texts.js", "js/where.js", "js/read.js", "js/job.js", "js/replay.js", "main.js")
_MADE = "Made by addin/wps/build.py."
# The namespace in Kingsoft's own template of an add-in.
_RIBBON = "http://schemas.microsoft.com/office/2006/01/customui"


def ribbon() -> str:
    """Return the ribbon: one tab, its groups and buttons in their order."""
    groups = "".join(
        f"    <group id={quoteattr(f'{TAB_KEY}_{group.key}')} label={quoteattr(group.label)}>\n"
        f"{''.join(map(_button, group.buttons))}    </group>\n"
        for group in GROUPS
    )
    return (
        f'<customUI xmlns="{_RIBBON}" onLoad="OnAddinLoad">\n <ribbon startFromScratch="false">\n  <tabs>\n'
        f"   <tab id={quoteattr(TAB_KEY)} label={quoteattr(TAB)}>\n{groups}   </tab>\n"
        "  </tabs>\n </ribbon>\n</customUI>\n"
    )


def _button(button: Button) -> str:
    attributes = {
        "id": f"{TAB_KEY}_{button.key}",
        "label": button.label,
        "size": "large" if button.large else "normal",
        "onAction": "OnAction",
        "getImage": "GetImage",
        "screentip": button.tip,
        "supertip": button.help,
    }
    return f"     <button {' '.join(f'{name}={quoteattr(value)}' for name, value in attributes.items())}/>\n"


def texts() -> str:
    """Return the script with the add-in's texts, and what each button asks and reads."""
    buttons = {
        button.key: {
            "label": button.label,
            "asks": button.asks.value,
            "prompt": button.prompt,
            "reads": (reads := words.READS.get(button.key, words.READS_VALUES)),
            "needs_book": reads != words.READS_NOTHING,
        }
        for button in BUTTONS
    }
    return (
        f"// @ts-check\n// {_MADE}\n"
        f"/** @type {{Record<string, string>}} */\nconst XHG_TEXTS = {_json(words.ADDIN_TEXTS)}\n"
        f"/** @type {{Record<string, XhgButton>}} */\nconst XHG_BUTTONS = {_json(buttons)}\n"
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def page() -> str:
    """Return the page that WPS loads."""
    scripts = "".join(f'  <script src="{name}"></script>\n' for name in SCRIPTS)
    return f'<!DOCTYPE html>\n<html>\n <head>\n  <meta charset="utf-8">\n{scripts} </head>\n</html>\n'


def manifest() -> str:
    """Return the manifest, as Kingsoft's template has it."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<JsPlugin>\n  <ApiVersion>1.0.0</ApiVersion>\n'
        f"  <Name>{words.WPS_NAME}</Name>\n  <Description>{escape(words.WPS_DESCRIPTION)}</Description>\n</JsPlugin>\n"
    )


def generated() -> dict[str, str]:
    """Return the text of every generated file by its path in the folder."""
    return {
        "index.html": page(),
        "ribbon.xml": ribbon(),
        "manifest.xml": manifest(),
        "js/texts.js": texts(),
        **{f"images/{button.key}.svg": icon(button.key) for button in BUTTONS},
    }


def main() -> None:
    """Write the generated files."""
    for name, text in generated().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    sys.stdout.write(f"{FOLDER.name}: {len(list(FOLDER.rglob('*.*')))} files\n")


if __name__ == "__main__":
    main()
