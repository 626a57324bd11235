"""Relevance rules and checks: the small expression language of questionnaires."""
