"""Whom care calls go to: one a file, the file's name is the code."""
