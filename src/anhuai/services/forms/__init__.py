"""Forms of the services room, one file a subject."""
