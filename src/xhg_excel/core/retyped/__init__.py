"""Forms in a layout that is not ours: find them by their labels, read them."""
