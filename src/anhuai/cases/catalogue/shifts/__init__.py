"""Parts of a day of duty: one a file, the file's name is the code."""
