"""安怀 Anhuai: a county's elderly-care and childcare public services on one register."""
