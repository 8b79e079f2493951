"""xhg_excel: the annex forms of the 小化工 inspection as workbooks, checked, merged, sampled."""

__version__ = "0.1.0"
