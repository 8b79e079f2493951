"""Workbooks read by worker processes and in this process, compared; run as `apart.py FOLDER`.

Prints whether there were workers, which annexes the forms they sent are, and whether all is as it is read here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from xhg_excel.core.model.context import Context
from xhg_excel.core.model.registry import Registry
from xhg_excel.files.read import worker
from xhg_excel.files.read.folder import list_workbooks, read_submissions, submission_of
from xhg_excel.files.read.read_file import read_file
from xhg_excel.files.read.workers import Limits
from xhg_excel.notice import ANNEXES, NOTICE


def main(folder: Path) -> None:
    """Read them twice."""
    context = Context(NOTICE, Registry(NOTICE))
    books = list_workbooks([folder])
    apart = list(read_submissions(books, context, Limits(workers=2)))
    here = [submission_of(read_file(path, name), context) for path, name in books]
    forms = [form for submission in apart for form in submission.forms]
    told = {
        "apart": bool(worker._idle),
        "annexes": sorted({form.annex.title for form in forms}),
        "ours": all(any(form.annex is annex for annex in ANNEXES) for form in forms),
        "same": [s.forms for s in apart] == [s.forms for s in here],
    }
    print(json.dumps(told))  # noqa: T201  # what the test reads


if __name__ == "__main__":
    main(Path(sys.argv[1]))
