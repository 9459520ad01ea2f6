"""Sheets of other systems about persons."""
