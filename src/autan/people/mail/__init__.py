"""Messages that the product sends: queued, tried again, and what became of each."""
