"""A document of LibreOffice (ODT, OpenDocument 1.3)."""
