"""The plan reader: pure functions from a document's text to proposals tied to their places."""

from anhuai.plans.engine.reading import read
from anhuai.plans.rules.drafts import Draft

__all__ = ["Draft", "read"]
