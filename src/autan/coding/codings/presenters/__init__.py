"""What pages, documents and other rooms show of codebooks, codings and counts."""
