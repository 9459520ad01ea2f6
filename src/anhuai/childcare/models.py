"""Tables of the childcare room."""
