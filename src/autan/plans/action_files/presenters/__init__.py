"""Actions as documents show them."""
