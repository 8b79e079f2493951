"""Our buttons in WPS: a script runs on a job that the add-in wrote, and what it writes is recorded for the add-in."""
