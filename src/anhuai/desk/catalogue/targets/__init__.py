"""Figures of the board: one a file, the file's name is the code."""
