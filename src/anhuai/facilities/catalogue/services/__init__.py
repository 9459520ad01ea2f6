"""Services facilities offer: one a file, the file's name is the code (standards/07 §5)."""
