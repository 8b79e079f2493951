"""The Excel add-in as text, and the build that makes `xhg_excel.xlam` of it; no part of the product."""
