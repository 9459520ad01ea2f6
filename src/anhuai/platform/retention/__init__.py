"""Rules of retention: one file each, its name is its code (docs/guide/add-a-retention-rule.md)."""
