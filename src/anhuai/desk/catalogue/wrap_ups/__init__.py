"""What became of a call: one a file, the file's name is the code."""
