"""Norms, one a file."""
