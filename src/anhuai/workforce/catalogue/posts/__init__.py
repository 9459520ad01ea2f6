"""Kinds of posts: one a file, the file's name is the code."""
