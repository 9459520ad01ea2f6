"""What the public sees: open data, published by an officer."""
