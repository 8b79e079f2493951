"""Bytes → grids → submissions, in worker processes."""
