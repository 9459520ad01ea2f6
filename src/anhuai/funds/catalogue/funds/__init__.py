"""Sources of money, one a file."""
