"""Published lists of basic services: one place a file."""
