"""What the importers and the exporters of a tool share: its types, names, columns and rules, as values."""
