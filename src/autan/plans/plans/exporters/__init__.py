"""Files that plans leave in: tables, calendars, documents."""
