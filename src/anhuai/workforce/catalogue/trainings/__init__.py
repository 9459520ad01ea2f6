"""Kinds of training: one a file, the file's name is the code."""
