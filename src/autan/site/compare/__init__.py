"""One measure side by side."""
