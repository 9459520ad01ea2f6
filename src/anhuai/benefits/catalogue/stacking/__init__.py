"""What may be drawn together: one jurisdiction a file."""
