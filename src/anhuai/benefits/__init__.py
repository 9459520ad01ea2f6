"""Who is owed what: benefit definitions, decisions, applications, reforms."""
