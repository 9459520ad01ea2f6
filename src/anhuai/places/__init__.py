"""Divisions and their history, population statistics, boundaries and maps."""
