"""Settings, site, commands, library, backup, demonstration."""
