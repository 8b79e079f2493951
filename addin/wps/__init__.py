"""The add-in for WPS, built from the declared buttons."""
