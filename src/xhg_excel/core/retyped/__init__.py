"""Find and read forms in a layout that is not our template."""
