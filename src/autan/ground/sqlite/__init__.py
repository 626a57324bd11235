"""SQLite as a server needs it."""
