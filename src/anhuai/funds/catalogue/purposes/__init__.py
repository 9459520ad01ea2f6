"""What money is spent on, one a file."""
