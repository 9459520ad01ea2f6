"""Data only, one folder a county: amounts, plans, norms, demo facts, each with its source."""
