"""The small language of rules: a comparison, `answered`, and, or, not."""
