"""Maps of indicators and of innovation, on screen and as files."""
