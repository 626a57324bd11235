"""The tree of classes, drawn."""
