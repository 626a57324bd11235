"""Starting states and reference curves."""
