"""What the pages of proof and the library show."""
