"""The vocabulary in which any notice is written: forms, fields, conditions, rules, ledgers, regions, styles."""
