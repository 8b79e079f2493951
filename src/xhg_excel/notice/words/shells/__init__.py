"""The Chinese of the add-in, the installer, the doctor and the offline bundle."""
