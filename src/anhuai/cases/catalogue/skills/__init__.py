"""Skills of whoever can be sent: one a file, the file's name is the code."""
