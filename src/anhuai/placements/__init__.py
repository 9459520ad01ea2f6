"""Beds and who waits for them: applications, waiting lists, offers, stays."""
