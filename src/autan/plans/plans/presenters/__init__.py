"""Words and specifications of what pages show of plans."""
