"""The program's own Chinese, one file a feature: heads, titles, notes, messages."""
