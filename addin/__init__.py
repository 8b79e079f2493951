"""The Excel add-in as text, and the build of `xhg_excel.xlam` from it; not part of the installed program."""
