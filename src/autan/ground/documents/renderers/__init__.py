"""Documents as files: DOCX and ODT."""
