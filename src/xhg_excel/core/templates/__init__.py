"""Blank and filled-in workbooks: forms, registers, cover, live check columns."""
