"""The only writers of sources, facts and resources."""
