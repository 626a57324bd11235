"""The readers of counts, agreement and files."""
