"""The only writers of editions and publications."""
