"""Reading of the rules that ship."""
