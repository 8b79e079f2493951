"""The version of the program; it stands alone, so that nothing else is loaded for it."""

__version__ = "0.1.0"
