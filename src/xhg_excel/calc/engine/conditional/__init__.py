"""Conditional formats, the conditions behind them, and the cell styles that carry their looks."""
