"""The only writers of double codings."""
