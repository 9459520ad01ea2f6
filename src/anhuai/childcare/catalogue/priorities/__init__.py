"""Groups that a county may take first: one a file, the file's name is the code."""
