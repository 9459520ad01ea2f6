"""Tables of the services room."""
