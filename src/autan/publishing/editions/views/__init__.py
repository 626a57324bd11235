"""The pages of the syntheses: read, and prepared by whoever coordinates."""
