"""Generated pages of the guide and the JSON schema: `python docs/make_pages.py`."""

from __future__ import annotations

import json
from pathlib import Path

from xhg_excel.core.export import ValidationReport
from xhg_excel.core.findings_page import findings_page

DOCS = Path(__file__).parent


def pages() -> dict[str, str]:
    """Return every generated file by its name."""
    schema = json.dumps(ValidationReport.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
    return {"findings.md": findings_page(), "validation-report.schema.json": schema}


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, "utf-8")
