"""The register of a network and its counts, as values and pure functions."""
