"""Pages of open data: the public's, and the officer's."""
