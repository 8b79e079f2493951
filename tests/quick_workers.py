"""Worker processes that begin at once: forked from a server that has the program loaded, one for a whole run."""

from __future__ import annotations

import multiprocessing

from xhg_excel.files.read import workers


def start_workers_quickly() -> None:
    """Start workers of this process from a server; those of commands started as processes begin as users' do."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        workers.START_METHOD = "forkserver"
        multiprocessing.get_context("forkserver").set_forkserver_preload(["xhg_excel.files.read.folder"])
