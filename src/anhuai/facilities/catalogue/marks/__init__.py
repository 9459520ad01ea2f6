"""Dated marks of facilities: one a file, the file's name is the code."""
