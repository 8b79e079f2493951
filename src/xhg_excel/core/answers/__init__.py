"""Read single cells, sentences and rows into answers and findings."""
