"""The room as pure values. No Django, no file, no clock: import it from anywhere."""
