"""Scales and assessments: what a person can do, by two assessors on one scale and version."""
