"""Open data: sources and their lake, producers, measures, quality, observatory, atlas, updates."""
