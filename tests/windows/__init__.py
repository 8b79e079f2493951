"""The program on Windows' own Python, under Wine: `.ci/windows test` sets it up and runs what is here.

Wine is not Windows: docs/seen.md lists what it lacks or does in a way of its own.
"""
