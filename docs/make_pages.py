"""Generated pages of the guide, the guide as one page for a browser, and the JSON schema: `python docs/make_pages.py`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS))

from pages_api import api_page  # noqa: E402
from pages_buttons import buttons_page  # noqa: E402
from pages_commands import commands_page  # noqa: E402
from pages_html import guide_html  # noqa: E402
from pages_messages import messages_page  # noqa: E402

from xhg_excel.core.results.codes_page import findings_page  # noqa: E402
from xhg_excel.core.results.json_report import ValidationReport  # noqa: E402


def pages() -> dict[str, str]:
    """Return every generated file by its name."""
    schema = json.dumps(ValidationReport.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
    made = {
        "api.md": api_page(),
        "buttons.md": buttons_page(),
        "cli.md": commands_page(),
        "findings.md": findings_page(),
        "messages.md": messages_page(),
        "validation-report.schema.json": schema,
    }
    return {**made, "guide.html": guide_html(DOCS, made)}


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, "utf-8")
