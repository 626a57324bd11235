"""What the coding room reads: codebooks, projects, corpora, files of ratings and of segments, lemmas."""
