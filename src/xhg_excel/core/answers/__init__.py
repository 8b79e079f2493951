"""One cell or one row → answers and findings."""
