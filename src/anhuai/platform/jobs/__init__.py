"""Durable jobs behind the `django-tasks` API: due, leased, retried, never lost."""
