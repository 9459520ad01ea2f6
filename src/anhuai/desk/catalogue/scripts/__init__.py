"""What is asked in a care call: one a file, the file's name is the code."""
