"""Tables of the desk room."""
