"""What the journal tells, as values."""
