"""Tiers of visits: whom the register lists, and how often they are visited; one file each."""
