"""Other civil affairs: social organisations and volunteers."""
