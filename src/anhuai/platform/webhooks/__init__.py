"""Webhooks: other systems are told of what happened, signed, at least once (ADR 0020)."""
