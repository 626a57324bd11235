"""The writers of drafts."""
