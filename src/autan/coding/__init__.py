"""Open answers read: codebooks, codings, agreement, classes."""
