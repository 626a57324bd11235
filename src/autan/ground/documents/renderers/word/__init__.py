"""A document of Word (DOCX)."""
