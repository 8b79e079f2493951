"""The session runs under another Python, which has `uno`."""

collect_ignore = ["session.py"]
