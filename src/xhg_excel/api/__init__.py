"""The public interface: functions over paths, folders and open workbooks, and the values they return.

`functions` holds what `import xhg_excel` offers, `results` the values, `sources` what may be given.
"""
