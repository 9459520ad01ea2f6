"""Numeric machinery without Django: who is the same person, over a million files (splink)."""
