"""Waiting, offering, staying: the pure part."""
