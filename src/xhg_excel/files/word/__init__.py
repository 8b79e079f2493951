"""The Word report, written and read back."""
