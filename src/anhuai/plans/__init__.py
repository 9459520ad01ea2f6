"""Plans, indicators, targets, tasks and projects, measured live on the registers."""
