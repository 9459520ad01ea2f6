"""Notices in the inbox, announcements, and the outbox of mail, SMS and WeChat (ADR 0019).

`rules.py` says what a message is, `catalogue/` holds the words, `telling.py` raises a notice with
one call, `outbox.py` delivers, `adapters.py` speaks to the outside.
"""
