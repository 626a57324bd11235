"""The pages of proof and the library."""
