"""The only readers of codebooks, texts to be coded, codings, counts and agreement."""
