"""The ingress: device protocols end here, and an answer means that it is on disk. No Django."""
