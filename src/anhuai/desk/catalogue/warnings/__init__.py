"""Warnings that open a care list: one a file, the file's name is the code."""
