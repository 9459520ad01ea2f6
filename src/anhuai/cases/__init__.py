"""Work in a person's hands, with a clock and a timeline."""
