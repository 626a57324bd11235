"""What the pages of surveys take from those who write: one module for each act."""
