"""Revisions of an answer, and what is decided of a screen of answers when several people write."""
