"""Institutions, day care, meal points, nurseries, children's homes; beds, places, licences."""
