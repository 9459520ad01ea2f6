"""Kinds of classes: one a file, the file's name is the code."""
