"""Layouts of pay files and of banks' answers, one a file."""
