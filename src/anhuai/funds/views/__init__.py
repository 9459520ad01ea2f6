"""Pages of the funds room."""
