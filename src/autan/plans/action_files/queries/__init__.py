"""Actions as files may tell them."""
