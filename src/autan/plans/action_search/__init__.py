"""Similar actions: filed ones and those of networks, searched by words, theme and territory, and compared."""
