"""The kit of a workshop as PDF and DOCX."""
