"""Minutes as DOCX and PDF documents."""
