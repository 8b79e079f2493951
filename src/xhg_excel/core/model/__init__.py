"""Plain values that every other room passes on: grid, submission, finding, context."""
