"""An edition in words."""
