"""Files of open data: tables, their descriptions, their catalogue."""
