"""Content of the pages, one file for each page or part of one; nothing is computed again here."""
