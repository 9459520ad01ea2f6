"""Sheets of other systems about institutions."""
