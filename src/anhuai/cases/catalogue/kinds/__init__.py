"""Kinds of cases: one a file, the file's name is the code."""
