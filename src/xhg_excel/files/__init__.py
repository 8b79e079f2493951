"""Bytes: read workbooks into grids, write layouts to disk."""
