"""Ledgers, pay runs and pay files: money in integer fen, paid once."""
