"""The text of minutes read from its Markdown."""
