"""Maps, circles and sites: who is out of reach and where to build next."""
