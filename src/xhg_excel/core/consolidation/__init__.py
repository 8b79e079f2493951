"""Submissions → totals, versions, comparison, where a figure comes from."""
