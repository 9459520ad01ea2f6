"""Carers and other posts, their certificates and training."""
