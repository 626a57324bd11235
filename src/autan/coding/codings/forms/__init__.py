"""What people type: codes of a codebook, codings of a text, choices of a page of counts."""
