"""What touches the computer: installing, doctor, offline bundle, registry, shortcuts."""
