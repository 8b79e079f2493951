"""Made-up submissions with planted faults."""
