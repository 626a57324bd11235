"""rules that flag the rows of the open data."""
