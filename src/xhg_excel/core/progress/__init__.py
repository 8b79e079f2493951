"""Drawn list, itinerary, progress, assurance."""
