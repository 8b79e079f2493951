"""Every pattern of the package, found by walking it, against texts that make a bad one slow."""
