"""The only writers of codebooks, corpora, codings, readings and decisions."""
