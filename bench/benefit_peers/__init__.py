"""What bench/benefits.py compares with: the same nine rules in other engines."""
