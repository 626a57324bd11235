"""What pages and documents show, one file for each page or part of a page. Nothing is computed again here."""
