"""Types of devices: one a file, the file's name is the code."""
