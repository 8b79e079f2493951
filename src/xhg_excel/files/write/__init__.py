"""Layouts → .xlsx; the files of a draw; county workbooks."""
