"""Categories of tickets: one a file, the file's name is the code."""
