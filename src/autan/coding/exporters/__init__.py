"""What the coding room writes: codebooks, projects, corpora and tables of codings for other tools."""
