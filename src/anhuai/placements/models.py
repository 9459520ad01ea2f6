"""Tables of the placements room."""
