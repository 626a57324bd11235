"""Files that plans come from: definitions that ship, documents of plans."""
