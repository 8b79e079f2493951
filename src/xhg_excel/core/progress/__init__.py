"""After the draw: the drawn list, a daily plan for each group, progress against it, and what a sample proves."""
