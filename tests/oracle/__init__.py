"""An oracle of the notice: rules, coverage, totals, quotas and draws from plain dicts, with code of its own.

It was written from the text of the notice and the readings of it, before its author read the package,
and imports nothing of it. Its answers are compared with the package's in test_oracle.py.

A case is a dict: `forms` (each `annex`, `county` and its values by key; `county` None is the city itself),
`problems`, `petitions` (None where not given) and `screening` (rows by key). Codes stand for counties.
"""
