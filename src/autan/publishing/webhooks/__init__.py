"""Programs told of what changes: addresses that a coordinator registers, signed messages, and what became of each."""
