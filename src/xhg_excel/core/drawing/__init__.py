"""The draw: frame, tickets, sample, record, verification."""
