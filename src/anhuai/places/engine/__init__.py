"""Drawing outlines."""
