"""What a check found, shown: marks, summary, JSON, page of codes."""
