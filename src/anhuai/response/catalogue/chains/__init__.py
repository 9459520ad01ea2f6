"""Chains of escalation: one a file, the file's name is the code."""
