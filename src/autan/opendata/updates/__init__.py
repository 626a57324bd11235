"""Open data brought in: files and services asked, editions compared with the last one, then adopted."""
