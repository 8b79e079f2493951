"""Faults planted into a copy of the sources, one at a time: the tests named for each must fail."""
