"""Living text, editions and their files, open data and API."""
