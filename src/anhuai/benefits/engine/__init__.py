"""Populations decided at once: generated from the definitions, equal to the reference evaluator."""
