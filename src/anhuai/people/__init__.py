"""Residents, households, kin and guardians, dated circumstances, consent."""
