"""What one sees of a cell that is not its value: struck, hidden, scaled, covered, a picture, linked from outside."""
