"""What every room stands on: actors, permits, scope, audit, sealing, pages, jobs, exchange."""
