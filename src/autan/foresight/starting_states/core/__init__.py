"""Starting states and reference curves, as pure functions over figures."""
